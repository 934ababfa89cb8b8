// Runs a generated program in this process: its file compiled to CommonJS, the clients themselves given by `require`,
// against a loopback server, with a `Date` of the program's own.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import * as consumers from "node:stream/consumers";
import { compileFunction } from "node:vm";
import { transform } from "esbuild";
import * as got from "got";
import * as ky from "ky";
import * as nodeFetch from "node-fetch";
import * as ofetch from "ofetch";
import * as telnyx from "telnyx";
import * as undici from "undici";
import { RUNTIME, compileRuntime, type Compiled } from "../support/compiled-runtime.js";
import { startKvServer, type KvServer } from "../kv-server/index.js";

const require = createRequire(import.meta.url);

/** What programs share, as nothing that they do changes it. */
const SHARED: Readonly<Record<string, object>> = {
  got,
  ky,
  "node-fetch": nodeFetch,
  "node:stream/consumers": consumers,
  ofetch,
  telnyx,
  undici,
};

/** Where a request is answered with a failure: in the name of the key. */
export const BROKEN = "broken";
export const NOW = Date.UTC(2027, 0, 15, 8);

export const startStore = (): Promise<KvServer> =>
  startKvServer({
    now: () => NOW,
    faults: ({ url }) =>
      url.includes(BROKEN)
        ? {
            answer: {
              status: 500,
              headers: { "content-type": "application/json" },
              body: '{"errors":[{"code":"10000","title":"Injected"}]}',
            },
          }
        : undefined,
  });

const GIVEN = ["exports", "require", "module", "process", "Date"];
let ownModules: Promise<Readonly<Record<string, Compiled>>> | undefined;

/** The runtime, whose clock is the program's, and axios, whose defaults and interceptors are everybody's. */
function compileOwn(): Promise<Readonly<Record<string, Compiled>>> {
  ownModules ??= (async () => {
    const axios = await readFile(require.resolve("axios/dist/node/axios.cjs"), "utf8");
    return {
      [RUNTIME]: await compileRuntime(GIVEN),
      axios: compileFunction(axios, GIVEN, { filename: "axios" }),
    };
  })();
  return ownModules;
}

const requireOfAxios = createRequire(require.resolve("axios/dist/node/axios.cjs"));

/** A `Date` whose now is the program's. */
const dateAt = (now: () => number): DateConstructor =>
  new Proxy(Date, { get: (target, name): unknown => (name === "now" ? now : Reflect.get(target, name)) });

export interface Running {
  readonly put: (key: string, value: unknown) => Promise<string>;
  readonly get: (key: string) => Promise<string>;
  /** Moves the program's clock, and nobody else's. */
  readonly setTime: (epochMs: number) => void;
}

/** Loads a program; what its calls give is told as text. */
export async function load(text: string, server: KvServer, ttl: number): Promise<Running> {
  const own = await compileOwn();
  const { code } = await transform(text, { loader: "js", format: "cjs", target: "node20" });
  let now = NOW;
  const date = dateAt(() => now);
  const env = {
    TELNYX_API_KEY: server.apiKey,
    KV_NAMESPACE_ID: server.namespaceId,
    TELNYX_BASE_URL: server.url,
  };
  const run = (compiled: Compiled, given: (name: string) => unknown): object => {
    const module = { exports: {} };
    const processHere = Object.assign(Object.create(process) as object, { env });
    Reflect.apply(compiled, undefined, [module.exports, given, module, processHere, date]);
    return module.exports;
  };
  const requireHere = (name: string): unknown => {
    const shared = SHARED[name];
    if (shared !== undefined) return { ...shared, __esModule: true };
    const compiled = own[name];
    return compiled === undefined ? require(name) : run(compiled, requireOfAxios);
  };
  const program = run(compileFunction(code, GIVEN), requireHere);
  const call = async (name: string, ...given: readonly unknown[]): Promise<unknown> => {
    const called: unknown = Reflect.get(program, name);
    if (typeof called !== "function") throw new TypeError(`the program exports no ${name}`);
    return Reflect.apply(called, undefined, given);
  };
  return {
    put: (key, value) => outcome(async () => void (await call("save", key, value, ttl))),
    get: (key) => outcome(() => call("load", key)),
    setTime: (epochMs) => {
      now = epochMs;
    },
  };
}

/** What the stand-in for the service says besides code and title of an error is no part of what is documented. */
const withoutDetails = (name: string, value: unknown): unknown =>
  name === "detail" || name === "meta" ? undefined : value;

/** What a call gives, or the name and status of what it throws. */
async function outcome(run: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await run(), withoutDetails) ?? "undefined";
  } catch (error) {
    if (typeof error !== "object" || error === null) return `throws ${String(error)}`;
    const { name, status, statusCode, response } = error as Readonly<Record<string, unknown>>;
    const inner = (typeof response === "object" ? response : null) as Readonly<
      Record<string, unknown>
    > | null;
    return `throws ${String(name)} ${String(status ?? statusCode ?? inner?.["status"] ?? inner?.["statusCode"])}`;
  }
}
