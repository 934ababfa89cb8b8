import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** What the loopback server answers under a path. */
export interface Answer {
  readonly body: string | Uint8Array;
  readonly status?: number;
  readonly type?: string;
  readonly gzip?: boolean;
}

/** Serves `answers` on the loopback interface: real responses for the clients that are tested. */
export async function serve(
  answers: Readonly<Record<string, Answer>>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const {
      body,
      status = 200,
      type,
      gzip = false,
    } = answers[request.url ?? ""] ?? { body: "no such key", status: 404 };
    if (type !== undefined) response.setHeader("content-type", type);
    if (gzip) response.setHeader("content-encoding", "gzip");
    const bytes = gzip ? gzipSync(body) : Buffer.from(body);
    response.statusCode = status;
    response.setHeader("connection", "close");
    if (status !== 204) response.setHeader("content-length", bytes.length);
    response.end(status === 204 ? undefined : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
