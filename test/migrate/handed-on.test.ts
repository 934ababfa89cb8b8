// `expiry: "server"`, and `"both"`: the ttl goes along with a call where another function than the one that says it makes
// the request.
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const HEAD = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${encodeURIComponent(key)}\`;
`;

const migrate = (
  code: string,
  settings: Settings = { expiry: "server" },
  fileName = "program.mjs",
): ReturnType<typeof migrateFile> =>
  migrateFile({
    text: HEAD + code,
    fileName,
    settings,
    facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CODES"] },
  });

const SAVE =
  'export const save = (value, ttl) => put("a", JSON.stringify({ value, expiration_ttl: ttl }));\n';

describe("is handed on", () => {
  it.each([
    [
      "through a helper that makes the URL",
      `const put = (key, body) => fetch(url(key), { method: "PUT", body });\n${SAVE}`,
      'const put = (key, body, ttlSecs) => fetch(withTtl(url(key), ttlSecs), { method: "PUT", body });\nexport const save = (value, ttl) => put("a", JSON.stringify({ value }), ttlSeconds(ttl));\n',
    ],
    [
      "through two of them",
      `const request = (path, init) => fetch(url(path), init);\nasync function put(key, body) {\n  return request(key, { method: "PUT", body });\n}\n${SAVE}`,
      'const request = (path, init, ttlSecs) => fetch(withTtl(url(path), ttlSecs), init);\nasync function put(key, body, ttlSecs) {\n  return request(key, { method: "PUT", body }, ttlSecs);\n}\nexport const save = (value, ttl) => put("a", JSON.stringify({ value }), ttlSeconds(ttl));\n',
    ],
    [
      "from several writes, beside one that has none",
      `const put = (key, body) => fetch(url(key), { method: "PUT", body });\n${SAVE}export const lock = () => put("b", JSON.stringify({ value: 1, expiration_ttl: 5 }));\nexport const tag = () => put("c", "text");\n`,
      'export const lock = () => put("b", JSON.stringify({ value: 1 }), 5);\nexport const tag = () => put("c", "text");\n',
    ],
    [
      "past a parameter that is left out",
      `const put = (key, body, method = "PUT") => fetch(url(key), { method, body });\n${SAVE}`,
      'put("a", JSON.stringify({ value }), undefined, ttlSeconds(ttl))',
    ],
    [
      "to a function of one parameter without parentheses",
      'const put = async body => fetch(url("a"), { method: "PUT", body });\nexport const save = (value) => put(JSON.stringify({ value, expiration_ttl: 5 }));\n',
      'const put = async (body, ttlSecs) => fetch(withTtl(url("a"), ttlSecs), { method: "PUT", body });\nexport const save = (value) => put(JSON.stringify({ value }), 5);\n',
    ],
    [
      "to a method that the class calls itself",
      'export class Kv {\n  async put(key, body) {\n    return fetch(url(key), { method: "PUT", body });\n  }\n  lock(value, ttl) {\n    return this.put("lock", JSON.stringify({ value, expiration_ttl: ttl }));\n  }\n}\n',
      '  async put(key, body, ttlSecs) {\n    return fetch(withTtl(url(key), ttlSecs), { method: "PUT", body });\n  }\n  lock(value, ttl) {\n    return this.put("lock", JSON.stringify({ value }), ttlSeconds(ttl));\n  }\n',
    ],
    [
      "each on a line of its own",
      'async function put(\n  key,\n  body,\n) {\n  return fetch(url(key), { method: "PUT", body });\n}\nexport const save = (value) =>\n  put(\n    "a",\n    JSON.stringify({ value, expiration_ttl: 5 }),\n  );\n',
      'async function put(\n  key,\n  body,\n  ttlSecs,\n) {\n  return fetch(withTtl(url(key), ttlSecs), { method: "PUT", body });\n}\nexport const save = (value) =>\n  put(\n    "a",\n    JSON.stringify({ value }),\n    5,\n  );\n',
    ],
    [
      "under another name where that is taken",
      `const ttlSecs = 5;\nconst put = (key, body) => fetch(url(key), { method: "PUT", body });\nexport const save = (value) => put("a", JSON.stringify({ value, expiration_ttl: ttlSecs }));\n`,
      'const put = (key, body, ttlSecsForKv) => fetch(withTtl(url(key), ttlSecsForKv), { method: "PUT", body });\nexport const save = (value) => put("a", JSON.stringify({ value }), ttlSecs);\n',
    ],
    [
      "to a binding that a helper writes by",
      'import { env } from "@telnyx/edge-runtime";\nconst put = (key, body) => env.CODES.put(key, body);\nexport const save = (value) => put("a", JSON.stringify({ value, expiration_ttl: 5 }));\n',
      'const put = (key, body, ttlSecs) => env.CODES.put(key, body, { expirationTtl: ttlSecs });\nexport const save = (value) => put("a", JSON.stringify({ value }), 5);\n',
    ],
    [
      "to the SDK",
      'import Telnyx from "telnyx";\nconst put = (key, body) => new Telnyx().storage.kvs.keys.update(key, body, { id: "ns" });\nexport const save = (value) => put("a", JSON.stringify({ value, expiration_ttl: 5 }));\n',
      'const put = (key, body, ttlSecs) => new Telnyx().storage.kvs.keys.update(key, body, { id: "ns", ttl_secs: ttlSecs });\n',
    ],
    [
      "to a query that a client leaves out where it is undefined",
      'import axios from "axios";\nconst put = (key, body) => axios.put(url(key), body, { params: { trace: 1 } });\nexport const save = (value) => put("a", { value, expiration_ttl: 5 });\n',
      "axios.put(url(key), body, { params: { trace: 1, ttl_secs: ttlSecs } })",
    ],
    [
      "through a function that CommonJS exports",
      `const put = (key, body) => fetch(url(key), { method: "PUT", body });\nconst save = (value) => put("a", JSON.stringify({ value, expiration_ttl: 5 }));\nmodule.exports = { put, save };\n`,
      'const put = (key, body, ttlSecs) => fetch(withTtl(url(key), ttlSecs), { method: "PUT", body });\n',
      "program.cjs",
    ],
  ])("%s", (_, code, expected, fileName = "program.mjs") => {
    const { output, error, findings, reads } = migrate(code, { expiry: "server" }, fileName);
    expect(error).toBeUndefined();
    expect(new Set(findings.map(({ status, reason }) => reason ?? status))).toEqual(new Set(["rewritten"]));
    expect(output).toContain(expected);
    expect(reads).toEqual([]);
    expect(migrateFile({ text: output, fileName, settings: { expiry: "server" } }).output).toBe(output);
  });

  it("with its type in TypeScript, where it may be left out", () => {
    const { output } = migrateFile({
      text: `const url = (key: string): string => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;\nasync function put(key: string, body: string): Promise<void> {\n  await fetch(url(key), { method: "PUT", body });\n}\nexport const save = (value: string): Promise<void> => put("a", JSON.stringify({ value, expiration_ttl: 5 }));\n`,
      fileName: "program.ts",
      settings: { expiry: "server" },
    });
    expect(output).toContain("put(key: string, body: string, ttlSecs?: number)");
    expect(output).toContain('put("a", JSON.stringify({ value }), 5)');
  });

  it("beside an envelope, which the function gets in place of the pair's", () => {
    const { output } = migrate(
      `const kvPut = (key, body) => fetch(url(key), { method: "PUT", body });\nexport const save = (value, ttl) => kvPut("a", JSON.stringify({ value, expiration_ttl: ttl }));\n`,
      { expiry: "both" },
    );
    expect(output).toContain('kvPut("a", encodeEnvelope(value, { ttlSeconds: ttl }), ttlSeconds(ttl))');
    expect(output).not.toContain("WithExpiry");
  });
});

