// `expiry: "server"`: what moves where, what is left, and that no program of ./programs is the worse for it.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { FACTS, fixtures, migrateText } from "./fixtures.js";

const HEAD = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${encodeURIComponent(key)}\`;
`;

const migrate = (code: string, fileName = "program.mjs"): ReturnType<typeof migrateFile> =>
  migrateFile({ text: HEAD + code, fileName, settings: { expiry: "server" } });

const sending = (fields: string, before = ""): string =>
  `export async function put(key, value, ttl, end) {${before} await fetch(url(key), { method: "PUT", body: JSON.stringify({ value, ${fields} }) }); }\n`;

describe("a ttl moves into the URL", () => {
  it.each([
    ["a number", "expiration_ttl: 3_600", "`${url(key)}?ttl_secs=3600`"],
    ["a text of digits", 'expiration_ttl: "60"', "`${url(key)}?ttl_secs=60`"],
    ["a product", "expiration_ttl: 60 * 60", "`${url(key)}?ttl_secs=${60 * 60}`"],
    ["what comes from outside", "expiration_ttl: ttl", "withTtl(url(key), ttlSeconds(ttl))"],
    ["a fraction", "expiration_ttl: 1.5", "withTtl(url(key), ttlSeconds(1.5))"],
    [
      "more than the service takes",
      "expiration_ttl: 9223372037",
      "withTtl(url(key), ttlSeconds(9223372037))",
    ],
    [
      "an end that is meant for never",
      "expiration: 253402300799",
      "withTtl(url(key), secondsUntil(253402300799000))",
    ],
    ["a default", "expiration_ttl: ttl ?? 60", "withTtl(url(key), ttlSeconds(ttl ?? 60))"],
    [
      "a condition",
      "...(end ? { expiration_ttl: ttl } : {})",
      "withTtl(url(key), ttlSeconds(end ? ttl : undefined))",
    ],
    [
      "an absolute end",
      "expiration: end",
      "withTtl(url(key), secondsUntil(end == null ? undefined : end * 1000))",
    ],
    [
      "both: the ttl wins",
      "expiration_ttl: ttl, expiration: end",
      "withTtl(url(key), ttlSeconds(ttl) ?? secondsUntil(ttl == null ? (end == null ? undefined : end * 1000) : undefined))",
    ],
  ])("%s", (_, fields, url) => {
    const { output, error } = migrate(sending(fields));
    expect(error).toBeUndefined();
    expect(output.slice(output.indexOf("await"))).toBe(
      `await fetch(${url}, { method: "PUT", body: JSON.stringify({ value }) }); }\n`,
    );
  });

  it.each([
    [
      "a text that is written out",
      '"https://api.telnyx.com/v2/storage/kvs/ns/keys/a"',
      '"https://api.telnyx.com/v2/storage/kvs/ns/keys/a?ttl_secs=60"',
    ],
    ["a sum", "base + encodeURIComponent(key)", 'base + encodeURIComponent(key) + "?ttl_secs=60"'],
    ["a template", "`${base}${key}`", "`${base}${key}?ttl_secs=60`"],
    ["one with a query", "`${base}${key}?trace=1`", "withTtl(`${base}${key}?trace=1`, 60)"],
    ["a URL", "new URL(key, base)", "withTtl(new URL(key, base), 60)"],
    ["a URL of a text", "new URL(`${base}${key}`)", "new URL(`${base}${key}?ttl_secs=60`)"],
  ])("of %s", (_, before, after) => {
    const program = (url: string, body: string): string =>
      `const base = "https://api.telnyx.com/v2/storage/kvs/ns/keys/";\nexport const put = (key, value) => fetch(${url}, { method: "PUT", body: JSON.stringify({ ${body} }) });\n`;
    const { output, error } = migrate(program(before, "value, expiration_ttl: 60"));
    expect(error).toBeUndefined();
    expect(output.slice(output.indexOf("const base"))).toBe(program(after, "value"));
  });
});

describe("a body that is there in this call", () => {
  it.each([
    ["by itself", "body: body ? JSON.stringify(body) : undefined"],
    ["asked for otherwise", "body: body === undefined ? undefined : JSON.stringify(body)"],
    ["asked for the other way round", "body: !body ? null : JSON.stringify(body)"],
    ["that is spread", "...(body && { body: JSON.stringify(body) })"],
  ])("%s", (_, body) => {
    const { output, findings } = migrate(
      `const api = (method, key, body) => fetch(url(key), { method, ${body} });\nexport const put = (key, value) => api("PUT", key, { value, expiration_ttl: 60 });\n`,
    );
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(output).toContain('api("PUT", key, { value }, 60)');
  });

  it("but may be nothing where something else decides", () => {
    const { findings } = migrate(
      'export const put = (key, value, ttl) => fetch(url(key), { method: "PUT", body: ttl ? JSON.stringify({ value, expiration_ttl: 60 }) : undefined });\n',
    );
    expect(findings[0]?.reason).toMatch(/can also send another body/);
  });
});

