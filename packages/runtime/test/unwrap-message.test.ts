import { once } from "node:events";
import { Agent, IncomingMessage, get, request, type RequestOptions } from "node:http";
import { createServer, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeEnvelope, unwrapMessage, type UnwrapOptions } from "@kv-envelope/runtime";
import { serve } from "./loopback.js";

const NOW = 1_700_000_000_000;
const ALIVE = encodeEnvelope({ n: "ü" }, { expiresAtMs: NOW });

let url = "";
let close = async (): Promise<void> => {};

beforeAll(async () => {
  ({ url, close } = await serve({
    "/alive": { body: ALIVE, type: "application/json" },
    "/number": { body: encodeEnvelope("042731", { expiresAtMs: NOW }) },
    "/expired": { body: encodeEnvelope("v", { expiresAtMs: NOW - 1 }) },
    "/plain": { body: "text" },
    "/empty": { body: "" },
  }));
});
afterAll(() => close());

interface Answer {
  readonly status: number | undefined;
  readonly message: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

const answerOf = async (response: IncomingMessage): Promise<Answer> => ({
  status: response.statusCode,
  message: response.statusMessage,
  type: response.headers["content-type"],
  body: await text(response),
});

const call = (path: string, options: RequestOptions = {}, unwrap: UnwrapOptions = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const handler = unwrapMessage(
      (response: IncomingMessage) => {
        resolve(answerOf(response));
      },
      { now: NOW, ...unwrap },
    );
    request(url + path, options, handler)
      .on("error", reject)
      .end();
  });

const NOT_FOUND = {
  errors: [{ code: "10005", title: "Key not found", detail: "The requested key does not exist." }],
};

describe("unwrapMessage", () => {
  it("calls a handler with the value as the body", async () => {
    expect(await call("/alive")).toEqual({
      status: 200,
      message: "OK",
      type: "application/json",
      body: '{"n":"ü"}',
    });
    expect(await call("/number")).toMatchObject({ status: 200, body: "042731" });
    expect((await call("/alive", {}, { as: "payload" })).body).toBe('{"value":{"n":"ü"}}');
  });

  it("makes the service's own 404 of the expired", async () => {
    const { status, message, type, body } = await call("/expired");
    expect([status, message, type]).toEqual([404, "Not Found", "application/json"]);
    expect(JSON.parse(body)).toEqual(NOT_FOUND);
  });

  it("gives what is no envelope byte for byte", async () => {
    expect(await call("/plain")).toMatchObject({ status: 200, body: "text" });
    expect(await call("/empty")).toMatchObject({ status: 200, body: "" });
  });

  it("looks at nothing but what was read, and from there", async () => {
    expect((await call("/alive", { method: "POST" })).body).toBe(ALIVE);
    expect((await call("/missing")).status).toBe(404);
    expect((await call("/alive", {}, { urlPart: "/storage/kvs/" })).body).toBe(ALIVE);
    expect((await call("/alive", {}, { urlPart: "/ali" })).body).toBe('{"n":"ü"}');
  });

  it("gives a response that is read by events, in the encoding that is asked for", async () => {
    const seen = await new Promise<unknown>((resolve) => {
      get(
        `${url}/alive`,
        unwrapMessage(
          function (this: unknown, response: IncomingMessage) {
            let body = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: unknown) => {
              body += typeof chunk === "string" ? chunk : "bytes";
            });
            response.on("end", () => {
              resolve([
                body,
                response.complete,
                response instanceof IncomingMessage,
                response.rawHeaders.includes("content-type"),
              ]);
            });
          },
          { now: NOW },
        ),
      );
    });
    expect(seen).toEqual(['{"n":"ü"}', true, true, true]);
  });

  it("takes what `once` gives", async () => {
    const [response] = await once(get(`${url}/expired`), "response").then((found) =>
      unwrapMessage(found, { now: NOW }),
    );
    expect(response.statusCode).toBe(404);
    expect(JSON.parse(await text(response))).toEqual(NOT_FOUND);
  });

  it("leaves a connection that is kept alive to the next request", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const path of ["/alive", "/expired", "/alive"]) {
      await new Promise<void>((resolve) => {
        get(
          url + path,
          { agent },
          // Its body is not read: the connection is free all the same.
          unwrapMessage((response: IncomingMessage) => {
            response.destroy();
            resolve();
          }),
        );
      });
    }
    agent.destroy();
  });

  it("breaks off where the response did", async () => {
    const server: Server = createServer((socket) => {
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const error = await new Promise((resolve) => {
      get(
        { port, host: "127.0.0.1" },
        unwrapMessage((response: IncomingMessage) => {
          response.resume().on("error", resolve);
        }),
      );
    });
    expect(error).toMatchObject({ code: "ECONNRESET" });
    server.close();
  });

  it("hands on what is no response of node:http", async () => {
    for (const mock of [null, undefined, "text", { statusCode: 200, body: "text" }]) {
      expect(await unwrapMessage([mock])).toEqual([mock]);
      const seen: unknown[] = [];
      unwrapMessage((given: unknown) => void seen.push(given))(mock);
      expect(seen).toEqual([mock]);
    }
  });
});
