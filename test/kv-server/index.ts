// A loopback HTTP server that behaves as Telnyx KV is documented to: facts.ts lists the facts and their sources.
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { createKvService, type KvServiceOptions, type KvState } from "./service.js";

export interface KvServer extends KvState {
  /** Origin, e.g. `http://127.0.0.1:40123`: what `TELNYX_BASE_URL` is in a function. */
  readonly url: string;
  /** The SDK's `baseURL`: the origin and `/v2`. */
  readonly apiUrl: string;
  /** The URL of a key, percent-encoded. */
  keyUrl(key: string, namespaceId?: string): string;
  close(): Promise<void>;
}

/** Starts the server on a free port of the loopback interface. */
export const startKvServer = async (options: KvServiceOptions = {}): Promise<KvServer> => {
  const { answer, ...state } = createKvService(options);

  const server = createServer((request, response) => {
    void (async () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const reply = answer({ method: request.method ?? "", url: request.url ?? "/", headers, body: await buffer(request) });
      response.statusCode = reply.status;
      if (reply.contentType !== undefined) response.setHeader("content-type", reply.contentType);
      response.end(reply.body);
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("kv-server: no port");
  const url = `http://127.0.0.1:${address.port}`;

  return {
    ...state,
    url,
    apiUrl: `${url}/v2`,
    keyUrl: (key, id = state.namespaceId) => `${url}/v2/storage/kvs/${encodeURIComponent(id)}/keys/${encodeURIComponent(key)}`,
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
};
