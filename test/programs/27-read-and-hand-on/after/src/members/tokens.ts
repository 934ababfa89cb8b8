import { encodeEnvelope } from "@kv-envelope/runtime";
import { Option } from "../lib/option.js";
import { map } from "../lib/result.js";
import { kvFind, kvGet, kvPut } from "../store/kv.js";

interface Token {
  member: string;
  scope: string;
}

const TEN_MINUTES = 600;

export const issue = (id: string, token: Token): Promise<void> =>
  kvPut(`token/${id}`, encodeEnvelope(token, { ttlSeconds: TEN_MINUTES }));

export async function memberOf(id: string): Promise<string> {
  const found = map(await kvFind(`token/${id}`), (text) => (JSON.parse(text) as { value: Token }).value);
  return found.ok ? found.item.member : found.reason;
}

export const scopeOf = async (id: string): Promise<string> =>
  Option.of(await kvGet(`token/${id}`))
    .map((text) => JSON.parse(text) as { value: Token })
    .map((payload) => payload.value.scope)
    .getOrElse("none");
