// A loopback HTTP server that behaves as Telnyx KV is documented to: facts.ts lists the facts and their sources.
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { setImmediate, setTimeout as wait } from "node:timers/promises";
import type { Faults } from "./faults.js";
import { createKvService, type KvServiceOptions, type KvState } from "./service.js";

export { GENERATIONS, NEWEST, envOf, type Generation } from "./generations.js";
export type { Fault } from "./faults.js";

export interface KvServerOptions extends KvServiceOptions {
  /** What is to go wrong on the way; nothing if left out. */
  readonly faults?: Faults;
}

export interface KvServer extends KvState {
  /** Origin, e.g. `http://127.0.0.1:40123`: what `TELNYX_BASE_URL` is in a function. */
  readonly url: string;
  /** The SDK's `baseURL`: the origin and `/v2`. */
  readonly apiUrl: string;
  /** The URL of a key, percent-encoded. */
  keyUrl(key: string, namespaceId?: string): string;
  /** Waits until that many requests of a method have come in whole, those included that a fault holds. */
  arrived(method: string, count: number): Promise<void>;
  /** Lets all requests go on that a fault holds now. What was held before it was carried out is carried out by the end. */
  release(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the server on a free port of the loopback interface. */
export const startKvServer = async (options: KvServerOptions = {}): Promise<KvServer> => {
  const { answer, ...state } = createKvService(options);

  let received = 0;
  const arrivals = new Map<string, number>();
  const arrival = new EventEmitter();
  const held: (() => void)[] = [];
  const released = (): Promise<void> => new Promise((resolve) => held.push(resolve));

  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url = "/" } = request;
      const fault = options.faults?.({ method, url, number: ++received }) ?? {};
      const body = await buffer(request);
      arrivals.set(method, (arrivals.get(method) ?? 0) + 1);
      arrival.emit("request");
      if (fault.hold === "before") await released();
      if (fault.delayMs !== undefined) await wait(fault.delayMs);
      if (fault.drop === "before") return void response.destroy();
      if (fault.answer) {
        response.writeHead(fault.answer.status, fault.answer.headers).end(fault.answer.body);
        return;
      }
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const reply = answer({ method, url, headers, body });
      if (fault.hold === "after") await released();
      if (fault.drop === "after") return void response.destroy();
      response.statusCode = reply.status;
      if (reply.contentType !== undefined) response.setHeader("content-type", reply.contentType);
      if (fault.drop === "inBody") {
        response.setHeader("content-length", (reply.body?.length ?? 0) + 1);
        response.write(reply.body ?? "");
        await setImmediate();
        response.destroy();
        return;
      }
      response.end(reply.body);
    })().catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
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
    keyUrl: (key, id = state.namespaceId) =>
      `${url}/v2/storage/kvs/${encodeURIComponent(id)}/keys/${encodeURIComponent(key)}`,
    arrived: async (method, count) => {
      while ((arrivals.get(method) ?? 0) < count) await once(arrival, "request");
    },
    release: async () => {
      for (const letGo of held.splice(0)) letGo();
      // They go on in this turn of the event loop.
      await setImmediate();
    },
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
};
