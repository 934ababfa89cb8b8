// `expiry: "server"` with `envelopes`: what our helpers put into envelopes is ended by the service, and no read changes.
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { fixtures, migrateText } from "./fixtures.js";

const HEAD = `import { encodeEnvelope, toEnvelope, unwrapResponse, unwrapText } from "@kv-envelope/runtime";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${encodeURIComponent(key)}\`;
`;
const BY_SERVICE: Settings = { expiry: "server", envelopes: true };

const migrate = (code: string, settings = BY_SERVICE): ReturnType<typeof migrateFile> =>
  migrateFile({
    text: HEAD + code,
    fileName: "program.mjs",
    settings,
    facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CODES"] },
  });

const GET = `export const get = async (key) => { const res = await fetch(url(key)).then((response) => unwrapResponse(response, { as: "payload", legacy: true })); return res.ok ? (await res.json()).value : null; };\n`;
const put = (options: string): string =>
  `export const put = (key, value, ttl, end) => fetch(url(key), { method: "PUT", body: encodeEnvelope(value, ${options}) });\n`;

describe("the end goes to the service", () => {
  it.each([
    [
      "a number",
      put("{ ttlSeconds: 60 }"),
      'fetch(`${url(key)}?ttl_secs=60`, { method: "PUT", body: encodeEnvelope(value) })',
    ],
    [
      "what comes from outside",
      put("{ ttlSeconds: ttl }"),
      'fetch(withTtl(url(key), ttlSeconds(ttl)), { method: "PUT", body: encodeEnvelope(value) })',
    ],
    [
      "an absolute end",
      put("{ expiresAtMs: end }"),
      'fetch(withTtl(url(key), secondsUntil(end)), { method: "PUT", body: encodeEnvelope(value) })',
    ],
    [
      "metadata stays",
      put("{ ttlSeconds: 60, metadata: { end } }"),
      "body: encodeEnvelope(value, { metadata: { end } }) })",
    ],
    [
      "an object that JSON is made of",
      'export const put = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify(toEnvelope(value, { ttlSeconds: 5 })) });\n',
      'fetch(`${url(key)}?ttl_secs=5`, { method: "PUT", body: JSON.stringify(toEnvelope(value)) })',
    ],
    [
      "an object that a client makes JSON of",
      'import axios from "axios";\nexport const put = (key, value) => axios.put(url(key), toEnvelope(value, { ttlSeconds: 5 }));\n',
      "axios.put(`${url(key)}?ttl_secs=5`, toEnvelope(value))",
    ],
    [
      "a binding",
      'import { env } from "@telnyx/edge-runtime";\nexport const put = (key, value) => env.CODES.put(key, encodeEnvelope(value, { ttlSeconds: 5 }));\n',
      "env.CODES.put(key, encodeEnvelope(value), { expirationTtl: 5 })",
    ],
    [
      "the SDK",
      'import Telnyx from "telnyx";\nexport const put = (key, value) => new Telnyx().storage.kvs.keys.update(key, encodeEnvelope(value, { ttlSeconds: 5 }), { id: "ns" });\n',
      'keys.update(key, encodeEnvelope(value), { id: "ns", ttl_secs: 5 })',
    ],
    [
      "a URL that is made in a helper",
      'const kvPut = (key, body) => fetch(url(key), { method: "PUT", body });\nexport const put = (key, value) => kvPut(key, encodeEnvelope(value, { ttlSeconds: 5 }));\n',
      "export const put = (key, value) => kvPut(key, encodeEnvelope(value), 5);",
    ],
    [
      "a text in a variable",
      'export function put(key, value) { const body = encodeEnvelope(value, { ttlSeconds: 5 }); return fetch(url(key), { method: "PUT", body }); }\n',
      "const body = encodeEnvelope(value); return fetch(`${url(key)}?ttl_secs=5`",
    ],
  ])("%s", (_, code, expected) => {
    const { output, error, findings, reads } = migrate(code + GET);
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => ({ status, reason }))).toEqual([
      { status: "rewritten", reason: undefined },
    ]);
    expect(output).toContain(expected);
    // No read changes.
    expect(reads).toEqual([]);
    expect(output).toContain(GET);
    expect(migrateFile({ text: output, fileName: "program.mjs", settings: BY_SERVICE }).output).toBe(output);
  });

  it("only where that is asked for", () => {
    const code = put("{ ttlSeconds: 60 }") + GET;
    expect(migrate(code, { expiry: "server" })).toMatchObject({ output: HEAD + code, findings: [] });
    expect(migrate(code, {})).toMatchObject({ output: HEAD + code, findings: [] });
  });

  it("and mistaken writes are mended in the same run", () => {
    const { output } = migrate(
      `${put("{ ttlSeconds: 60 }")}export const old = (value) => fetch(url("old"), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 5 }) });\n`,
    );
    expect(output).toContain("encodeEnvelope(value)");
    expect(output).toContain('`${url("old")}?ttl_secs=5`');
  });
});

