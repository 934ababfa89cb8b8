// `expiry: "server"` with `unwrap`: the value by itself, and reads that take it, what was stored before, and envelopes.
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { fixtures, migrateText } from "./fixtures.js";

const HEAD = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${encodeURIComponent(key)}\`;
`;
const UNWRAP: Settings = { expiry: "server", unwrap: true };

const migrate = (code: string, phase: "reads" | "writes" | "all" = "all"): ReturnType<typeof migrateFile> =>
  migrateFile({
    text: HEAD + code,
    fileName: "program.mjs",
    settings: UNWRAP,
    phase,
    facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CODES"] },
  });

const PUT = `export const put = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });\n`;
const GET = `export const get = async (key) => { const res = await fetch(url(key)); return res.ok ? (await res.json()).value : null; };\n`;
const TOLERANT = `fetch(url(key)).then((response) => unwrapResponse(response, { as: "payload", legacy: true, bare: true }))`;

it("a read that asks only whether a key is there stays as it is", () => {
  const head = 'export const has = async (key) => (await fetch(url(key), { method: "HEAD" })).ok;\n';
  const { output, findings, reads } = migrate(PUT + GET + head);
  expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
  expect(reads.map(({ line, status }) => ({ line, status }))).toEqual([{ line: 3, status: "rewritten" }]);
  expect(output).toContain(head);
  // Of an envelope nothing but its text says that it has ended.
  const envelope = migrateFile({ text: HEAD + PUT + GET + head, fileName: "program.mjs" });
  expect(envelope.findings.map(({ status }) => status)).toEqual(["left"]);
});

describe("the value is stored by itself", () => {
  it.each([
    ["by fetch", PUT, 'fetch(withTtl(url(key), ttlSeconds(ttl)), { method: "PUT", body: bareText(value) })'],
    [
      "by a binding",
      `import { env } from "@telnyx/edge-runtime";\nexport const put = (key, value) => env.CODES.put(key, JSON.stringify({ value, expiration_ttl: 60 }));\n`,
      "env.CODES.put(key, bareText(value), { expirationTtl: 60 })",
    ],
    [
      "by the SDK",
      `import Telnyx from "telnyx";\nexport const put = (key, value) => new Telnyx().storage.kvs.keys.update(key, JSON.stringify({ value, expiration_ttl: 60 }), { id: "ns" });\n`,
      'keys.update(key, bareText(value), { id: "ns", ttl_secs: 60 })',
    ],
    [
      "from a variable",
      `export function put(key, value) { const body = { value, expiration_ttl: 60 }; return fetch(url(key), { method: "PUT", body: JSON.stringify(body) }); }\n`,
      'fetch(`${url(key)}?ttl_secs=60`, { method: "PUT", body: bareText(value) })',
    ],
  ])("%s", (_, code, expected) => {
    const { output, error, findings } = migrate(code);
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => ({ status, reason }))).toEqual([
      { status: "rewritten", reason: undefined },
    ]);
    expect(output).toContain(expected);
    expect(migrateFile({ text: output, fileName: "program.mjs", settings: UNWRAP }).output).toBe(output);
  });

  it("and its reads take it", () => {
    const { output } = migrate(PUT + GET);
    expect(output).toContain(TOLERANT);
  });

  it.each([
    [
      "got's text",
      'import got from "got";\nexport const put = (key, value) => got.put(url(key), { body: JSON.stringify({ value, expiration_ttl: 60 }) });\nexport const get = async (key) => JSON.parse(await got(url(key)).text()).value;\n',
    ],
    [
      "node:https",
      `import https from "node:https";\n${PUT}export const get = (key) => new Promise((done) => { https.get(url(key), (res) => { let text = ""; res.on("data", (part) => { text += part; }); res.on("end", () => done(JSON.parse(text).value)); }); });\n`,
    ],
  ])("in two phases, where the helper stands apart from the call: %s", (_, code) => {
    const reads = migrateFile({
      text: HEAD + code,
      fileName: "program.mjs",
      settings: UNWRAP,
      phase: "reads",
    });
    expect(reads.output).toContain("bare: true");
    const writes = migrateFile({
      text: reads.output,
      fileName: "program.mjs",
      settings: UNWRAP,
      phase: "writes",
    });
    expect(writes.findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(writes.output).toContain("bareText(value)");
  });

  it("in two phases", () => {
    const reads = migrate(PUT + GET, "reads").output;
    expect(reads).toContain(TOLERANT);
    expect(reads).not.toContain("bareText");
    const writes = migrateFile({ text: reads, fileName: "program.mjs", settings: UNWRAP, phase: "writes" });
    expect(writes.output).toContain("bareText(value)");
    expect(migrate(PUT + GET, "writes").output).toBe(HEAD + PUT + GET);
  });

  it("and what stores it by itself already is only moved, without its reads", () => {
    const code = `import { env } from "@telnyx/edge-runtime";\nexport const put = (text) => env.CODES.put("a", text, { expiration_ttl: 60 });\nexport const get = () => env.CODES.get("a");\n`;
    const { output, reads } = migrate(code);
    expect(output).toBe(HEAD + code.replace("expiration_ttl", "expirationTtl"));
    expect(reads).toEqual([]);
  });
});

describe("is left, with the reason", () => {
  it.each([
    [
      "metadata",
      PUT.replace("expiration_ttl: ttl", "expiration_ttl: ttl, metadata: key"),
      /has no place for `metadata`/,
    ],
    [
      "an object that the client makes text of",
      `import axios from "axios";\nexport const put = (key, value) => axios.put(url(key), { value, expiration_ttl: 60 });\n`,
      /a client, or a later line, makes the text of the object/,
    ],
    [
      "a client that parses what it reads",
      `import axios from "axios";\n${PUT}export const get = async (key) => (await axios.get(url(key))).data.value;\n`,
      /its client parses what it reads/,
    ],
    [
      "a read that takes envelopes and no more",
      `import { unwrapResponse } from "@kv-envelope/runtime";\n${PUT}export const get = async (key) => { const res = await fetch(url(key)).then((response) => unwrapResponse(response, { as: "payload", legacy: true })); return res.ok ? (await res.json()).value : null; };\n`,
      /it takes envelopes, and no value by itself/,
    ],
    [
      "a store that also holds documents",
      `${PUT}${GET}export const keep = (key, value, note) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, note }) });\n`,
      /another write of the same store \(line 4, column \d+\) stores something else/,
    ],
    [
      "a read of the ttl",
      `${PUT}export const ttlOf = async (key) => (await (await fetch(url(key))).json()).expiration_ttl;\n`,
      /the stored ttl is read back/,
    ],
  ])("%s", (_, code, reason) => {
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(findings.map(({ status }) => status)).toEqual(["left"]);
    expect(findings[0]?.reason).toMatch(reason);
  });

  it("but not beside a value in an object of its own, or an envelope", () => {
    const beside = `import { encodeEnvelope } from "@kv-envelope/runtime";\nexport const keep = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value }) });\nexport const hold = (key, value) => fetch(url(key), { method: "PUT", body: encodeEnvelope(value, { ttlSeconds: 5 }) });\n`;
    expect(migrate(beside + PUT + GET).output).toContain("bareText(value)");
  });
});

describe.each(fixtures)("$name", (fixture) => {
  it("passes its own check, and a second run has nothing to do", () => {
    const first = migrateText(fixture, fixture.before, UNWRAP);
    expect(first.error).toBeUndefined();
    expect(migrateText(fixture, first.output, UNWRAP).output).toBe(first.output);
  });
});
