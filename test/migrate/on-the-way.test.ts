// What is written goes through functions of the program to the service: what else these do with it counts.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const START = `import { audit, logger } from "lib";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
const kept = new Map();
let last;`;
const SEND = "return fetch(url(key), init);";
const SEND_OBJECT = 'return fetch(url(key), { method: "PUT", body: JSON.stringify(body) });';
const PUT_TEXT =
  'export const put = (key, value, ttl) => call(key, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });';
const PUT_OBJECT = "export const put = (key, value, ttl) => call(key, { value, expiration_ttl: ttl });";

const outcomeOf = (...lines: readonly string[]): unknown =>
  migrateFile({ text: [START, ...lines].join("\n"), fileName: "kv.mjs" }).findings.map(
    ({ status, reason }) => (status === "rewritten" ? status : reason),
  );

const left = (place: string): unknown => [
  `what is written is also used at ${place}, where no envelope is expected: build what is sent apart from it, with \`encodeEnvelope\``,
];

describe("the text", () => {
  const through = (statement: string): unknown =>
    outcomeOf(`const call = (key, init) => { ${statement} ${SEND} };`, PUT_TEXT);

  it.each([
    ["is measured", 'init.headers = { "content-length": String(init.body.length) };'],
    ["is shown", "console.log(init.body);"],
    ["is asked for", "if (init.body === undefined) return;"],
    ["has its value taken out", "last = JSON.parse(init.body).value;"],
    ["has options beside it that go elsewhere", "audit(init.method);"],
  ])("%s on the way, and is rewritten", (_, statement) => {
    expect(through(statement)).toEqual(["rewritten"]);
  });

  it.each([
    ["goes to other code", "audit(init.body);", "line 5, column 31"],
    ["has its ttl read", "last = JSON.parse(init.body).expiration_ttl;", "line 5, column 38"],
    ["has its ttl taken out", "const { expiration_ttl } = JSON.parse(init.body);", "line 5, column 39"],
    [
      "has all but its value taken out",
      "const { value, ...rest } = JSON.parse(init.body); audit(rest);",
      "line 5, column 81",
    ],
    ["is searched", 'if (init.body.includes("ttl")) return;', "line 5, column 35"],
  ])("%s on the way, and is left", (_, statement, place) => {
    expect(through(statement)).toEqual(left(place));
  });
});

describe("the object", () => {
  const through = (statement: string): unknown =>
    outcomeOf(`const call = (key, body) => { ${statement} ${SEND_OBJECT} };`, PUT_OBJECT);

  it.each([
    ["is logged by what the framework hands in", "void 0;"],
    ["has its value read", "last = body.value;"],
    ["is compared with nothing", "if (body != null) last = key;"],
  ])("%s on the way, and is rewritten", (_, statement) => {
    expect(through(statement)).toEqual(["rewritten"]);
  });

  it.each([
    ["has its ttl read", "if (body.expiration_ttl > 10) last = key;", "line 5, column 35"],
    ["has a member read whose name is not known", "last = body[key];", "line 5, column 38"],
    ["is kept", "kept.set(key, body);", "line 5, column 31"],
    ["goes to other code", "audit(body);", "line 5, column 31"],
  ])("%s on the way, and is left", (_, statement, place) => {
    expect(through(statement)).toEqual(left(place));
  });

  it("is left two functions further on, too", () => {
    expect(
      outcomeOf(
        `const call = (key, ...rest) => send(key, ...rest);`,
        `const send = (key, body) => { audit(body); ${SEND_OBJECT} };`,
        PUT_OBJECT,
      ),
    ).toEqual(left("line 6, column 31"));
  });

  it("is rewritten where the function tries once more", () => {
    expect(
      outcomeOf(
        `async function call(key, body, left = 3) { const r = await fetch(url(key), { method: "PUT", body: JSON.stringify(body) }); return r.ok || left === 0 ? r : call(key, body, left - 1); }`,
        PUT_OBJECT,
      ),
    ).toEqual(["rewritten"]);
  });
});

describe("functions that run each other", () => {
  const PUT =
    'export const put = (key, value, ttl) => run({ key, init: { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) } });';
  const SEND_IN_CONTEXT =
    "const send = async (context, next) => { context.response = await fetch(url(context.key), context.init); await next(); };";
  const ways: readonly [string, string][] = [
    [
      "around each other",
      "const compose = (...steps) => (context) => steps.reduceRight((next, step) => () => step(context, next), () => Promise.resolve())();",
    ],
    [
      "one after the other",
      "const compose = (...steps) => async (context) => { for (const step of steps) await step(context, async () => {}); };",
    ],
    [
      "by their position",
      "const compose = (...steps) => (context) => { const at = async (i) => { if (i < steps.length) await steps[i](context, () => at(i + 1)); }; return at(0); };",
    ],
  ];

  it.each(ways)("%s are rewritten where none takes the body", (_, compose) => {
    const token =
      "const withToken = async (context, next) => { context.init.headers = { a: 1 }; await next(); };";
    expect(outcomeOf(token, SEND_IN_CONTEXT, compose, "const run = compose(withToken, send);", PUT)).toEqual([
      "rewritten",
    ]);
  });

  it.each(ways)("%s are left where one takes the body", (_, compose) => {
    const told = "const told = async (context, next) => { audit(context.init.body); await next(); };";
    for (const order of ["told, send", "send, told"])
      expect(outcomeOf(told, SEND_IN_CONTEXT, compose, `const run = compose(${order});`, PUT)).toEqual([
        expect.stringMatching(/^the same call can run another function \(line 5, /),
      ]);
  });
});

describe("an object that is sent as text", () => {
  const through = (headers: string): unknown =>
    outcomeOf(
      'import { createHmac } from "node:crypto";',
      'const sign = (given) => createHmac("sha256", "s").update(JSON.stringify(given)).digest("hex");',
      "export async function put(key, value, ttl) {",
      "  const body = { value, expiration_ttl: ttl };",
      `  await fetch(url(key), { method: "PUT", headers: ${headers}, body: JSON.stringify(body) });`,
      "}",
    );

  it.each([
    ["whose ttl is sent beside it", '{ "x-ttl": String(body.expiration_ttl) }'],
    ["beside a length of something else", '{ "x-key": String(JSON.stringify(key).length) }'],
  ])("%s is rewritten", (_, headers) => {
    expect(through(headers)).toEqual(["rewritten"]);
  });

  it.each([
    ["length", '{ "content-length": String(Buffer.byteLength(JSON.stringify(body))) }'],
    ["signature", '{ "x-signature": sign(body) }'],
  ])("with its %s, made by itself, is left", (_, headers) => {
    expect(through(headers)).toEqual([
      expect.stringMatching(
        /^the same request also gets something that is made of the object by itself \(line 9, /,
      ),
    ]);
  });
});
