// The loopback service in the place of the oracle's own, which knows no `ttl_secs`: bundled over its `kv-server.mjs`. It
// goes by the `Date` of its process, which the oracle's child moves.
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { createKvService } from "../kv-server/service.js";

/** What the oracle's child takes of an entry. */
interface Entry {
  readonly bytes: Buffer;
  readonly type?: string | undefined;
}

/** The entries as its child looks at them: what has ended is gone. */
interface Store {
  get(key: string): Entry | undefined;
  set(key: string, entry: Entry): void;
}

export async function startKv({ token = "test-token" } = {}): Promise<{
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly store: Store;
  /** While `status` is not 0, each request for a key is answered with it. */
  readonly faults: { status: number };
}> {
  const service = createKvService({ apiKey: token });
  const faults = { status: 0 };
  // The cases name their namespaces by many ids, and the oracle's store is one.
  const inOne = (url: string): string =>
    url.replace(/^\/v2\/storage\/kvs\/[^/]+\//, `/v2/storage/kvs/${service.namespaceId}/`);

  const server = createServer((request, response) => {
    void (async () => {
      const { method = "GET", url = "/" } = request;
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const body = await buffer(request);
      if (faults.status !== 0 && /\/keys\/./.test(url)) {
        response.writeHead(faults.status, { "content-type": "application/json" });
        return response.end('{"errors":[{"code":"10000","title":"Injected"}]}');
      }
      const reply = service.answer({ method, url: inOne(url), headers, body });
      if (reply.contentType !== undefined) response.setHeader("content-type", reply.contentType);
      response.statusCode = reply.status;
      return response.end(reply.body);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("kv-server: no port");

  const ask = (method: string, key: string, entry?: Entry): ReturnType<typeof service.answer> =>
    service.answer({
      method,
      url: `/v2/storage/kvs/${service.namespaceId}/keys/${encodeURIComponent(key)}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(entry?.type === undefined ? {} : { "content-type": entry.type }),
      },
      body: entry?.bytes ?? Buffer.alloc(0),
    });
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    token,
    faults,
    store: {
      get: (key) => {
        const { status, body, contentType } = ask("GET", key);
        return status === 200 ? { bytes: body ?? Buffer.alloc(0), type: contentType } : undefined;
      },
      set: (key, entry) => void ask("PUT", key, entry),
    },
  };
}
