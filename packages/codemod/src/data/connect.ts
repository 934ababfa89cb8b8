import { restStore } from "@kv-envelope/runtime/stores";
import type { RestStore, RestStoreOptions } from "@kv-envelope/runtime/stores";
import { setTimeout as wait } from "node:timers/promises";
import { messageOf, UsageError } from "../shared/errors.js";

interface Connection {
  readonly namespaceId: string;
  readonly baseUrl: string | undefined;
  /** Requests in a second at most; `undefined` for as many as go. */
  readonly rate: number | undefined;
}

/** What sends the requests of a store. */
export type ConnectedFetch = NonNullable<RestStoreOptions["fetch"]>;

const KEY_VARIABLE = "TELNYX_API_KEY";

/**
 * The store of a namespace, with the API key of the environment.
 * @param through what its requests go through
 * @throws {UsageError} without ever showing that key.
 */
export function connect(
  { namespaceId, baseUrl, rate }: Connection,
  env: NodeJS.ProcessEnv,
  through: (send: ConnectedFetch) => ConnectedFetch = (send) => send,
): RestStore {
  const apiKey = env[KEY_VARIABLE] ?? "";
  if (apiKey === "")
    throw new UsageError(
      `${KEY_VARIABLE}: not set in the environment; allowed: the API key of the account that the namespace belongs to`,
    );
  try {
    return restStore({
      namespaceId,
      baseUrl,
      apiKey,
      fetch: through(rate === undefined ? (url, request) => fetch(url, request) : limitedFetch(rate)),
    });
  } catch (error) {
    // Its message names the argument, and shows an API key in no case.
    throw new UsageError(
      messageOf(error)
        .replace(/^apiKey\b/, KEY_VARIABLE)
        .replace(/^namespaceId\b/, "--namespace:")
        .replace(/^baseUrl\b/, "--base-url:"),
    );
  }
}

/** A `fetch` whose calls begin at least a `rate`th of a second after each other, repetitions included. */
function limitedFetch(rate: number): ConnectedFetch {
  let next = 0;
  return async (url, request) => {
    const now = performance.now();
    const turn = Math.max(now, next);
    next = turn + 1000 / rate;
    if (turn > now) await wait(turn - now, undefined, { signal: request.signal });
    return await fetch(url, request);
  };
}
