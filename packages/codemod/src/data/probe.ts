import { withTtl } from "@kv-envelope/runtime";
import { KvStoreError } from "@kv-envelope/runtime/stores";
import type { RestStore } from "@kv-envelope/runtime/stores";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { displayName } from "../report/style.js";
import type { ConnectedFetch } from "./connect.js";

/**
 * Whether a namespace expires keys itself. `not-supported` and `not-ready` are both a 409 to the ttl; only the second
 * is one to a write without, too. `ignored`: it takes the ttl, and the key is still there long after.
 */
type ServerExpiry = "works" | "not-supported" | "not-ready" | "ignored";

/** What the probe found. */
export interface Probe {
  readonly namespace: string;
  readonly serverExpiry: ServerExpiry;
}

/** The life that the probe's key is given, in seconds: the shortest that the service takes. */
const TTL_SECONDS = 1;
/** How long it may outlive that before the ttl counts as ignored, and how often it is looked at. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 500;

/** Has every write of a store say the probe's ttl. */
export const sayingTtl =
  (send: ConnectedFetch): ConnectedFetch =>
  (url, request) =>
    send(request.method === "PUT" ? withTtl(url, TTL_SECONDS) : url, request);

interface Stores {
  /** The namespace with the probe's ttl in each write, */
  readonly withTtl: RestStore;
  /** and without. */
  readonly plain: RestStore;
}

/**
 * Writes a key of its own that is to live for a second, waits for it to go, and deletes it whatever happens.
 * @param pause waits for as many milliseconds between two looks at the key
 * @throws {KvStoreError} where the service can't be asked
 */
export async function probe(
  namespace: string,
  stores: Stores,
  pause: (ms: number) => Promise<unknown> = wait,
): Promise<Probe> {
  const key = `kv-envelope/probe-${randomUUID()}`;
  try {
    return { namespace, serverExpiry: await askWith(key, stores, pause) };
  } finally {
    await stores.plain.delete(key).catch(() => undefined);
  }
}

async function askWith(
  key: string,
  stores: Stores,
  pause: (ms: number) => Promise<unknown>,
): Promise<ServerExpiry> {
  if (!(await isTaken(stores.withTtl, key)))
    return (await isTaken(stores.plain, key)) ? "not-supported" : "not-ready";
  for (let waited = 0; waited <= TTL_SECONDS * 1000 + PATIENCE_MS; waited += PAUSE_MS) {
    if ((await stores.plain.get(key)) === null) return "works";
    await pause(PAUSE_MS);
  }
  return "ignored";
}

/** Whether a write is taken; `false` for a conflict with the namespace's state. */
async function isTaken(store: RestStore, key: string): Promise<boolean> {
  try {
    await store.put(key, "probe of kv-envelope");
    return true;
  } catch (error) {
    if (error instanceof KvStoreError && error.status === 409) return false;
    throw error;
  }
}

const SAID: Readonly<Record<ServerExpiry, string>> = {
  works: "server expiry works: --expiry server may be used for what is written to it",
  "not-supported":
    "not supported (409): a write with ttl_secs is refused, and nothing is written. Use expiry envelopes",
  "not-ready": "not ready (409, pending): it takes no writes at all yet. Try again when it is provisioned",
  ignored: `ttl_secs is taken and ignored: the key was still there ${PATIENCE_MS / 1000} s after its end. Use expiry envelopes`,
};

/** What a probe found, in words. */
export const saidOf = ({ namespace, serverExpiry }: Probe): string =>
  `namespace ${displayName(namespace)}: ${SAID[serverExpiry]}`;

/** The line that `data probe` prints. */
export const probeText = (found: Probe): string => `kv-envelope: data probe: ${saidOf(found)}\n`;