describe("what is said of it", () => {
  const facts = (version: string | null): typeof FACTS => ({ ...FACTS, edgeRuntimeVersion: () => version });
  const text = `import { env } from "@telnyx/edge-runtime";\nexport const put = (value) => env.CODES.put("a", JSON.stringify({ value, expiration_ttl: 60 }));\n`;

  it.each(["server", "both"] as const)("%s: that no version of the edge runtime is seen", (expiry) => {
    const notesWith = (version: string | null): readonly string[] | undefined =>
      migrateFile({ text, fileName: "program.mjs", settings: { expiry }, facts: facts(version) }).findings[0]
        ?.notes;
    expect(notesWith(null)).toEqual([
      expect.stringMatching(
        /which version of @telnyx\/edge-runtime is installed is not seen: .* before 0\.2\.2/,
      ),
    ]);
    expect(notesWith("0.2.2")).toBeUndefined();
  });

  it.each([
    ["a ttl that is nothing", sending("expiration_ttl: null"), /says no expiry.*take the field out/],
    ["a date in milliseconds", sending("expiration: 1893456000000"), /add `ttl_secs`/],
    [
      "a text that is used elsewhere",
      'import { log } from "./log.js";\nexport function put(key, value) { const body = JSON.stringify({ value, expiration_ttl: 60 }); log(body); return fetch(url(key), { method: "PUT", body }); }\n',
      /add `ttl_secs`/,
    ],
    [
      "a field that is set later",
      'export function put(key, value, ttl, more) { const body = { value, ...more }; if (ttl) body.expiration_ttl = ttl; return fetch(url(key), { method: "PUT", body: JSON.stringify(body) }); }\n',
      /add `ttl_secs`/,
    ],
  ])("of %s: nothing of envelopes", (_, code, reason) => {
    const { findings } = migrate(code);
    expect(findings[0]?.reason).toMatch(reason);
    expect(findings[0]?.reason?.replace(/; --expiry envelope would rewrite it$/, "")).not.toMatch(
      /encodeEnvelope|toEnvelope|expiresAtMs|metadata/,
    );
  });
});

it("nor is a function asked later that gives what changes", () => {
  const code =
    'let ttl = 60;\nconst ttlFor = () => ttl;\nexport async function put(key, value) { const body = JSON.stringify({ value, expiration_ttl: ttlFor() }); ttl += 1; await fetch(url(key), { method: "PUT", body }); }\n';
  const { output, findings } = migrate(code);
  expect(output).toBe(HEAD + code);
  expect(findings[0]?.reason).toMatch(/`ttlFor\(\)`, would be asked for at another moment/);
});

it("a field that is spread from another object is said not to be there", () => {
  const { output, findings } = migrate(
    'const defaults = { expiration_ttl: 60 };\nexport const put = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ ...defaults, value }) });\n',
  );
  expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
  expect(output).toContain("withTtl(url(key), ttlSeconds(defaults.expiration_ttl))");
  expect(output).toContain("JSON.stringify({ ...defaults, value, expiration_ttl: undefined })");
});

