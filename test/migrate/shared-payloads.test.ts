// A payload that also goes elsewhere than to the service is left: who gets it there would find an envelope.
import { migrateFile, migrateProgram } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const program = (...statements: readonly string[]): string =>
  [
    'import { hash, audit } from "lib";',
    "const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;",
    "export async function save(key, value, ttl) {",
    "  const body = JSON.stringify({ value, expiration_ttl: ttl });",
    ...statements.map((statement) => `  ${statement}`),
    "}",
  ].join("\n");

const statusOf = (text: string): unknown =>
  migrateFile({ text, fileName: "save.mjs" }).findings.map(({ status, reason }) => [status, reason]);

const SENT = 'await fetch(url(key), { method: "PUT", body });';
/** Each is told with its place: line, and column. */
const left = (line: number, column: number): unknown => [
  [
    "left",
    `what is written is also used at line ${line}, column ${column}, where no envelope is expected: build what is sent apart from it, with \`encodeEnvelope\``,
  ],
];

describe("what is written", () => {
  it.each([
    ["is only sent", SENT],
    ["is measured", "console.debug(body.length);", SENT],
    ["is asked for", "if (!body) return;", SENT],
    [
      "has a checksum that is sent with it",
      "const sum = hash(body);",
      'await fetch(url(key), { method: "PUT", headers: { etag: sum }, body });',
    ],
    ["is wrapped", "const blob = new Blob([body]);", 'await fetch(url(key), { method: "PUT", body: blob });'],
    [
      "gets a second name",
      "let text;",
      "text = body;",
      'await fetch(url(key), { method: "PUT", body: text });',
    ],
  ])("%s, and is rewritten", (_, ...statements) => {
    expect(statusOf(program(...statements))).toEqual([["rewritten", undefined]]);
  });

  it.each([
    { name: "goes to other code", at: [5, 3], statements: ["audit(body);", SENT] },
    {
      name: "has a checksum that goes elsewhere",
      at: [7, 3],
      statements: ["const sum = hash(body);", SENT, "audit(sum);"],
    },
    { name: "is compared", at: [5, 7], statements: ["if (body === globalThis.last) return;", SENT] },
    { name: "is kept in a field", at: [5, 21], statements: ["globalThis.last = body;", SENT] },
    {
      name: "has a second name that goes elsewhere",
      at: [7, 3],
      statements: ["const text = body;", SENT, "audit(text);"],
    },
  ] as const)("$name, and is left", ({ at: [line, column], statements }) => {
    expect(statusOf(program(...statements))).toEqual(left(line, column));
  });
});

describe("a request's options that hold what is written", () => {
  const options = (...statements: readonly string[]): string =>
    program(...statements)
      .replace("const body = ", "const init = { method: 'PUT', body: ")
      .replace(" ttl });", " ttl }) };");
  const FETCH = "await fetch(url(key), init);";

  it.each([
    ["are only sent", FETCH],
    ["get a header after the text is measured", "init.headers = { length: init.body.length };", FETCH],
    ["are sent in a copy", "await fetch(url(key), { ...init, signal: AbortSignal.timeout(9) });"],
    ["are taken apart", "const { body } = init;", 'await fetch(url(key), { method: "PUT", body });'],
    ["have another member that goes elsewhere", FETCH, "audit(init.method);"],
    ["are compared", "if (init === globalThis.last) return;", FETCH],
  ])("%s, and it is rewritten", (_, ...statements) => {
    expect(statusOf(options(...statements))).toEqual([["rewritten", undefined]]);
  });

  it.each([
    { name: "go to other code", at: [6, 3], statements: [FETCH, "audit(init);"] },
    { name: "go there in a copy", at: [6, 3], statements: [FETCH, "audit({ ...init });"] },
    { name: "are read of", at: [6, 3], statements: [FETCH, "audit(init.body);"] },
    {
      name: "are taken apart",
      at: [7, 3],
      statements: ["const { body, ...rest } = init;", FETCH, "audit(body);"],
    },
    { name: "are kept", at: [6, 21], statements: [FETCH, "globalThis.last = init;"] },
  ] as const)("$name, and it is left", ({ at: [line, column], statements }) => {
    expect(statusOf(options(...statements))).toEqual(left(line, column));
  });

  it("are made by a function that serves others too, and it is left", () => {
    const made = program(SENT)
      .replace("const body = JSON", "const init = () => ({ method: 'PUT', body: JSON")
      .replace(" ttl });", " ttl }) });")
      .replace(SENT, "await fetch(url(key), init());\n  audit(init());");
    expect(statusOf(made)).toEqual(left(6, 3));
  });

  it("are filled later, and it is rewritten", () => {
    const filled = program("const init = { method: 'PUT' };", "init.body = body;", FETCH);
    expect(statusOf(filled)).toEqual([["rewritten", undefined]]);
  });

  it("are filled later and go to other code, and it is left", () => {
    const filled = program("const init = { method: 'PUT' };", "init.body = body;", FETCH, "audit(init);");
    expect(statusOf(filled)).toEqual(left(8, 3));
  });
});

