// The oracle's stand-in for the SDK's 7.5 knows no `ttl_secs`, which that version has: here it reaches the URL. Bundled
// over the stand-in, which it stands on.
import { AsyncLocalStorage } from "node:async_hooks";

/** The part of the SDK that writes. */
interface Keys {
  update(key: string, params: { readonly ttl_secs?: number }): Promise<void>;
}

interface Client {
  readonly storage: { readonly kvs: { readonly keys: Keys } };
}

const ttl = new AsyncLocalStorage<number | undefined>();
const plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const seconds = ttl.getStore();
  return plainFetch(seconds === undefined ? input : `${String(input)}?ttl_secs=${seconds}`, init);
};

/** Its clients, whose `update` hands the service the ttl. */
export function withTtl<Made extends Client, Given extends unknown[]>(
  Plain: new (...given: Given) => Made,
): new (...given: Given) => Made {
  return new Proxy(Plain, {
    construct: (target, given: Given) => {
      const client = new target(...given);
      const { keys } = client.storage.kvs;
      const update = keys.update.bind(keys);
      keys.update = (key, params) => ttl.run(params.ttl_secs, () => update(key, params));
      return client;
    },
  });
}