describe("a ttl that a call gives is asked for as often, and behind the same calls", () => {
  const TTL = 'import { ttlFor } from "./ttl.js";\n';
  it.each([
    [
      "in a text that has a name",
      'export async function put(key, value) { const body = JSON.stringify({ value, expiration_ttl: ttlFor(key) }); await fetch(url(key), { method: "PUT", body }); }\n',
      "const body = JSON.stringify({ value }); await fetch(withTtl(url(key), ttlSeconds(ttlFor(key))), {",
    ],
    [
      "in an object that has one",
      'export async function put(key, value) { const body = { value, expiration_ttl: ttlFor(key) }; await fetch(url(key), { method: "PUT", body: JSON.stringify(body) }); }\n',
      "const body = { value }; await fetch(withTtl(url(key), ttlSeconds(ttlFor(key))), {",
    ],
    [
      "in a binding's text",
      'import { env } from "@telnyx/edge-runtime";\nexport const put = (key, value) => env.S.put(key, JSON.stringify({ value, expiration_ttl: ttlFor(key) }));\n',
      "env.S.put(key, JSON.stringify({ value }), { expirationTtl: ttlSeconds(ttlFor(key)) })",
    ],
    [
      "in a text that another function sends",
      'const send = (key, body) => fetch(url(key), { method: "PUT", body });\nexport const put = (key, value) => { const body = { value, expiration_ttl: ttlFor(key) }; return send(key, JSON.stringify(body)); };\n',
      "return send(key, JSON.stringify(body), ttlSeconds(ttlFor(key)));",
    ],
  ])("%s", (_, code, expected) => {
    const { output, findings } = migrate(TTL + code);
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(output).toContain(expected);
  });

  it.each([
    ["another call", "JSON.stringify({ expiration_ttl: ttlFor(key), value: read(value) })"],
    ["a loop", "JSON.stringify({ value, expiration_ttl: ttlFor(key) })", "for (const each of all(key)) "],
    ["a condition", "JSON.stringify({ value, expiration_ttl: ttlFor(key) })", "if (key) "],
    [
      "what catches an error",
      "JSON.stringify({ value, expiration_ttl: ttlFor(key) })",
      "try { ",
      " } catch {}",
    ],
    ["a way out", "JSON.stringify({ value, expiration_ttl: ttlFor(key) })", "if (!key) return; "],
    [
      "what reads a variable that it may set",
      "JSON.stringify({ value, expiration_ttl: ttlFor(key) })",
      "const other = count; ",
      " count = other + 1;",
    ],
  ])("but not past %s", (_, parts, before = "", behind = "") => {
    const code = `${TTL}import { all, read, seal } from "./more.js";\nlet count = 0;\nexport async function put(key, value) { const body = ${parts}; ${before}await fetch(url(key), { method: "PUT", body });${behind} }\n`;
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(findings[0]?.reason).toMatch(/`ttlFor\(key\)`, would be asked for at another moment than now/);
  });
});

describe("is left, with the reason", () => {
  it.each([
    ["0", sending("expiration_ttl: 0"), /is 0, which is no time to live/],
    ["metadata alone", sending("expiration_ttl: undefined, metadata: end"), undefined],
    [
      "a URL that is made elsewhere, by what others call too",
      `const put = (key, body) => fetch(url(key), { method: "PUT", body: JSON.stringify(body) });\nexport const save = (value) => put("a", { value, expiration_ttl: 60 });\nexport const all = (keys) => keys.map(put);`,
      /the URL is made in another function than the ttl \(line 2, column 34\), and the function is handed on at line 4/,
    ],
    [
      "a read of the field",
      `${sending("expiration_ttl: ttl")}export const ttlOf = async (key) => (await (await fetch(url(key))).json()).expiration_ttl;`,
      /a read of the same store \(line 3, column \d+\) takes the field that would go/,
    ],
    [
      "a body that a type is satisfied by",
      'export const put = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 } satisfies Body) });',
      /`satisfies` names the old fields/,
    ],
    [
      "a constant that a type is satisfied by",
      'export const put = (key, value) => { const body = { value, expiration_ttl: 60 } satisfies Body; return fetch(url(key), { method: "PUT", body: JSON.stringify(body) }); };',
      /`satisfies` names the old fields/,
    ],
    [
      "several bodies for one request",
      'export const put = (key, value, ttl, raw) => fetch(url(key), { method: "PUT", body: raw ? value : JSON.stringify({ value, expiration_ttl: ttl }) });',
      /can also send another body/,
    ],
    [
      "a name that is not known there",
      'export function put(key, value, options) { let body; { const ttl = options.ttl; body = JSON.stringify({ value, expiration_ttl: ttl }); } return fetch(url(key), { method: "PUT", body }); }',
      /`ttl`, which the ttl is made of, is not to be had where the request is made/,
    ],
    [
      "a name that gets another value on the way",
      'export function put(key, value, ttl) { const body = JSON.stringify({ value, expiration_ttl: ttl }); ttl = 1; return fetch(url(key), { method: "PUT", body }); }',
      /`ttl`, which the ttl is made of, may have another value/,
    ],
    [
      "a call past another",
      'import { headers, ttlOf } from "./other.js";\nexport const put = (key, value) => fetch(url(key), { method: "PUT", headers: headers(), body: JSON.stringify({ value, expiration_ttl: ttlOf(key) }) });',
      /would be asked for at another moment than now/,
    ],
    [
      "a ttl in the URL already",
      'export const put = (key, value) => fetch(`${url(key)}?ttl_secs=5`, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });',
      /has a `ttl_secs` already/,
    ],
    [
      "a ttl that a function puts into the URL already",
      'import { withTtl } from "@kv-envelope/runtime";\nexport const put = (key, value) => fetch(withTtl(url(key), 5), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });',
      /has a `ttl_secs` already/,
    ],
    [
      "a client that writes `undefined` as text",
      'import { request } from "undici";\nexport const put = (key, value, ttl) => request(url(key), { method: "PUT", query: { a: 1 }, body: JSON.stringify({ value, expiration_ttl: ttl }) });',
      /may write a ttl that is `undefined` into the query/,
    ],
    [
      "a client that is made with a query",
      'import got from "got";\nconst api = got.extend({ searchParams: { a: 1 } });\nexport const put = (key, value) => api.put(url(key), { json: { value, expiration_ttl: 60 } });',
      /the client is made with a query \(line 3, column \d+\)/,
    ],
  ])("%s", (_, code, reason) => {
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(findings.map(({ status }) => status)).toEqual(reason === undefined ? [] : ["left"]);
    if (reason !== undefined) expect(findings[0]?.reason).toMatch(reason);
  });

  it("in a binding's text beside an option that does nothing on any version, which a later run finds still", () => {
    const code = `import { env } from "@telnyx/edge-runtime";\nexport const put = (key, value) => env.CODES.put(key, JSON.stringify({ value, expiration_ttl: 60 }), { metadata: { a: 1 } });\n`;
    const first = migrate(code);
    expect(first.error).toBeUndefined();
    expect(first.output).toContain(
      "env.CODES.put(key, JSON.stringify({ value }), { metadata: { a: 1 }, expirationTtl: 60 })",
    );
    expect(first.findings[0]?.notes).toContainEqual(
      expect.stringContaining("`metadata` goes on doing nothing"),
    );
    const second = migrate(first.output.slice(HEAD.length));
    expect(second.findings.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^the service is told of its expiry already, and keeps no metadata/),
    ]);
  });

  it("an option of a binding whose runtime ignores it, with the version that does not", () => {
    const text = `import { env } from "@telnyx/edge-runtime";\nawait env.CODES.put("a", "b", { expirationTtl: 60 });\n`;
    const { output, findings } = migrateFile({
      text,
      fileName: "program.mjs",
      settings: { expiry: "server" },
      facts: FACTS,
    });
    expect(output).toBe(text);
    expect(findings[0]?.reason).toMatch(/version 0\.2\.2 is the first that honours it/);
  });
});

