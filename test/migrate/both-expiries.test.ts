// `expiry: "both"`: an envelope, of which the service is told as well. Where it can't be told, the envelope alone.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { fixtures, migrateText } from "./fixtures.js";

const HEAD = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${encodeURIComponent(key)}\`;
`;

const migrate = (code: string, edgeRuntime = "0.2.2"): ReturnType<typeof migrateFile> =>
  migrateFile({
    text: HEAD + code,
    fileName: "program.mjs",
    settings: { expiry: "both" },
    facts: { edgeRuntimeVersion: () => edgeRuntime, manifestBindings: () => ["CODES"] },
  });

const sending = (fields: string): string =>
  `export async function put(key, value, ttl, end) { await fetch(url(key), { method: "PUT", body: JSON.stringify({ value, ${fields} }) }); }\n`;
const stored = (url: string, options: string): string =>
  `await fetch(${url}, { method: "PUT", body: encodeEnvelope(value, ${options}) }); }\n`;

describe("the service is told what the envelope says", () => {
  it.each([
    ["a number", "expiration_ttl: 60", "`${url(key)}?ttl_secs=60`", "{ ttlSeconds: 60 }"],
    [
      "what comes from outside",
      "expiration_ttl: ttl",
      "withTtl(url(key), ttlSeconds(ttl))",
      "{ ttlSeconds: ttl }",
    ],
    [
      "an absolute end",
      "expiration: end",
      "withTtl(url(key), secondsUntil(end == null ? undefined : end * 1000))",
      "{\n  expiresAtMs: end == null ? undefined : end * 1000,\n}",
    ],
    [
      "metadata beside it",
      "expiration_ttl: 60, metadata: { by: ttl }",
      "`${url(key)}?ttl_secs=60`",
      "{ ttlSeconds: 60, metadata: { by: ttl } }",
    ],
  ])("%s", (_, fields, url, options) => {
    const { output, error, findings } = migrate(sending(fields));
    expect(error).toBeUndefined();
    expect(output.slice(output.indexOf("await"))).toBe(stored(url, options));
    expect(findings[0]?.notes).toBeUndefined();
  });

  it.each([
    [
      "an option of a binding that no version honours",
      'await env.CODES.put("a", text, { expiration: end });',
      'await env.CODES.put("a", encodeEnvelope(text, { expiresAtMs: end == null ? undefined : end * 1000 }), { expirationTtl: secondsUntil(end == null ? undefined : end * 1000) });',
    ],
    [
      "one that it honours already, beside metadata",
      'await env.CODES.put("a", text, { expirationTtl: 60, metadata: end });',
      'await env.CODES.put("a", encodeEnvelope(text, { metadata: end }), { expirationTtl: 60 });',
    ],
    [
      "a body of a binding",
      'await env.CODES.put("a", JSON.stringify({ value, expiration_ttl: 60 }));',
      'await env.CODES.put("a", encodeEnvelope(value, { ttlSeconds: 60 }), { expirationTtl: 60 });',
    ],
  ])("%s", (_, call, expected) => {
    const { output, findings } = migrate(
      `import { env } from "@telnyx/edge-runtime";\nexport async function put(value, text, end) { ${call} }\n`,
    );
    expect(output).toContain(expected);
    expect(findings.map(({ status, notes }) => ({ status, notes }))).toEqual([
      { status: "rewritten", notes: undefined },
    ]);
  });

  it("the SDK's parameter, beside which the option goes", () => {
    const { output } = migrateFile({
      text: `import Telnyx from "telnyx";\nexport const put = (key, text, ttl) => new Telnyx().storage.kvs.keys.update(key, text, { id: "ns", expiration_ttl: ttl });\n`,
      fileName: "program.mjs",
      settings: { expiry: "both" },
    });
    expect(output).toContain(
      'update(key, encodeEnvelope(text, { ttlSeconds: ttl }), { id: "ns", ttl_secs: ttlSeconds(ttl) })',
    );
  });
});

describe("the envelope alone is written, with the reason", () => {
  it.each([
    [
      "a URL that is made elsewhere",
      `const put = (key, body) => fetch(url(key), { method: "PUT", body });\nexport const save = (value, ttl) => put("a", JSON.stringify({ value, expiration_ttl: ttl }));\nexport const all = (keys) => keys.map(put);\n`,
      /not told of it: the URL is made in another function than the ttl/,
    ],
    [
      "a ttl that comes from a call",
      `import { ttlOf } from "./other.js";\nexport const put = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttlOf() }) });\n`,
      /not told of it: the (ttl comes from a call|rewrite would change the order)/,
    ],
    [
      "a ttl in the URL already",
      'export const put = (key, value) => fetch(`${url(key)}?ttl_secs=5`, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });\n',
      /not told of it: the URL has a `ttl_secs` already/,
    ],
    [
      "one that a function puts there",
      'import { withTtl } from "@kv-envelope/runtime";\nexport const put = (key, value) => fetch(withTtl(url(key), 5), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });\n',
      /not told of it: the URL has a `ttl_secs` already/,
    ],
  ])("%s", (_, code, note) => {
    const both = migrate(code);
    expect(both.error).toBeUndefined();
    expect(both.findings).toMatchObject([{ status: "rewritten", notes: [expect.stringMatching(note)] }]);
    const envelope = migrateFile({ text: HEAD + code, fileName: "program.mjs" });
    expect(both.output).toBe(envelope.output);
  });

  it("a binding whose runtime ignores the option", () => {
    const { output, findings } = migrate(
      `import { env } from "@telnyx/edge-runtime";\nexport const put = (text) => env.CODES.put("a", text, { expirationTtl: 60 });\n`,
      "0.2.1",
    );
    expect(output).toContain('env.CODES.put("a", encodeEnvelope(text, { ttlSeconds: 60 }))');
    expect(findings[0]?.notes).toEqual([
      expect.stringMatching(/the installed @telnyx\/edge-runtime ignores/),
    ]);
  });

  it("of metadata alone nothing is said, as it ends never", () => {
    const { output, findings } = migrate(sending("metadata: end"));
    expect(output).toContain(stored("url(key)", "{ metadata: end }"));
    expect(findings[0]?.notes).toBeUndefined();
  });
});

describe.each(fixtures)("$name", (fixture) => {
  it("has the reads that the envelope alone has, passes its own check, and a second run has nothing to do", () => {
    const both = migrateText(fixture, fixture.before, { expiry: "both" });
    const envelope = migrateText(fixture, fixture.before, { expiry: "envelope" });
    expect(both.error).toBeUndefined();
    const places = ({ findings, reads }: typeof both): unknown =>
      [...findings, ...reads].map(({ line, column, status, reason }) => ({ line, column, status, reason }));
    expect(places(both)).toEqual(places(envelope));
    expect(migrateText(fixture, both.output, { expiry: "both" }).output).toBe(both.output);
  });
});

it("a ttl that is another each time is told once", () => {
  const { output, findings } = migrate(sending("expiration_ttl: 60 + Math.floor(Math.random() * 10)"));
  expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
  expect(output.match(/Math\.random/g)).toHaveLength(1);
  expect(output).not.toContain("ttl_secs");
});
