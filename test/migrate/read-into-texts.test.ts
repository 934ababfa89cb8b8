// What a program puts into a larger text, or keeps: it is taken out of there again, or written once more.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const HEAD = [
  "const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;",
  'export const put = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });',
];

const migrated = (
  ...lines: readonly string[]
): { readonly output: string; readonly said: readonly string[] } => {
  const { output, findings } = migrateFile({ text: [...HEAD, ...lines].join("\n"), fileName: "kv.mjs" });
  return { output, said: findings.map(({ status, reason }) => reason ?? status) };
};

/** A read whose entry goes into something, and what takes it out of there. */
const through = (made: string, taken: string): readonly string[] => [
  `const issue = async (key) => { const r = await fetch(url(key)); return r.ok ? ${made} : null; };`,
  `export const get = async (key) => { const made = await issue(key); return made === null ? null : ${taken}; };`,
];

describe("goes on being the payload for who takes it out of", () => {
  it.each([
    ["a JSON text", through("JSON.stringify({ entry: await r.json() })", "JSON.parse(made).entry.value")],
    ["a list as JSON", through("JSON.stringify([key, await r.json()])", "JSON.parse(made)[1].value")],
    [
      "a text within a JSON text",
      through("JSON.stringify({ body: await r.text() })", "JSON.parse(JSON.parse(made).body).value"),
    ],
    [
      "a token",
      through(
        'Buffer.from(JSON.stringify(await r.json())).toString("base64url")',
        'JSON.parse(Buffer.from(made, "base64url").toString()).value',
      ),
    ],
    [
      "a part of a URL",
      through(
        "encodeURIComponent(JSON.stringify(await r.json()))",
        "JSON.parse(decodeURIComponent(made)).value",
      ),
    ],
    ["a row", through('[key, await r.text()].join("\\t")', 'JSON.parse(made.split("\\t")[1]).value')],
    [
      "a browser's storage",
      [
        "const fill = async (key) => { const r = await fetch(url(key)); if (r.ok) localStorage.setItem(key, JSON.stringify(await r.json())); };",
        "export const get = async (key) => { await fill(key); return JSON.parse(localStorage.getItem(key)).value; };",
      ],
    ],
    [
      "a list of lists",
      [
        "export const all = async (keys) => {",
        "  const found = await Promise.all(keys.map(async (key) => { const r = await fetch(url(key)); return [[key, await r.json()]]; }));",
        "  return found.flat().map(([key, entry]) => [key, entry.value]);",
        "};",
      ],
    ],
    [
      "a list of lists that may be empty",
      [
        "const load = async (key) => { const r = await fetch(url(key)); return r.ok ? [[key, await r.json()]] : []; };",
        "export const all = async (keys) => Object.fromEntries((await Promise.all(keys.map(async (key) => load(key)))).flat().map(([key, { value }]) => [key, value]));",
      ],
    ],
    [
      "a cache of its own",
      [
        "class Cache { m = new Map(); set(k, v) { this.m.set(k, JSON.stringify({ v })); } get(k) { const t = this.m.get(k); return t && JSON.parse(t).v; } }",
        "const cache = new Cache();",
        "export const get = async (key) => { const r = await fetch(url(key)); if (!r.ok) return null; cache.set(key, await r.json()); return cache.get(key)?.value; };",
      ],
    ],
  ])("%s", (_, lines) => {
    const { output, said } = migrated(...lines);
    expect(said).toEqual(["rewritten"]);
    expect(output).toContain('as: "payload"');
  });
});

it("is the value for whom the program answers with such a text", () => {
  const { output, said } = migrated(
    "export const handler = async (req, res) => { const r = await fetch(url(req.query.key)); res.end(JSON.stringify({ entry: await r.json() })); };",
  );
  expect(said).toEqual(["rewritten"]);
  expect(output).not.toContain('as: "payload"');
});

