// What a program does with the text that it reads, before or instead of parsing it.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const START = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
export const put = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });`;

const migrated = (...lines: readonly string[]): ReturnType<typeof migrateFile> =>
  migrateFile({ text: [START, ...lines].join("\n"), fileName: "kv.mjs" });

describe("a text that is parsed in the end", () => {
  it.each([
    ["trimmed", "JSON.parse(text.trim()).value"],
    ["without a mark at its start", 'JSON.parse(text.replace(/^\\uFEFF/, "").trim()).value'],
    ["if it looks like an object", 'text.startsWith("{") ? JSON.parse(text).value : text'],
    ["and is measured", "text.length > 0 ? JSON.parse(text).value : null"],
  ])("%s is read as what was written", (_, parsed) => {
    const { output, findings } = migrated(
      `export const get = async (key) => { const text = await (await fetch(url(key))).text(); return ${parsed}; };`,
    );
    expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
    expect(output).toContain('unwrapResponse(response, { as: "payload", legacy: true })');
  });

  it.each([
    ["by a regular expression", '/"value":(.*),/.exec(text)?.[1]'],
    ["by position", 'JSON.parse(text.slice(text.indexOf(":") + 1, text.lastIndexOf(",")))'],
    ["for the ttl", "text.includes('\"expiration_ttl\"') ? JSON.parse(text).value : text"],
    ["line by line", 'JSON.parse(text.split("\\n")[0]).value'],
    ["as a part of another one", "JSON.parse(`[${text}]`)[0].value"],
  ])("that is taken apart or searched, %s, keeps the write", (_, taken) => {
    const { findings, output } = migrated(
      `export const get = async (key) => { const text = await (await fetch(url(key))).text(); return ${taken}; };`,
    );
    expect(findings.map(({ reason }) => reason)).toEqual([
      expect.stringContaining(
        "its text is taken apart, searched or compared by hand, and an envelope is another text",
      ),
    ]);
    expect(output).not.toContain("Envelope");
  });
});

describe("what is made of all of an entry", () => {
  const HASH = 'import * as crypto from "node:crypto"; import { inspect } from "node:util";';
  const get = (made: string): string =>
    `export const get = async (key) => { const entry = await (await fetch(url(key))).json(); return ${made}; };`;

  it.each([
    ["a hash", 'crypto.createHash("sha1").update(JSON.stringify(entry)).digest("hex")'],
    ["a signature", 'crypto.createHmac("sha1", "k").update(JSON.stringify(entry)).digest("hex")'],
    ["the web's own", 'globalThis.crypto.subtle.digest("SHA-256", encode(JSON.stringify(entry)))'],
    ["a print", "inspect(entry)"],
  ])("keeps the write: %s", (_, made) => {
    const encode = "const encode = (text) => new TextEncoder().encode(text);";
    const { findings } = migrated(HASH, encode, get(made));
    expect(findings.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/a hash, a signature or a print is made of the whole stored object at line \d/),
    ]);
  });

  it.each([
    ["the hash of the value", 'crypto.createHash("sha1").update(JSON.stringify(entry.value)).digest("hex")'],
    ["the hash of the key", '[crypto.createHash("sha1").update(key).digest("hex"), entry.value]'],
    ["a print that is logged", "(console.log(inspect(entry)), entry.value)"],
  ])("keeps none: %s", (_, made) => {
    const { findings } = migrated(HASH, get(made));
    expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
  });
});

describe("what a class is made of", () => {
  const GET = "export const get = async (key) => new Entry(await (await fetch(url(key))).json());";

  it("is read as what was written where it takes the value", () => {
    const { output } = migrated("class Entry { constructor(raw) { this.value = raw.value; } }", GET);
    expect(output).toContain('as: "payload"');
  });

  it.each([
    ["by its name", "constructor(raw) { this.value = raw.value; this.ttl = raw.expiration_ttl; }"],
    [
      "by a pattern",
      "constructor({ value, expiration_ttl }) { this.value = value; this.ttl = expiration_ttl; }",
    ],
  ])("keeps the write where it takes the ttl, %s", (_, constructor) => {
    const { findings } = migrated(`class Entry { ${constructor} }`, GET);
    expect(findings.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("the stored ttl is read back"),
    ]);
  });
});

describe("the SDK's own promise", () => {
  const sdk = (get: string): ReturnType<typeof migrateFile> =>
    migrateFile({
      fileName: "kv.mjs",
      text: `import Telnyx from "telnyx";
const client = new Telnyx();
const path = (key) => \`/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
export const put = (key, value, ttl) => client.put(path(key), { body: { value, expiration_ttl: ttl } });
export const get = async (key) => { ${get} };`,
    });

  it.each([
    ["asked for its response", "const res = await client.get(path(key)).asResponse();", ".asResponse()\n"],
    [
      "told to give it",
      "const res = await client.get(path(key), { __binaryResponse: true });",
      "__binaryResponse: true })",
    ],
  ])("%s gives one, and throws its own error", (_, line, before) => {
    const { output } = sdk(`${line} return (await res.json()).value;`);
    expect(output.replaceAll(/\s+/g, "")).toContain(
      `${before.replaceAll(/\s+/g, "")}.then((response)=>unwrapResponse(`,
    );
    expect(output).toContain('client: "telnyx"');
  });

  it("that is kept, and asked for its response by its name, keeps the write", () => {
    const { findings } = sdk(
      "const pending = client.get(path(key)); const res = await pending.asResponse(); return (await res.json()).value;",
    );
    expect(findings.map(({ status }) => status)).toEqual(["left"]);
  });
});
