import { encodeEnvelope } from "@kv-envelope/runtime";

export interface Entry<T> {
  value: T;
  expiration_ttl?: number;
}

export const encode = <T>(value: T, seconds: number): string => encodeEnvelope(value, { ttlSeconds: seconds });

export function decode<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as Entry<T>).value;
}