describe("is left, with the reason", () => {
  it.each([
    ["metadata that may be empty", put("{ ttlSeconds: 5, metadata: ttl }"), /may be `\{\}`/],
    [
      "an end that is asked for in the earliest form of answers",
      `${put("{ ttlSeconds: 5 }")}export const endOf = async (key) => (await (await fetch(url(key)).then((response) => unwrapResponse(response, { as: "data" }))).json()).data.expiration;\n`,
      /the end of an entry is asked for \(line 4\)/,
    ],
    ["both ends", put("{ ttlSeconds: ttl, expiresAtMs: end }"), /given twice/],
    ["an end that is put together", put("{ ...(end ? { ttlSeconds: 5 } : {}) }"), /is put together/],
    [
      "an end that is asked for",
      `${put("{ ttlSeconds: 5 }")}export const endOf = async (key) => JSON.parse(await (await fetch(url(key))).text()).expires_at;\n`,
      /the end of an entry is asked for \(line 4\)/,
    ],
    [
      "a read that is none of ours",
      `${put("{ ttlSeconds: 5 }")}export const raw = async (key) => JSON.parse(await (await fetch(url(key))).text()).value;\n`,
      /a read of the same store \(line 4, column \d+\) takes envelopes apart otherwise/,
    ],
    [
      "an envelope that is made by hand",
      'export const put = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expires_at: Date.now() + ttl * 1000 }) });\n',
      /the envelope is made by hand/,
    ],
    [
      "a text that goes out twice",
      'export async function put(value) { const body = encodeEnvelope(value, { ttlSeconds: 5 }); await fetch(url("a"), { method: "PUT", body }); await fetch(url("b"), { method: "PUT", body }); }\n',
      /goes out through several requests/,
    ],
    [
      "a text that is kept elsewhere, too",
      'import { writeFile } from "node:fs/promises";\nexport async function put(value) { const body = encodeEnvelope(value, { ttlSeconds: 5 }); await writeFile("a", body); await fetch(url("a"), { method: "PUT", body }); }\n',
      /is also used at/,
    ],
  ])("%s", (_, code, reason) => {
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(["left"]));
    expect(findings[0]?.reason).toMatch(reason);
  });

  it.each([
    [
      "said to the service already",
      'export const put = (key, value) => fetch(`${url(key)}?ttl_secs=5`, { method: "PUT", body: encodeEnvelope(value, { ttlSeconds: 5 }) });\n',
    ],
    ["without an end", put("{ metadata: ttl }")],
    [
      "written elsewhere",
      'import { redis } from "./redis.js";\nexport const put = (key, value) => redis.set(key, encodeEnvelope(value, { ttlSeconds: 5 }));\n',
    ],
  ])("nothing is said of an envelope %s", (_, code) => {
    expect(migrate(code)).toMatchObject({ output: HEAD + code, findings: [] });
  });
});

/** What an envelope run wrote, and who goes on to the service's own expiry. */
describe.each(fixtures.filter(({ after }) => after !== undefined))(
  "$name, migrated to envelopes",
  (fixture) => {
    it("passes its own check, and a second run has nothing to do", () => {
      const first = migrateText(fixture, fixture.after ?? "", BY_SERVICE);
      expect(first.error).toBeUndefined();
      expect(migrateText(fixture, first.output, BY_SERVICE).output).toBe(first.output);
    });
  },
);