describe("a program whose ttls have moved is read as before", () => {
  const metadata =
    'export const tag = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, metadata: { x: 1 } }) });\n';

  it.each([
    ["a text", 'import { withTtl } from "@kv-envelope/runtime";\n', "withTtl(url(key), 60)"],
    ["a URL", 'import { withTtl } from "@kv-envelope/runtime";\n', "withTtl(new URL(url(key)), 60)"],
    ["the module as a whole", 'import * as kv from "@kv-envelope/runtime";\n', "kv.withTtl(url(key), 60)"],
    ["a query that is written out", "", "`${url(key)}?ttl_secs=60`"],
  ])("%s", (_, imports, place) => {
    const moved = `export const put = (key, value) => fetch(${place}, { method: "PUT", body: JSON.stringify({ value }) });\n`;
    const { output, findings, reads } = migrateFile({
      text: imports + HEAD + moved + metadata,
      fileName: "program.mjs",
    });
    expect(reads).toEqual([]);
    expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
    expect(output).toMatch(/encodeEnvelope\(value, \{\s+metadata: \{ x: 1 \},?\s+\}\)/);
    expect(output).toContain(moved);
  });

  it("also where a file of the program has the functions", () => {
    const text = `import { withTtl } from "./kv.mjs";\n${HEAD}export const put = (key, value) => fetch(withTtl(url(key), 60), { method: "PUT", body: JSON.stringify({ value }) });\n${metadata}`;
    const { output, reads } = migrateFile({
      text,
      fileName: "program.mjs",
      facts: { ...FACTS, helpersModule: () => "./kv.mjs" },
    });
    expect(reads).toEqual([]);
    expect(output).toContain("encodeEnvelope(value, { metadata: { x: 1 } })");
  });

  it("but for a function of another module, of which nothing is known", () => {
    const text = `import { withTtl } from "./urls.mjs";\n${HEAD}export const put = (key, value) => fetch(withTtl(url(key), 60), { method: "PUT", body: JSON.stringify({ value }) });\n${metadata}`;
    const { output, findings } = migrateFile({ text, fileName: "program.mjs" });
    expect(output).toBe(text);
    expect(findings.map(({ status }) => status)).toEqual(["left"]);
  });
});

describe.each(fixtures)("$name", (fixture) => {
  it("passes its own check, and a second run has nothing to do", () => {
    const first = migrateText(fixture, fixture.before, { expiry: "server" });
    expect(first.error).toBeUndefined();
    // No read changes.
    expect(first.reads).toEqual([]);
    expect(migrateText(fixture, first.output, { expiry: "server" }).output).toBe(first.output);
  });
});
