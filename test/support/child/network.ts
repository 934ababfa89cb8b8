// Sends the service's own host to the loopback server, for every client alike: below fetch, axios, got, undici and
// node:https there is one `tls.connect`. Any other host name fails to resolve, so no test reaches the network.
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import tls from "node:tls";
import { CHILD_ENV, isRecord } from "../protocol.js";

const SERVICE_HOST = "api.telnyx.com";
const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "::1"]);

const hostOf = (args: readonly unknown[]): unknown => {
  const options = args.find(isRecord);
  return (
    options?.["servername"] ??
    options?.["host"] ??
    options?.["hostname"] ??
    args.find((arg) => typeof arg === "string")
  );
};

export const installNetwork = (): void => {
  const serverUrl = process.env[CHILD_ENV.serverUrl];
  if (serverUrl === undefined) return;
  const { hostname, port } = new URL(serverUrl);

  const realConnect: (...args: never[]) => unknown = tls.connect;
  Object.defineProperty(tls, "connect", {
    value: (...args: never[]): unknown => {
      if (hostOf(args) !== SERVICE_HOST) return realConnect(...args);
      const socket = net.connect({ host: hostname, port: Number(port) });
      // Clients wait for the handshake; here the plain connection is all there is.
      socket.once("connect", () => socket.emit("secureConnect"));
      return socket;
    },
  });

  const realLookup = dns.lookup;
  Object.defineProperty(dns, "lookup", {
    value: (...args: never[]): unknown => {
      const [name]: readonly unknown[] = args;
      if (typeof name !== "string" || LOOPBACK_NAMES.has(name)) {
        Reflect.apply(realLookup, dns, args);
        return {};
      }
      const last = args.length - 1;
      const callback: unknown = args[last];
      const error = Object.assign(new Error(`the test harness has no network: ${name}`), {
        code: "ENOTFOUND",
      });
      if (typeof callback === "function") {
        process.nextTick(() => {
          Reflect.apply(callback, undefined, [error]);
        });
      }
      return {};
    },
  });
  syncBuiltinESMExports();
};