const PUT = 'const put = (key, body) => fetch(url(key), { method: "PUT", body });\n';

describe("is not handed on, with the reason", () => {
  it.each([
    [
      "to a function that others are given",
      `${PUT}${SAVE}export const all = (keys) => keys.map(put);\n`,
      /handed on at line 4/,
    ],
    [
      "to one that tries again by itself",
      `async function put(key, body, left = 3) { const r = await fetch(url(key), { method: "PUT", body }); return r.ok || left === 0 ? r : put(key, body, left - 1); }\n${SAVE}`,
      /calls itself \(line 2/,
    ],
    [
      "to one that takes what comes",
      `const put = (key, ...rest) => fetch(url(key), { method: "PUT", body: rest[0] });\n${SAVE}`,
      /takes any number of arguments/,
    ],
    [
      "to one that asks how many it got",
      `function put(key, body) { if (arguments.length > 2) throw new Error("two"); return fetch(url(key), { method: "PUT", body }); }\n${SAVE}`,
      /asks for its `arguments`/,
    ],
    [
      "past a call that passes more than the function takes",
      `${PUT}${SAVE}export const other = () => put("b", "text", "more");\n`,
      /how many arguments the call at line 4/,
    ],
    [
      "to one of two functions",
      `let put = (key, body) => fetch(url(key), { method: "PUT", body });\nif (process.env.DRY) put = () => undefined;\n${SAVE}`,
      /./,
    ],
    [
      "to a method that is taken off its object",
      'export class Kv {\n  put(key, body) {\n    return fetch(url(key), { method: "PUT", body });\n  }\n  lock(value) {\n    return this.put("lock", JSON.stringify({ value, expiration_ttl: 5 }));\n  }\n  bound() {\n    return this.put.bind(this);\n  }\n}\n',
      /taken without being called \(line 10/,
    ],
    [
      "where one text goes out by two calls",
      `${PUT}export async function save(value) { const body = JSON.stringify({ value, expiration_ttl: 5 }); await put("a", body); await put("b", body); }\n`,
      /goes out through several requests/,
    ],
    [
      "where the URL goes along two times, of which one would be told",
      'const send = (to, body) => fetch(to, { method: "PUT", body });\nexport async function save(value) { const to = url("a"); const body = JSON.stringify({ value, expiration_ttl: 5 }); try { await send(to, body); } catch { await send(to, body); } }\n',
      /goes out through several requests/,
    ],
    [
      "into a query that other requests take too",
      'import axios from "axios";\nexport async function save(value) { const config = { params: { a: 1 } }; await axios.put(url("a"), { value, expiration_ttl: 60 }, config); await axios.put(url("b"), "plain", config); }\n',
      /the query is made apart from the request/,
    ],
    [
      "behind a call that is made in the meantime",
      `import { ttlOf } from "./other.js";\n${PUT}export const save = (value) => put("a", JSON.stringify({ expiration_ttl: ttlOf(), value: ttlOf(value) }));\n`,
      /would be asked for at another moment than now/,
    ],
  ])("%s", (_, code, reason) => {
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(["left"]));
    expect(findings[0]?.reason).toMatch(reason);
  });
});

it.each([
  [
    "/**\n * Stores a text.\n * @param {string} key\n * @param {string} body\n * @returns {Promise<Response>}\n */",
    "/**\n * Stores a text.\n * @param {string} key\n * @param {string} body\n * @param {number} [ttlSecs]\n * @returns {Promise<Response>}\n */",
  ],
  [
    "/** @param {string} key @param {string} body */",
    "/** @param {string} key @param {string} body @param {number} [ttlSecs] */",
  ],
  ["/** Stores a text. */", "/** Stores a text. */"],
])("a JSDoc that says the parameters says the new one, too: %j", (before, after) => {
  const code = (doc: string): string =>
    `${doc}\nfunction put(key, body) { return fetch(url(key), { method: "PUT", body }); }\nexport const save = (value, ttl) => put("a", JSON.stringify({ value, expiration_ttl: ttl }));\n`;
  const { output } = migrate(code(before));
  expect(output).toContain(`${after}\nfunction put(key, body, ttlSecs) {`);
});

it("what may be a `Request` by its type gets no query", () => {
  const code =
    'export const put = (input: RequestInfo | URL, value: unknown, ttl: number) => fetch(input, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });\nexport const save = (value: unknown) => put(url("a"), value, 60);\n';
  const { findings } = migrateFile({
    text: HEAD.replace("(key)", "(key: string)") + code,
    fileName: "program.ts",
    settings: { expiry: "server" },
  });
  expect(findings[0]?.reason).toMatch(/`input` may be a `Request` by its type/);
});
