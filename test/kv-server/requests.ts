/** What a request asks for, taken from its path. */
export type Target =
  | { readonly kind: "key"; readonly namespaceId: string; readonly key: string }
  | { readonly kind: "list"; readonly namespaceId: string }
  | { readonly kind: "unknown" };

/** A request as the server saw it, in the order of arrival. */
export interface RequestRecord {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly url: string;
  readonly namespaceId: string | undefined;
  /** The key, decoded. */
  readonly key: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly status: number;
}

const KEYS_PATH = /^\/v2\/storage\/kvs\/([^/]+)\/keys(?:\/(.+))?$/;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray "%" is no escape; as it is, it fails the key pattern, which is what the caller should hear.
    return text;
  }
};

/** Reads `/v2/storage/kvs/{id}/keys[/{key}]`; a `/` inside the key may come percent-encoded or plain. */
export const parseTarget = (pathname: string): Target => {
  const match = KEYS_PATH.exec(pathname);
  const namespaceId = match?.[1];
  if (namespaceId === undefined) return { kind: "unknown" };
  const key = match?.[2];
  return key === undefined
    ? { kind: "list", namespaceId: decode(namespaceId) }
    : { kind: "key", namespaceId: decode(namespaceId), key: decode(key) };
};
