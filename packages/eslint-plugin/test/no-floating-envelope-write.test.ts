import { RuleTester } from "@typescript-eslint/rule-tester";
import type { InvalidTestCase, ValidTestCase } from "@typescript-eslint/rule-tester";
import { Linter } from "eslint";
import { afterAll, describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import type { Settings } from "@kv-envelope/detector";
import { noFloatingEnvelopeWrite } from "../src/rules/no-floating-envelope-write.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

type Options = readonly [(Settings & { readonly ignoreVoid?: boolean })?];
type Invalid = InvalidTestCase<"floatingWrite" | "awaitWrite", Options>;

const HEAD = `import { env } from "@telnyx/edge-runtime";\nimport { encodeEnvelope, envelopeStore, putWithExpiry } from "@kv-envelope/runtime";\n`;
const STORES = `import { bindingStore, restStore, touch, typedStore } from "@kv-envelope/runtime/stores";\nimport { encodeEnvelope } from "@kv-envelope/runtime";\nconst raw = restStore({ namespaceId, apiKey });\nconst sessions = typedStore(raw);\n`;
const withStores = (body: string): string => `${STORES}export async function handler(v, ctx) {\n  ${body}\n}`;
const PUT = `env.KV.put("a", encodeEnvelope(v, { ttlSeconds: 60 }))`;
const EVENTS = `import { EventEmitter } from "node:events";`;
const within = (body: string): string => `${HEAD}export async function handler(v, ctx) {\n  ${body}\n}`;

/** A write that floats at `call`; the suggestion puts an `await` before `statement`, if there is one. */
function floating(
  name: string,
  code: string,
  call: string,
  statement: string | undefined = call,
  more: Partial<Invalid> = {},
): Invalid {
  const at = code.lastIndexOf(call);
  const before = code.slice(0, at).split("\n");
  const output =
    statement === ""
      ? undefined
      : `${code.slice(0, code.lastIndexOf(statement))}await ${code.slice(code.lastIndexOf(statement))}`;
  return {
    name,
    code,
    errors: [
      {
        messageId: "floatingWrite",
        line: before.length,
        column: (before.at(-1) ?? "").length + 1,
        suggestions: output === undefined ? [] : [{ messageId: "awaitWrite", output }],
      },
    ],
    ...more,
  };
}

const silent = (
  name: string,
  code: string,
  more: Partial<ValidTestCase<Options>> = {},
): ValidTestCase<Options> => ({ name, code, ...more });

tester.run("no-floating-envelope-write", noFloatingEnvelopeWrite, {
  valid: [
    silent(
      "of the stores, awaited",
      withStores(`await sessions.put("a", v); await raw.put("b", encodeEnvelope(v));`),
    ),
    silent("of the stores, a read or a delete", withStores(`sessions.get("a"); sessions.kvDelete("a");`)),
    silent(
      "of a raw store, a text that is no envelope",
      withStores(`raw.put("a", String(v)); // expires_at`),
    ),
    silent(
      "another package's store",
      `import { typedStore } from "other/stores";\nconst sessions = typedStore(raw); // expires_at\nexport function handler(v) { sessions.put("a", v); }`,
    ),
    silent(
      "a timer of the program's own",
      within(`const setTimeout = ctx.later;\n  setTimeout(() => ${PUT});`),
    ),
    silent("a timer whose write has a catch", within(`setTimeout(() => ${PUT}.catch(report), 5);`)),
    silent(
      "an emitter that hears of rejections",
      `${EVENTS}\nconst bus = new EventEmitter({ captureRejections: true });\n${within(`bus.on("saved", () => ${PUT});`)}`,
    ),
    silent(
      "a class of its own with an `on`",
      `class Bus { on(name, handle) { this.handle = handle; } }\nconst bus = new Bus();\n${within(`bus.on("saved", () => ${PUT});`)}`,
    ),
    silent(
      "run later by its name, with the failure caught",
      `${within("setTimeout(save, 5);")}\nasync function save(v) { try { await ${PUT}; } catch {} }`,
    ),
    silent("a handler of what is no emitter of Node's", within(`ctx.app.on("request", () => ${PUT});`)),
    silent("awaited", within(`await ${PUT};`)),
    silent("kept under a name", within(`let pending;\n  pending = ${PUT};\n  await pending;`)),
    silent("kept in a field", within(`ctx.pending = ${PUT};`)),
    silent(
      "handed to a Promise.all of the program's own",
      within(`const Promise = ctx.queue;\n  Promise.all([${PUT}]);`),
    ),
    silent("returned", within(`return ${PUT};`)),
    silent("returned by an arrow", `${HEAD}export const save = (v) => ${PUT};`),
    silent("with a catch", within(`${PUT}.catch(report);`)),
    silent("with a second function for then", within(`${PUT}.then(done, report);`)),
    silent("with a catch behind a then", within(`${PUT}.then(done).catch(report);`)),
    silent("among others that are awaited", within(`await Promise.all([${PUT}, other()]);`)),
    silent("among others that may fail", within(`Promise.allSettled([${PUT}]);`)),
    silent("given to something that waits for it", within(`ctx.waitUntil(${PUT});`)),
    silent("kept to be awaited later", within(`const pending = ${PUT};\n  await pending;`)),
    silent("thrown away on purpose", within(`void ${PUT};`)),
    silent("the same, by the option's default value", within(`void ${PUT};`), {
      options: [{ ignoreVoid: true }],
    }),
    silent("at the top of a script, which ends when it is done", `${HEAD}${PUT};`),
    silent(
      "in a function that sees to the failure itself",
      `${HEAD}async function remember(v) {\n  try {\n    await ${PUT};\n  } catch (error) {\n    report(error);\n  }\n}\nexport function handler(v) {\n  remember(v);\n}`,
    ),
    silent("a callback that its runner waits for", within(`await retry(() => ${PUT});`)),
    silent("a handler that is registered", `${HEAD}server.on("request", async (v) => { await ${PUT}; });`),
    silent(
      "each of many, all awaited",
      within(`await Promise.all(v.map((each) => putWithExpiry(env.KV, each, each, 60)));`),
    ),
    silent("an encoder alone: it makes no promise", within(`encodeEnvelope(v, { ttlSeconds: 60 });`)),
    silent("a plain entry: no envelope", within(`env.KV.put("count", String(v)); // expires_at`)),
    silent("a read", within(`env.KV.get("a"); encodeEnvelope(v);`)),
    silent(
      "another function of the name",
      `import { putWithExpiry } from "./cache.js";\nexport function handler(v) { putWithExpiry(store, "a", v, 60); }`,
    ),
    silent(
      "another platform's binding of the same look",
      `import type { KVNamespace } from "@cloudflare/workers-types";\nimport { encodeEnvelope } from "@kv-envelope/runtime";\nexport function save(kv: KVNamespace) { kv.put("a", encodeEnvelope(1, { ttlSeconds: 60 })); }`,
    ),
    silent(
      "a function of another file that is only called like the quick start's",
      `import { kvPut } from "./kv.js";\nexport function save(v) { kvPut("a", JSON.stringify({ value: v, expires_at: 1 })); }`,
    ),
    silent(
      "an envelope for something else",
      `import { encodeEnvelope } from "@kv-envelope/runtime";\nexport function save(v) { redis.set("a", encodeEnvelope(v, { ttlSeconds: 60 })); }`,
    ),
    silent(
      "a raw helper's call with a plain text, beside one with an envelope",
      `${HEAD}async function write(key, text) { await env.KV.put(key, text); }\nexport async function handler(v) {\n  await write("a", encodeEnvelope(v, { ttlSeconds: 60 }));\n  write("count", "1");\n}`,
    ),
  ],
  invalid: [
    floating("a statement of its own", within(`${PUT};`), PUT),
    ...[
      `sessions.put("a", v, { ttlSeconds: 60 })`,
      `sessions.kvPutWithExpiry("a", v, 60)`,
      `sessions.getOrSet("a", () => v)`,
      `sessions.touch("a", 60)`,
      `touch(raw, "a", { ttlSeconds: 60 })`,
      `raw.put("a", encodeEnvelope(v, { ttlSeconds: 60 }))`,
    ].map((call) => floating(`of the stores: ${call}`, withStores(`${call};`), call)),
    floating(
      "by a destructured helper",
      withStores(`const { kvPutWithExpiry } = sessions;\n  kvPutWithExpiry("a", v, 60);`),
      `kvPutWithExpiry("a", v`,
    ),
    ...[
      `setTimeout(() => ${PUT}, 1000)`,
      `setInterval(async () => { await ${PUT}; }, 1000)`,
      `queueMicrotask(() => ${PUT})`,
      `process.on("SIGTERM", () => ${PUT})`,
    ].map((call) => floating(`run later: ${call}`, within(`${call};`), call, "")),
    floating(
      "run later by an emitter of Node's",
      `import { EventEmitter } from "node:events";\nconst bus = new EventEmitter();\n${within(`bus.on("saved", () => ${PUT});`)}`,
      `bus.on("saved"`,
      "",
    ),
    ...[
      ["an emitter of the module's default", `import Emitter from "events";`, "const bus = new Emitter()"],
      [
        "an emitter of the module's namespace",
        `import * as events from "node:events";`,
        "const bus = new events.EventEmitter()",
      ],
      [
        "a kind of emitter of the program's own",
        EVENTS,
        "class Bus extends EventEmitter {}\nconst bus = new Bus()",
      ],
    ].map(([name, imported, made]) =>
      floating(
        `run later by ${name}`,
        `${imported}\n${made};\n${within(`bus.once("saved", () => ${PUT});`)}`,
        `bus.once("saved"`,
        "",
      ),
    ),
    floating(
      "run later by an emitter that is a field",
      `${EVENTS}\nclass App {\n  bus = new EventEmitter();\n  start(v) { this.bus.on("saved", () => ${PUT}); }\n}\n${HEAD}`,
      `this.bus.on("saved"`,
      "",
    ),
    floating(
      "run later by the emitter that the class is",
      `${EVENTS}\nclass App extends EventEmitter {\n  start(v) { this.on("saved", () => ${PUT}); }\n}\n${HEAD}`,
      `this.on("saved"`,
      "",
    ),
    ...["setTimeout(save, 5)", `process.on("SIGTERM", save)`].map((call) =>
      floating(
        `run later by its name: ${call}`,
        `${within(`${call};`)}\nasync function save(v) { await ${PUT}; }`,
        call,
        "",
      ),
    ),
    floating(
      "a timer under another name",
      `import { setTimeout as later } from "node:timers";\n${within(`later(() => ${PUT}, 5);`)}`,
      "later(() =>",
      "",
    ),
    floating(
      "run later, at the top of a program that goes on",
      `${HEAD}setInterval(() => ${PUT}, 1000);`,
      "setInterval",
      "",
    ),
    floating(
      "an envelope made by hand",
      within(`env.KV.put("a", JSON.stringify({ value: v, expires_at: Date.now() + 60_000 }));`),
      `env.KV.put("a", JSON`,
    ),
    floating(
      "over HTTP",
      within(
        'fetch(`https://api.telnyx.com/v2/storage/kvs/${ns}/keys/a`, { method: "PUT", body: encodeEnvelope(v, { ttlSeconds: 60 }) });',
      ),
      "fetch(",
    ),
    floating(
      "through the SDK",
      `import Telnyx from "telnyx";\n${HEAD}const client = new Telnyx();\nexport async function save(v) {\n  client.storage.kvs.keys.update("a", encodeEnvelope(v, { ttlSeconds: 60 }), { id });\n}`,
      "client.storage",
    ),
    floating("a helper of ours", within(`putWithExpiry(env.KV, "a", v, 60);`), "putWithExpiry(env"),
    floating(
      "a store of envelopes",
      `${HEAD}const sessions = envelopeStore(env.KV);\nexport async function save(v) {\n  sessions.put("a", v, { ttlSeconds: 60 });\n}`,
      "sessions.put",
    ),
    floating("under a condition", within(`if (v) ${PUT};`), PUT),
    floating("behind &&", within(`v && ${PUT};`), PUT),
    floating("with a then alone", within(`${PUT}.then(done);`), PUT),
    floating("with a finally alone", within(`${PUT}.finally(done);`), PUT),
    floating(
      "among others that nobody awaits",
      within(`Promise.all([${PUT}, other()]);`),
      PUT,
      "Promise.all",
    ),
    floating(
      "in a function that can't await",
      `${HEAD}export function handler(v) {\n  ${PUT};\n  return new Response();\n}`,
      PUT,
      "",
    ),
    floating("thrown away, where the option says so", within(`void ${PUT};`), PUT, "", {
      options: [{ ignoreVoid: false }],
    }),
    floating(
      "what a function of the file's own hands back",
      `${HEAD}async function save(id, v) {\n  await env.KV.put(\`session/\${id}\`, encodeEnvelope(v, { ttlSeconds: 60 }));\n}\nexport async function handler(v) {\n  save(1, v);\n}`,
      "save(1, v)",
    ),
    floating(
      "through two of them",
      `${HEAD}const write = (key, text) => env.KV.put(key, text);\nconst save = (v) => write("a", encodeEnvelope(v, { ttlSeconds: 60 }));\nexport async function handler(v) {\n  save(v);\n}`,
      "save(v);",
    ),
    floating(
      "a method of a class",
      `${HEAD}class Sessions {\n  async save(v) { return await ${PUT}; }\n  async handle(v) {\n    this.save(v);\n  }\n}\nexport const sessions = new Sessions();`,
      "this.save(v);",
    ),
    floating(
      "for each of many",
      `${HEAD}export async function handler(v) {\n  v.forEach((each) => putWithExpiry(env.KV, each, each, 60));\n}`,
      "v.forEach",
      "",
    ),
    floating(
      "for each of many, awaited by the callback alone",
      `${HEAD}export async function handler(v) {\n  v.forEach(async (each) => { await putWithExpiry(env.KV, each, each, 60); });\n}`,
      "v.forEach",
      "",
    ),
    floating(
      "mapped, with nobody to wait for all",
      within(`v.map((each) => putWithExpiry(env.KV, each, each, 60));`),
      "v.map",
      "",
    ),
    floating(
      "the page's own helpers",
      `${HEAD}async function kvPut(key, value) { await env.KV.put(key, value); }\nasync function kvPutWithExpiry(key, value, ttlSeconds) {\n  await kvPut(key, JSON.stringify({ value, expires_at: Date.now() + ttlSeconds * 1000 }));\n}\nexport async function handler(v) {\n  kvPutWithExpiry("a", v, 60);\n}`,
      `kvPutWithExpiry("a"`,
    ),
    floating(
      "the quick start's writer, of an envelope that a helper made",
      `import { encodeEnvelope } from "@kv-envelope/runtime";\nimport { kvPut } from "./kv.js";\nexport async function save(v) {\n  kvPut("a", encodeEnvelope(v, { ttlSeconds: 60 }));\n}`,
      `kvPut("a"`,
    ),
    floating(
      "a declared writer",
      `import { encodeEnvelope } from "@kv-envelope/runtime";\nimport { putKv } from "./kv.js";\nexport async function save(v) {\n  putKv("a", encodeEnvelope(v, { ttlSeconds: 60 }));\n}`,
      `putKv("a"`,
      undefined,
      { settings: { "kv-envelope": { writers: [{ name: "putKv", from: "./kv.js" }] } } },
    ),
    floating(
      "a declared binding, by the rule's option",
      `import { encodeEnvelope } from "@kv-envelope/runtime";\nexport async function save(v, env) {\n  env.KV.put("a", encodeEnvelope(v, { ttlSeconds: 60 }));\n}`,
      `env.KV.put`,
      undefined,
      { options: [{ kvBindings: ["KV"] }] },
    ),
  ],
});

describe("wrong options", () => {
  const RULE = "kv-envelope/no-floating-envelope-write";

  it.each([
    ["ignoreVoid that is neither true nor false", { ignoreVoid: "yes" }, 'Value "yes" should be boolean'],
    ["an unknown name", { allowVoid: true }, 'Unexpected property "allowVoid"'],
    ["a setting of the wrong type", { writers: "put" }, 'Value "put" should be array'],
  ])("%s", (_, options, fault) => {
    const lint = (): unknown =>
      new Linter().verify(
        "",
        [{ plugins: { "kv-envelope": plugin }, rules: { [RULE]: ["error", options] } }],
        "a.js",
      );
    expect(lint).toThrow(fault);
    expect(lint).toThrow(RULE);
  });
});