describe("a field that holds what is written", () => {
  const store = (method: string): string =>
    [
      'import { audit } from "lib";',
      "const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;",
      "export class Store {",
      "  async put(key, value, ttl) {",
      "    this.last = JSON.stringify({ value, expiration_ttl: ttl });",
      '    await fetch(url(key), { method: "PUT", body: this.last });',
      "  }",
      `  ${method}`,
      "}",
    ].join("\n");

  it.each([
    ["is only sent", ""],
    ["is measured", "get size() { return this.last.length; }"],
    ["is forgotten", "clear() { this.last = null; }"],
  ])("%s, and it is rewritten", (_, method) => {
    expect(statusOf(store(method))).toEqual([["rewritten", undefined]]);
  });

  it.each([
    { name: "goes to other code", at: [8, 12], method: "tell() { audit(this.last); }" },
    { name: "is compared", at: [8, 21], method: "is(text) { return this.last === text; }" },
  ] as const)("$name, and it is left", ({ at: [line, column], method }) => {
    expect(statusOf(store(method))).toEqual(left(line, column));
  });
});

it("what a variable is assigned, and that goes elsewhere, is left", () => {
  const assigned = program(SENT, "audit(body);").replace("const body =", "let body;\n  body =");
  expect(statusOf(assigned)).toEqual(left(7, 3));
});

describe("a payload that a module of its own builds", () => {
  const BUILT = "export const build = (value, ttl) => ({ value, expiration_ttl: ttl });\n";
  const TELNYX = `import { build } from "./payload.js";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
export const save = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify(build(value, 60)) });
`;
  const outcome = (other: string): string => {
    const { findings } = migrateProgram({ "payload.js": BUILT, "telnyx.js": TELNYX, "other.js": other });
    return findings.map(({ status, reason = "" }) => `${status} ${reason}`).join();
  };

  it.each([
    [
      "another vendor gets",
      'fetch("https://kv.example/bulk", { method: "PUT", body: JSON.stringify([build(v, 1)]) })',
    ],
    ["a package gets", "redis.set(k, JSON.stringify(build(v, 1)))"],
    ["a package's object gets, spread", "redis.set({ key: k, ...build(v, 1) })"],
  ])("is left where %s it, in a file that knows nothing of the service", (_name, sent) => {
    const other = `import { build } from "./payload.js";\nimport { redis } from "redis-like";\nexport const save = (k, v) => ${sent};\n`;
    expect(outcome(other)).toMatch(
      /^left what is written is also used at other\.js:3:\d+, where no envelope is expected/,
    );
  });

  it("is rewritten where nobody else gets it", () => {
    expect(outcome('import { other } from "./payload.js";\nexport const none = other;\n')).toBe("rewritten ");
  });
});
