import { open, save, type Stored } from "./kv";

export type Notice = { text: string; level: "info" | "warning" };

/** A notice is shown until it ends by itself; what it is about is kept for the log. */
export async function post(id: string, notice: Notice, seconds: number, about: string) {
  const stored: Stored<Notice> = { value: notice, expiration_ttl: seconds, metadata: { about } };
  await save(`notice/${id}`, stored);
}

export async function current(id: string) {
  const response = await open(`notice/${id}`);
  return response.ok ? ((await response.json()) as Stored<Notice>) : null;
}
