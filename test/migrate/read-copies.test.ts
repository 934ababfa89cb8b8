// What a program does with all of what it reads: copies, comparisons, writing it back.
import { migrateFile } from "@kv-envelope/codemod";
import type { Migration } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const url =
  "const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;";
const load =
  "const load = async (key) => { const res = await fetch(url(key)); return res.ok ? await res.json() : null; };";

/** A program that writes an end of this name, and reads what it wrote as these lines do. */
const migrated = (end: string, lines: readonly string[], expiry?: "server"): Migration =>
  migrateFile({
    text: [
      url,
      `export const put = (key, value, end) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, ${end}: end }) });`,
      load,
      ...lines,
    ].join("\n"),
    fileName: "kv.mjs",
    ...(expiry && { settings: { expiry } }),
  });

const reading = (...lines: readonly string[]): string =>
  [
    "export const get = async (key) => {",
    "const raw = await load(key);",
    "if (raw === null) return null;",
    ...lines,
    "};",
  ].join("\n");

const reasons = ({ findings }: Migration): (string | undefined)[] =>
  findings.map(({ status, reason }) => (status === "rewritten" ? "rewritten" : reason));

describe("the stored ttl", () => {
  const READ_BACK = "the stored ttl is read back";
  const ASKED = "a stored ttl is asked for at line";
  const FIELDS = "which members the stored object has is asked at line";
  const COPIED = "all fields of the stored object, its ttl among them, are copied";

  it.each([
    ["of a spread copy", READ_BACK, ["const entry = { key, ...raw };", "return entry.expiration_ttl;"]],
    ["of a copy by Object.assign", READ_BACK, ["return Object.assign({ key }, raw).expiration_ttl;"]],
    ["of a copy through JSON", READ_BACK, ["return JSON.parse(JSON.stringify(raw)).expiration_ttl;"]],
    ["under a name in a constant", READ_BACK, ['const TTL = "expiration_" + "ttl";', "return raw[TTL];"]],
    ["by Reflect.has", READ_BACK, ['return Reflect.has(raw, "expiration_ttl");']],
    ["by Reflect.get", READ_BACK, ['return Reflect.get(raw, "expiration_ttl");']],
    [
      "by a borrowed hasOwnProperty",
      READ_BACK,
      ['return Object.prototype.hasOwnProperty.call(raw, "expiration_ttl");'],
    ],
    [
      "in a Map of this file",
      READ_BACK,
      ["const seen = new Map();", "seen.set(key, raw);", "return seen.get(key).expiration_ttl;"],
    ],
    ["by names in a list", READ_BACK, ['return ["value", "expiration_ttl"].map((name) => raw[name]);']],
    ["by a function that is not seen", ASKED, ['return pick(raw, ["value", "expiration_ttl"]);']],
    [
      "by a reviver",
      ASKED,
      [
        'return JSON.parse(JSON.stringify(raw), (name, each) => (name === "expiration_ttl" ? show(each) : each)).value;',
      ],
    ],
    ["with all of the object", COPIED, ["return { key, ...raw };"]],
    ["by the number of its fields", FIELDS, ["return Object.keys(raw).length;"]],
    ["with all of its entries", FIELDS, ["return Object.fromEntries(Object.entries(raw));"]],
    ["in a comparison", ASKED, ["check(raw, { value: 1, expiration_ttl: 60 });"]],
    ["in a matcher", ASKED, ["check(raw).toEqual({ value: 1, expiration_ttl: 60 });"]],
    [
      "in a text that is compared",
      "compared by hand",
      ["return JSON.stringify(raw) === JSON.stringify({ value: 1, expiration_ttl: 60 });"],
    ],
  ])("keeps the write where it is read, %s", (_, reason, lines) => {
    const result = migrated("expiration_ttl", [reading(...lines)]);
    expect(reasons(result)).toEqual([expect.stringContaining(reason)]);
    expect(result.output).not.toContain("Envelope");
  });

  it.each([
    [
      "a class that holds it",
      "constructor(raw) { this.raw = raw; }",
      "get ttl() { return this.raw.expiration_ttl; }",
    ],
    [
      "a class that is it",
      "constructor(raw) { Object.assign(this, raw); }",
      "get ttl() { return this.expiration_ttl; }",
    ],
  ])("keeps the write where it is asked of %s", (_, constructor, getter) => {
    const result = migrated("expiration_ttl", [
      `class Entry { ${constructor} ${getter} }`,
      reading("return new Entry(raw).ttl;"),
    ]);
    expect(reasons(result)).toEqual([expect.stringContaining(ASKED)]);
  });

  it.each([
    ["a spread copy", ["const entry = { ...raw, key };", "return [entry.key, entry.value];"]],
    ["a copy through JSON", ["return JSON.parse(JSON.stringify(raw)).value;"]],
    ["a Map of this file", ["const seen = new Map();", "seen.set(key, raw);", "return seen.get(key).value;"]],
    ["a member under a constant's name", ['const FIELD = "value";', "return raw[FIELD];"]],
    [
      "a copy in a class",
      ["return new (class { constructor(raw) { Object.assign(this, raw); } })(raw).value;"],
    ],
  ])("is not missed where only the value is taken of %s", (_, lines) => {
    const result = migrated("expiration_ttl", [reading(...lines)]);
    expect(reasons(result)).toEqual(["rewritten"]);
    expect(result.output).toContain('as: "payload"');
  });

  it("keeps the write where it is asked for in the factory that also writes", () => {
    const { findings } = migrateFile({
      text: [
        url,
        "export function createStore() {",
        '  const put = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });',
        "  const get = async (key) => { const entry = await (await fetch(url(key))).json(); hand(entry); return entry.value; };",
        "  const endOf = () => taken().expiration_ttl;",
        "  return { put, get, endOf };",
        "}",
      ].join("\n"),
      fileName: "kv.mjs",
    });
    expect(findings.map(({ reason }) => reason)).toEqual([expect.stringContaining(ASKED)]);
  });

  it("is not read back by a writer that takes it of its options", () => {
    const result = migrated("expiration_ttl", [
      "export const save = (key, value, options) => put(key, value, options.expiration_ttl);",
      reading("audit(raw);", "return raw.value;"),
    ]);
    expect(reasons(result)).toEqual(["rewritten"]);
  });
});

