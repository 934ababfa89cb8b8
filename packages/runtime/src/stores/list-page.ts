import { assertCount, refuse } from "../check.js";
import { isObject } from "../json.js";
import type { ListOptions } from "../store.js";
import type { KvKeyInfo, KvListPage } from "./kv-store.js";

/** Throws on what the service would refuse, or quietly read in another way. */
export function assertListOptions({ prefix = "", cursor = "", limit = 1 }: ListOptions): void {
  if (typeof prefix !== "string") refuse("prefix", "a string", prefix);
  if (typeof cursor !== "string") refuse("cursor", "a string", cursor);
  assertCount("limit", limit);
}

/**
 * A page of the service's list (its OpenAPI page "List keys": `{ data: [{ key, size_bytes,
 * updated_at }], meta: { has_more, cursor? } }`) in the shape of the binding's; `undefined` where
 * `answer` has another shape.
 */
export function toListPage(answer: unknown): KvListPage | undefined {
  if (!isObject(answer) || !Array.isArray(answer["data"])) return undefined;
  const keys: KvKeyInfo[] = [];
  for (const item of answer["data"] as readonly unknown[]) {
    if (!isObject(item) || typeof item["key"] !== "string") return undefined;
    keys.push({ name: item["key"], ...size(item["size_bytes"]), ...time(item["updated_at"]) });
  }
  const meta = isObject(answer["meta"]) ? answer["meta"] : {};
  const cursor = meta["cursor"];
  if (meta["has_more"] !== true) return { keys, list_complete: true };
  return typeof cursor === "string" && cursor ? { keys, list_complete: false, cursor } : undefined;
}

function size(given: unknown): Pick<KvKeyInfo, "sizeBytes"> {
  return typeof given === "number" ? { sizeBytes: given } : {};
}

function time(given: unknown): Pick<KvKeyInfo, "updatedAt"> {
  const updatedAt = new Date(typeof given === "string" ? given : Number.NaN);
  return Number.isNaN(updatedAt.getTime()) ? {} : { updatedAt };
}