describe("keeps the store's writes where what is written may be it:", () => {
  const load =
    "const load = async (key) => { const r = await fetch(url(key)); return r.ok ? await r.text() : null; };";
  const again = (text: string): string =>
    `await fetch(url("copy/" + key), { method: "PUT", body: ${text} });`;
  it.each([
    [
      "out of a list of pairs",
      [
        load,
        "const moves = [];",
        "export const collect = async (key) => { moves.push([key, await load(key)]); };",
        `export const flush = async () => { for (const [key, text] of moves.splice(0)) ${again("text")} };`,
      ],
    ],
    [
      "out of a Map",
      [
        load,
        "const all = async (keys) => { const found = new Map(); for (const key of keys) found.set(key, await load(key)); return found; };",
        `export const move = async (keys) => { for (const [key, text] of await all(keys)) ${again("text")} };`,
      ],
    ],
    [
      "out of a member of a class",
      [
        load,
        "export class Mover {",
        "  pending = [];",
        "  async collect(key) { this.pending.push({ key, text: await load(key) }); }",
        `  async flush() { for (const { key, text } of this.pending.splice(0)) ${again("text")} }`,
        "}",
      ],
    ],
    [
      "out of a generator",
      [
        load,
        "async function* dump(keys) { for (const key of keys) yield [key, await load(key)]; }",
        `export const move = async (keys) => { for await (const [key, text] of dump(keys)) ${again("text")} };`,
      ],
    ],
    [
      "out of a backup",
      [
        "const backup = async (keys) => { const lines = []; for (const key of keys) { const r = await fetch(url(key)); lines.push(JSON.stringify({ key, entry: await r.json() })); } return lines.join(); };",
        `const restore = async (text) => { for (const line of text.split()) { const { key, entry } = JSON.parse(line); ${again("JSON.stringify(entry)")} } };`,
        "export const move = async (keys) => restore(await backup(keys));",
      ],
    ],
  ])("%s", (_, lines) => {
    const { said } = migrated(...lines);
    expect(said).toEqual([
      expect.stringMatching(/is written once more at|may be that: nothing says there when it ends/),
    ]);
  });

  it("not where what a caller gives is written as it is", () => {
    const { said } = migrated(
      load,
      "export const keep = async (key, cache) => { cache.add(key, await load(key)); };",
      'export const raw = (key, text) => fetch(url(key), { method: "PUT", body: text });',
    );
    expect(said).toEqual(["rewritten"]);
  });
});

describe("keeps the write where its key is made of the body:", () => {
  const store =
    'export const store = async (value) => { const body = JSON.stringify({ value, expiration_ttl: 60 }); const id = digest(body); await fetch(url(id), { method: "PUT", body }); return id; };';
  it.each([
    ["by an expression", 'const digest = (text) => createHash("sha256").update(text).digest("hex");'],
    [
      "by statements",
      'const digest = (text) => { const hash = createHash("sha256"); hash.update(text); return hash.digest("hex"); };',
    ],
    [
      "by a function of a function",
      'const hashed = (text) => createHash("sha256").update(text);\nconst digest = (text) => hashed(text).digest("hex");',
    ],
  ])("%s", (_, digest) => {
    const { output } = migrated('import { createHash } from "node:crypto";', digest, store);
    expect(output).toContain("const body = JSON.stringify({ value, expiration_ttl: 60 })");
  });
});

describe("a class that extends another is handed its URL, and is no request:", () => {
  const get = (failed: string): string =>
    `export const get = async (key) => { const u = url(key); const r = await fetch(u); if (!r.ok) throw ${failed}; return (await r.json()).value; };`;
  it.each([
    [
      "an error with the URL in its text",
      "class KvError extends Error { constructor(u, status) { super(`${u} answered ${status}`); } }",
      "new KvError(u, r.status)",
    ],
    [
      "an error that gets it by itself",
      "class KvError extends Error { constructor(u) { super(u); } }",
      "new KvError(u)",
    ],
    [
      "a class of the program's own",
      "class Failure { constructor(u) { this.u = u; } } class KvError extends Failure { constructor(u) { super(u); } }",
      "new KvError(u)",
    ],
  ])("%s", (_, declared, failed) => {
    expect(migrated(declared, get(failed)).said).toEqual(["rewritten"]);
  });
});