describe("the stored expiration", () => {
  const GUARD = "if (!raw.expiration || raw.expiration < Date.now() / 1000) return null;";

  it.each([
    ["checked", [GUARD, "return raw.value;"]],
    ["shown", ["return [raw.value, raw.expiration];"]],
    ["taken by a pattern", ["const { value, expiration } = raw;", "return expiration ? value : null;"]],
    ["copied with all of the object", ["return { key, ...raw };"]],
  ])("is given as it was where it is %s", (_, lines) => {
    const result = migrated("expiration", [reading(...lines)]);
    expect(reasons(result)).toEqual(["rewritten"]);
    expect(result.output).toContain('as: "payloadWithExpiration"');
  });

  it("keeps the write where another one of the store says a ttl", () => {
    const result = migrated("expiration", [
      'export const renew = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });',
      reading(GUARD, "return raw.value;"),
    ]);
    expect(reasons(result)).toEqual(
      Array(2).fill(expect.stringContaining("not all writes of the store say the end by it alone")),
    );
  });

  it("keeps the write whose field would go to the service", () => {
    const result = migrated("expiration", [reading(GUARD, "return raw.value;")], "server");
    expect(reasons(result)).toEqual([expect.stringContaining("takes the field that would go")]);
  });
});

describe("what is read and written back", () => {
  it.each([
    [
      "with a change",
      ["raw.value.seen += 1;", 'await fetch(url(key), { method: "PUT", body: JSON.stringify(raw) });'],
    ],
    ["as a copy", ['await fetch(url(key), { method: "PUT", body: JSON.stringify({ ...raw, seen: 1 }) });']],
    ["through a function", ["await store(key, JSON.stringify(raw));"]],
    ["under another key", ["await store(`${key}/old`, JSON.stringify(raw));"]],
  ])("keeps the write, as nothing there says when it ends: %s", (_, lines) => {
    const store = 'const store = (key, body) => fetch(url(key), { method: "PUT", body });';
    for (const expiry of [undefined, "server"] as const) {
      const result = migrated("expiration_ttl", [store, reading(...lines, "return raw.value;")], expiry);
      expect(reasons(result)).toEqual([expect.stringContaining("written once more at line")]);
    }
  });

  it("is rewritten where its value is taken out, and written as the others are", () => {
    const result = migrated("expiration_ttl", [
      reading("await put(key, { ...raw.value, seen: 1 }, 60);", "return raw.value;"),
    ]);
    expect(reasons(result)).toEqual(["rewritten"]);
  });
});

describe("a text that a binding gives", () => {
  const BINDING = `import { env } from "@telnyx/edge-runtime";
export const put = (key, value) => env.S.put(key, value, { expirationTtl: 60 });`;

  it("keeps the write where it is put under another key, as nothing there says when it ends", () => {
    const { findings } = migrateFile({
      text: `${BINDING}\nexport const move = async (from, to) => { const text = await env.S.get(from); if (text !== null) await env.S.put(to, text); };`,
      fileName: "kv.mjs",
      facts: { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => [] },
    });
    expect(findings.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("written once more at line"),
    ]);
  });
});
