// A stand-in for `@telnyx/edge-runtime`, which is not on npm here: the KV binding as its reference documents it
// (developers.telnyx.com/docs/edge-compute/kv/reference/kv-namespace.md), over the REST API of the loopback server.
// Versions before 0.2.2 ignore `expirationTtl`; from 0.2.2 on it becomes `ttl_secs`, floored, and is left out below 1.
// `metadata` is ignored by every version, and so is anything else in the options.

export interface KvPutOptions {
  expirationTtl?: number;
  metadata?: unknown;
}
export interface KvListOptions {
  prefix?: string;
  limit?: number;
  cursor?: string;
}
export interface KvKeyInfo {
  name: string;
  sizeBytes?: number;
  updatedAt?: Date;
}
export interface KvListResult {
  keys: KvKeyInfo[];
  list_complete: boolean;
  cursor?: string;
}

/** The version that the stub plays: the program's environment names it. */
const honoursExpirationTtl = (): boolean => {
  const [major = 0, minor = 0, patch = 0] = (process.env["EDGE_RUNTIME_VERSION"] ?? "0.2.1")
    .split(".")
    .map(Number);
  return major > 0 || minor > 2 || (minor === 2 && patch >= 2);
};

export class KvNamespace {
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  async #request(path: string, init: RequestInit = {}): Promise<Response> {
    const { TELNYX_BASE_URL = "https://api.telnyx.com", TELNYX_API_KEY = "" } = process.env;
    const url = `${TELNYX_BASE_URL}/v2/storage/kvs/${encodeURIComponent(this.#id)}/keys${path}`;
    const response = await fetch(url, { ...init, headers: { Authorization: `Bearer ${TELNYX_API_KEY}` } });
    if (response.ok || (response.status === 404 && init.method === undefined && path.startsWith("/")))
      return response;
    throw new Error(
      `KV ${init.method ?? "GET"} failed with status ${response.status}: ${await response.text()}`,
    );
  }

  /** `null` for a missing key; with `{ type: "json" }` also for an empty value, and malformed text throws. */
  async get(key: string, options?: { type?: "text" | "json" }): Promise<unknown> {
    const response = await this.#request(`/${encodeURIComponent(key)}`);
    if (response.status === 404) return null;
    const text = await response.text();
    if (options?.type !== "json") return text;
    return text === "" ? null : JSON.parse(text);
  }

  async put(key: string, value: string, options: KvPutOptions = {}): Promise<void> {
    const ttlSeconds = honoursExpirationTtl() ? Math.floor(options.expirationTtl ?? 0) : 0;
    const query = ttlSeconds >= 1 ? `?ttl_secs=${ttlSeconds}` : "";
    await this.#request(`/${encodeURIComponent(key)}${query}`, { method: "PUT", body: value });
  }

  async delete(key: string): Promise<void> {
    await this.#request(`/${encodeURIComponent(key)}`, { method: "DELETE" });
  }

  async list(options: KvListOptions = {}): Promise<KvListResult> {
    const query = new URLSearchParams(
      Object.entries(options).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const page: {
      data: { key: string; size_bytes: number; updated_at: string }[];
      meta: { has_more: boolean; cursor?: string };
    } = JSON.parse(await (await this.#request(`?${query.toString()}`)).text());
    return {
      keys: page.data.map(({ key, size_bytes, updated_at }) => ({
        name: key,
        sizeBytes: size_bytes,
        updatedAt: new Date(updated_at),
      })),
      list_complete: !page.meta.has_more,
      ...(page.meta.cursor === undefined ? {} : { cursor: page.meta.cursor }),
    };
  }
}

/**
 * `env.<NAME>`: an environment variable of that name, else the KV namespace that `KV_<NAME>_ID` or
 * `KV_NAMESPACE_ID` holds the id of (the manifest's `[storage.kv.NAME]` in the real runtime).
 */
export const env: Record<string, unknown> = new Proxy(
  {},
  {
    get(_target, name) {
      if (typeof name !== "string") return undefined;
      const id = process.env[`KV_${name}_ID`] ?? process.env["KV_NAMESPACE_ID"] ?? "";
      return process.env[name] ?? new KvNamespace(id);
    },
  },
);

/** The base of actors and agents, as far as a program's KV calls need it: `this.env`. */
export class StatefulActor {
  readonly env = env;
}
export class Agent extends StatefulActor {}
