import { encodeEnvelope } from "@kv-envelope/runtime";
import { kvGet, kvPut } from "../store/kv.js";
import { scan, texts } from "../store/scan.js";
import { bus } from "./bus.js";

export interface Call {
  from: string;
}

const unpack = (text: string): Call => (JSON.parse(text) as { value: Call }).value;

class Snapshot {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get from(): string {
    return unpack(this.text).from;
  }
}

export const begin = (id: string, call: Call): Promise<void> =>
  kvPut(`call/${id}`, encodeEnvelope(call, { ttlSeconds: 120 }));

export async function announce(id: string): Promise<void> {
  const text = await kvGet(`call/${id}`);
  if (text !== null) bus.emit("call", id, text);
}

export async function callers(ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const [id, text] of scan(ids)) found.push(`${id} ${unpack(text).from}`);
  return found;
}

export async function first(ids: readonly string[]): Promise<string | undefined> {
  const step = await texts(ids).next();
  return step.done || step.value === null ? undefined : unpack(step.value).from;
}

export async function snapshot(id: string): Promise<string | undefined> {
  const text = await kvGet(`call/${id}`);
  return text === null ? undefined : new Snapshot(text).from;
}
