import { bus } from "./bus.js";

const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const namespace = process.env.KV_NAMESPACE_ID ?? "";
const url = (key: string): string => `https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${key}`;
bus.on("save", (key: string, body: string) => {
  void fetch(url(key), { method: "PUT", headers, body });
});
export async function get(key: string): Promise<unknown> {
  const response = await fetch(url(key), { headers });
  return response.ok ? ((await response.json()) as { value: unknown }).value : null;
}
