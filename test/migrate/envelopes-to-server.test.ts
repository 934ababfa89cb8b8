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
      "both ends: the ttl is asked first",
      put(
        "{ ttlSeconds: ttl, expiresAtMs: ttl == null ? (end == null ? undefined : end * 1000) : undefined }",
      ),
      'fetch(withTtl(url(key), ttlSeconds(ttl) ?? secondsUntil(end == null ? undefined : end * 1000)), { method: "PUT", body: encodeEnvelope(value) })',
    ],
    [
      "an end under a condition",
      put("{ ...(end ? { ttlSeconds: 5 } : {}) }"),
      'fetch(withTtl(url(key), ttlSeconds(end ? 5 : undefined)), { method: "PUT", body: encodeEnvelope(value) })',
    ],
    [
      "options in a variable",
      'export function put(key, value) { const options = { ttlSeconds: 5 }; return fetch(url(key), { method: "PUT", body: encodeEnvelope(value, options) }); }\n',
      'const options = {}; return fetch(`${url(key)}?ttl_secs=5`, { method: "PUT", body: encodeEnvelope(value, options) });',
    ],
    [
      "options that are always the same",
      'const HOUR = { ttlSeconds: 3600 };\nexport const put = (key, value) => fetch(url(key), { method: "PUT", body: encodeEnvelope(value, HOUR) });\n',
      'fetch(withTtl(url(key), ttlSeconds(HOUR.ttlSeconds)), { method: "PUT", body: encodeEnvelope(value, { ...HOUR, ttlSeconds: undefined }) })',
    ],
    [
      "a text with more around",
      'export const put = (key, value) => fetch(url(key), { method: "PUT", body: encodeEnvelope(value, { ttlSeconds: 5 }) + "\\n" });\n',
      'body: encodeEnvelope(value) + "\\n" })',
    ],
    [
      "bytes",
      'export const put = (key, value) => fetch(url(key), { method: "PUT", body: Buffer.from(encodeEnvelope(value, { ttlSeconds: 5 }), "utf8") });\n',
      'fetch(`${url(key)}?ttl_secs=5`, { method: "PUT", body: Buffer.from(encodeEnvelope(value), "utf8") })',
    ],
    [
      "bytes of an encoder",
      'export const put = (key, value) => fetch(url(key), { method: "PUT", body: new TextEncoder().encode(encodeEnvelope(value, { ttlSeconds: 5 })) });\n',
      "body: new TextEncoder().encode(encodeEnvelope(value)) })",
    ],
    [
      "an upload of the SDK",
      'import Telnyx, { toFile } from "telnyx";\nexport const put = async (key, value) => new Telnyx().storage.kvs.keys.update(key, await toFile(Buffer.from(JSON.stringify(toEnvelope(value, { ttlSeconds: 5 })))), { id: "ns" });\n',
      'keys.update(key, await toFile(Buffer.from(JSON.stringify(toEnvelope(value)))), { id: "ns", ttl_secs: 5 })',
    ],
    [
      "a response as a body",
      'import Telnyx from "telnyx";\nexport const put = (key, value) => new Telnyx().storage.kvs.keys.update(key, { id: "ns", body: new Response(encodeEnvelope(value, { ttlSeconds: 5 })) });\n',
      'keys.update(key, { id: "ns", body: new Response(encodeEnvelope(value)), ttl_secs: 5 })',
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

  it("each of several envelopes that go out through one helper", () => {
    const { output, error, findings } = migrate(
      `const send = (key, body) => fetch(url(key), { method: "PUT", body });
export const a = (value) => send("a", encodeEnvelope(value, { ttlSeconds: 5 }));
export const b = (value, end) => send("b", encodeEnvelope(value, { expiresAtMs: end }));
export const c = (value) => send("c", JSON.stringify({ value }));
${GET}`,
    );
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten", "rewritten"]);
    expect(output).toContain('send("a", encodeEnvelope(value), 5);');
    expect(output).toContain('send("b", encodeEnvelope(value), secondsUntil(end));');
    expect(output).toContain('send("c", JSON.stringify({ value }));');
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

/** An envelope that a program makes itself, with the check of the service's page. */
const own = (end: string, more = ""): string =>
  `export const put = (key, value, ttl, end) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, ${end}${more} }) });\n`;
const check = (expired: string): string =>
  `export const get = async (key) => { const entry = await (await fetch(url(key))).json(); return ${expired} ? null : entry.value; };\n`;
const CHECK = check("Date.now() > entry.expires_at");

describe("the end of an envelope that is made by hand goes to the service", () => {
  it.each([
    ["a ttl", "expires_at: Date.now() + ttl * 1000", "withTtl(url(key), ttlSeconds(ttl))"],
    ["turned round", "expires_at: 1000 * 60 + new Date().getTime()", "`${url(key)}?ttl_secs=60`"],
    ["milliseconds", "expires_at: Date.now() + 60_000", "`${url(key)}?ttl_secs=60`"],
    [
      "a text",
      "expires_at: Date.now() + process.env.TTL * 1000",
      "ttlSeconds(process.env.TTL ? Number(process.env.TTL) : undefined)",
    ],
    ["part of a second", "expires_at: Date.now() + 1500", "secondsUntil(Date.now() + 1500)"],
    ["a date", "expires_at: end.getTime()", "withTtl(url(key), secondsUntil(end.getTime()))"],
    [
      "a condition",
      "expires_at: ttl ? Date.now() + ttl * 1000 : undefined",
      "withTtl(url(key), ttlSeconds(ttl ? ttl : undefined))",
    ],
    [
      "what is spread",
      "...(ttl && { expires_at: Date.now() + ttl * 1000 })",
      "withTtl(url(key), ttlSeconds(ttl || undefined))",
    ],
  ])("%s", (_, end, place) => {
    const { output, error, findings, reads } = migrate(own(end) + CHECK);
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(output).toContain(place);
    expect(output).toContain("body: JSON.stringify({ value }) });");
    expect(output).toContain(CHECK);
    expect(reads).toEqual([]);
  });

  it("beside one that is left, and goes out through the same helper", () => {
    const { output, error, findings } = migrate(
      `const send = (key, body) => fetch(url(key), { method: "PUT", body });
export const set = (key, value, ttl) => send(key, JSON.stringify({ value, expires_at: Date.now() + ttl * 1000 }));
export const pin = (key, value) => send(key, JSON.stringify({ value, expires_at: 9e15 }));
${CHECK}`,
    );
    expect(error).toBeUndefined();
    expect(findings.map(({ status }) => status)).toEqual(["rewritten", "left"]);
    expect(output).toContain("send(key, JSON.stringify({ value }), ttlSeconds(ttl))");
    expect(output).toContain("send(key, JSON.stringify({ value, expires_at: 9e15 }));");
  });

  it("the present of the program's own clock is not asked for any more", () => {
    const clock = "const now = () => Date.now();\n";
    const { output, findings } = migrate(clock + own("expires_at: now() + ttl * 1000") + CHECK);
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(output).toContain("withTtl(url(key), ttlSeconds(ttl))");
  });

  it("the pair that an earlier run has made is taken for what its callers pass", () => {
    const raw = 'const put = (key, body) => fetch(url(key), { method: "PUT", body });\n';
    const pair = `${raw}function putWithExpiry(key, value, ttlSeconds, options) {\n  return put(key, encodeEnvelope(value, { ...options, ttlSeconds }));\n}\n`;
    const statuses = (calls: string): unknown[] =>
      migrate(pair + calls + GET).findings.map(({ status, reason }) => reason ?? status);
    expect(statuses("export const save = (value) => putWithExpiry(value, value, 5);\n")).toEqual([
      "rewritten",
    ]);
    expect(
      statuses("export const save = (value) => putWithExpiry(value, value, 5, { metadata: { a: 1 } });\n"),
    ).toEqual(["rewritten"]);
    expect(
      statuses("export const save = (value, m) => putWithExpiry(value, value, 5, { metadata: m });\n"),
    ).toEqual([expect.stringMatching(/may be `\{\}`/)]);
  });

  it("metadata stays", () => {
    const { output } = migrate(own("expires_at: Date.now() + 5000", ", metadata: { end }") + CHECK);
    expect(output).toContain("JSON.stringify({ value, metadata: { end } })");
  });

  it.each([
    ["turned round", "entry.expires_at < Date.now()"],
    ["by name alone", "new Date(entry.expires_at) <= new Date()"],
    ["asked for first", "entry.expires_at && entry.expires_at < Date.now()"],
    ["asked for as a truth", "Boolean(entry.expires_at) && entry.expires_at < Date.now()"],
    ["asked for otherwise", 'typeof entry.expires_at === "number" && entry.expires_at < Date.now()'],
    ["asked for by name", '"expires_at" in entry && entry.expires_at < Date.now()'],
    ["with a choice", "(entry.expires_at === undefined ? false : Date.now() > entry.expires_at)"],
    ["what is left", "entry.expires_at - Date.now() <= 0"],
    ["with a default", "(entry.expires_at ?? Infinity) < Date.now()"],
    ["turned about", "!(Date.now() <= entry.expires_at) && entry.expires_at !== undefined"],
  ])("where the check takes none for alive: %s", (_, expired) => {
    const { findings } = migrate(own("expires_at: Date.now() + ttl * 1000") + check(expired));
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
  });

  it.each([
    ["the other way round", "!(entry.expires_at > Date.now())"],
    ["none is no entry", "!entry.expires_at || entry.expires_at < Date.now()"],
    ["it must be a number", '(() => { if (typeof entry.expires_at !== "number") throw new Error(); })()'],
    ["a default that has passed", "(entry.expires_at ?? 0) < Date.now()"],
    ["by name", '!("expires_at" in entry)'],
    ["what is left is told", "Math.max(0, entry.expires_at - Date.now())"],
    ["it is handed on", "track(entry.expires_at)"],
  ])("but not where it does not: %s", (_, expired) => {
    const code = own("expires_at: Date.now() + ttl * 1000") + check(expired);
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(findings[0]?.reason).toMatch(
      /what asks for the end \(line 4, column \d+\) would do something else/,
    );
  });

  it.each([
    [
      "through a function",
      "const isExpired = (entry) => entry.expires_at < Date.now();\n",
      "isExpired(entry)",
    ],
    [
      "of the end alone",
      "const hasPassed = (at, now = Date.now()) => at < now;\n",
      "hasPassed(entry.expires_at)",
    ],
    ["in a variable", "", "((at) => at < Date.now())(entry.expires_at)"],
  ])("the check is followed %s", (_, before, expired) => {
    const { findings } = migrate(own("expires_at: Date.now() + ttl * 1000") + before + check(expired));
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
  });

  it.each([
    [
      "while another is fetched",
      "export async function get(key) { const entry = await (await fetch(url(key))).json(); if (Date.now() > entry.expires_at) refresh(key); return entry.value; }\n",
    ],
    [
      "where none is to be had",
      "export async function get(key) { const entry = await (await fetch(url(key))).json(); const isOld = Date.now() > entry.expires_at; if (!isOld) return entry.value; try { return await load(key); } catch { return entry.value; } }\n",
    ],
    [
      "with a word on it",
      "export async function get(key) { const { value, expires_at } = await (await fetch(url(key))).json(); return { value, isOld: Date.now() > expires_at }; }\n",
    ],
    [
      "by a condition that only logs",
      'export async function get(key) { const { value, expires_at } = await (await fetch(url(key))).json(); Date.now() > expires_at && console.warn("old"); return value; }\n',
    ],
  ])("the value is used after its end, %s", (_, code) => {
    const { output, findings } = migrate(own("expires_at: Date.now() + ttl * 1000") + code);
    expect(output).toBe(HEAD + own("expires_at: Date.now() + ttl * 1000") + code);
    expect(findings[0]?.reason).toMatch(/the value of an entry that has ended is used \(line 4/);
  });

  it.each([
    ["a choice", "return Date.now() > entry.expires_at ? null : entry.value;"],
    [
      "the other way round",
      "if (Date.now() <= entry.expires_at || entry.expires_at === undefined) return entry.value; return null;",
    ],
    ["a condition", "return !(Date.now() > entry.expires_at) && entry.value;"],
    [
      "a throw",
      'if (Date.now() > entry.expires_at) { await remove(key); throw new Error("gone"); } const { value } = entry; return value;',
    ],
  ])("it is not behind %s", (_, lines) => {
    const { findings } = migrate(
      `${own("expires_at: Date.now() + ttl * 1000")}export async function get(key) { const entry = await (await fetch(url(key))).json(); ${lines} }\n`,
    );
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
  });

  it.each([
    ["an entry that is old before its end", check("Date.now() > entry.expires_at - 60_000")],
    ["and one that is about to end", check("entry.expires_at - Date.now() < 5000")],
  ])("the end is needed for %s", (_, code) => {
    const { output, findings } = migrate(own("expires_at: Date.now() + ttl * 1000") + code);
    expect(output).toBe(HEAD + own("expires_at: Date.now() + ttl * 1000") + code);
    expect(findings[0]?.reason).toMatch(/what asks for the end/);
  });

  it.each([
    [
      "written back",
      'export async function touch(key) { const entry = await (await fetch(url(key))).json(); entry.value.seen = 1; await fetch(url(key), { method: "PUT", body: JSON.stringify(entry) }); }\n',
    ],
    [
      "written back by a function",
      'const save = (key, entry) => fetch(url(key), { method: "PUT", body: JSON.stringify(entry) });\nexport async function touch(key) { const entry = structuredClone(await (await fetch(url(key))).json()); entry.value = 1; await save(key, entry); }\n',
    ],
    [
      "what a request is answered with",
      "export async function show(key, res) { const entry = await (await fetch(url(key))).json(); res.json(entry); }\n",
    ],
    [
      "what a caller that is not seen gets",
      "export async function load(key) { return (await fetch(url(key))).json(); }\n",
    ],
  ])("an entry as a whole keeps its end: %s", (_, code) => {
    const { output, findings } = migrate(own("expires_at: Date.now() + ttl * 1000") + CHECK + code);
    expect(output).toBe(HEAD + own("expires_at: Date.now() + ttl * 1000") + CHECK + code);
    expect(findings[0]?.reason).toMatch(/goes on as a whole \(line \d+, column \d+\), with the end/);
  });

  it("what is shown to a person is no entry that goes on", () => {
    const { findings } = migrate(
      `${own("expires_at: Date.now() + ttl * 1000")}export const get = async (key) => { const entry = await (await fetch(url(key))).json(); console.log(entry); return Date.now() > entry.expires_at ? null : entry.value; };\n`,
    );
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
  });

  it("null for no end is what the check has to take as it takes none", () => {
    const end = "expires_at: ttl ? Date.now() + ttl * 1000 : null";
    const statuses = (expired: string): unknown[] =>
      migrate(own(end) + check(expired)).findings.map(({ status }) => status);
    expect(statuses("entry.expires_at !== null && entry.expires_at < Date.now()")).toEqual(["rewritten"]);
    // To this one `null` is 1970.
    expect(statuses("entry.expires_at < Date.now()")).toEqual(["left"]);
  });

  it.each([
    [
      "seconds",
      own("expires_at: Math.floor(Date.now() / 1000) + ttl") + CHECK,
      /nothing says that `expires_at` is a time in milliseconds/,
    ],
    ["what comes from outside", own("expires_at: end") + CHECK, /nothing says that `expires_at`/],
    [
      "a read by a helper",
      own("expires_at: Date.now() + 5000") + GET,
      /is a helper's, which takes what has no end/,
    ],
    [
      "a read that is handed on",
      `${own("expires_at: Date.now() + 5000")}import { open } from "./open.js";\nexport const get = async (key) => open(await (await fetch(url(key))).json());\n`,
      /gets to where it can't be followed/,
    ],
    [
      "an end that is set later",
      `export function put(key, value, ttl) { const entry = { value }; entry.expires_at = Date.now() + ttl * 1000; return fetch(url(key), { method: "PUT", body: JSON.stringify(entry) }); }\n${CHECK}`,
      /the end is set later than the object/,
    ],
  ])("is left: %s", (_, code, reason) => {
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(findings[0]?.reason).toMatch(reason);
  });

  it("a record with an end of its own is none", () => {
    const code = `export const put = (key, token) => fetch(url(key), { method: "PUT", body: JSON.stringify({ token, expires_at: Date.now() + 5000 }) });\n`;
    expect(migrate(code)).toMatchObject({ output: HEAD + code, findings: [] });
  });
});

describe("an entry that a helper decodes", () => {
  const DECODER = 'import { decodeEnvelope } from "@kv-envelope/runtime";\n';
  const TEXT = "decodeEnvelope(await (await fetch(url(key))).text())";
  const PUT = 'fetch(url(key), { method: "PUT", body: encodeEnvelope';

  it.each([
    [
      "is written back with its end",
      `export async function touch(key) { const entry = ${TEXT}; if (entry) await ${PUT}(entry.value, { expiresAtMs: entry.expiresAtMs }) }); }\n`,
      /the end of an entry is asked for/,
    ],
    [
      "is written back with all that lies beside the value",
      `export async function touch(key) { const { value, ...rest } = ${TEXT} ?? {}; await ${PUT}(value, rest) }); }\n`,
      /an entry goes on with the end that it has/,
    ],
    [
      "is handed on to what takes its end for an option",
      `const save = (key, value, options) => ${PUT}(value, { expiresAtMs: options.expiresAtMs }) });\nexport async function touch(key) { const entry = ${TEXT}; if (entry) await save(key, entry.value, entry); }\n`,
      /the end of an entry is asked for/,
    ],
    ["leaves the program", `export const load = async (key) => ${TEXT};\n`, /an entry goes on with the end/],
  ])("keeps its end where it %s", (_, code, reason) => {
    const all = DECODER + put("{ ttlSeconds: 60 }") + code;
    const { output, findings } = migrate(all);
    expect(output).toBe(HEAD + all);
    expect(findings[0]?.reason).toMatch(reason);
  });

  it.each([
    ["its value is taken", `export const get = async (key) => ${TEXT}?.value ?? null;\n`],
    [
      "it goes through a function of the program",
      `const load = async (key) => ${TEXT};\nexport const get = async (key) => (await load(key))?.value ?? null;\n`,
    ],
    [
      "it is handed over itself",
      "export const get = (key) => fetch(url(key)).then((res) => res.text()).then(decodeEnvelope).then((entry) => entry && entry.value);\n",
    ],
    [
      "an option has the name of the end",
      `const save = (key, value, options) => ${PUT}(value, { expiresAtMs: options.expiresAtMs }) });\nexport const later = (key, value) => { const expiresAtMs = Date.now() + 5000; return save(key, value, { expiresAtMs }); };\n${GET}`,
    ],
  ])("does without where %s", (_, code) => {
    const { findings } = migrate(DECODER + put("{ ttlSeconds: 60 }") + code);
    expect(new Set(findings.map(({ status, reason }) => reason ?? status))).toEqual(new Set(["rewritten"]));
  });
});

describe("our stores tell the service", () => {
  const STORES = `import { env } from "@telnyx/edge-runtime";\nimport { envelopeStore, putWithExpiry } from "@kv-envelope/runtime";\nimport { restStore, typedStore } from "@kv-envelope/runtime/stores";\nconst store = envelopeStore(restStore({ namespaceId: "ns", apiKey: "k" }));\n`;

  it.each([
    [
      "putWithExpiry(env.CODES, key, value, ttl)",
      "putWithExpiry(env.CODES, key, value, ttl, { serverTtl: true })",
    ],
    [
      "putWithExpiry(env.CODES, key, value, undefined, { expiresAtMs: end })",
      "putWithExpiry(env.CODES, key, value, undefined, { expiresAtMs: end, serverTtl: true })",
    ],
    ["store.putWithExpiry(key, value, 60)", "store.putWithExpiry(key, value, 60, { serverTtl: true })"],
    [
      "store.put(key, value, { ttlSeconds: 60 })",
      "store.put(key, value, { ttlSeconds: 60, serverTtl: true })",
    ],
    [
      'typedStore(restStore({ namespaceId: "ns", apiKey: "k" })).put(key, value, { ttlSeconds: ttl })',
      'typedStore(restStore({ namespaceId: "ns", apiKey: "k" })).put(key, value, { ttlSeconds: ttl, serverTtl: true })',
    ],
  ])("%s", (before, after) => {
    const code = (call: string): string => `${STORES}export const put = (key, value, ttl, end) => ${call};\n`;
    const { output, error, findings } = migrate(code(before));
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(output).toBe(HEAD + code(after));
    expect(migrate(code(after)).findings).toEqual([]);
    expect(migrate(code(before), { expiry: "server" }).findings).toEqual([]);
  });

  it("a program that names nothing but our stores", () => {
    const code = `import { putWithExpiry, getWithExpiry } from "@kv-envelope/runtime";
import { restStore } from "@kv-envelope/runtime/stores";
const kv = restStore({ namespaceId: "ns-1", apiKey: process.env.TELNYX_API_KEY });
export const set = (key, value, ttl) => putWithExpiry(kv, key, value, ttl);
export const get = (key) => getWithExpiry(kv, key);
`;
    const of = (settings: Settings): ReturnType<typeof migrateFile> =>
      migrateFile({ text: code, fileName: "program.mjs", settings });
    expect(of(BY_SERVICE).output).toBe(code.replace("value, ttl);", "value, ttl, { serverTtl: true });"));
    expect(of({ expiry: "server" }).findings).toEqual([]);
  });

  it("with the options of several callers", () => {
    const code = (options: string): string =>
      `${STORES}const put = (key, value, options) => store.put(key, value, ${options});
export const a = () => put("a", 1, { ttlSeconds: 60 });
export const b = (end) => put("b", 1, { expiresAtMs: end });
`;
    const { output, error, findings } = migrate(code("options"));
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten", "rewritten"]);
    expect(output).toBe(HEAD + code("{ ...options, serverTtl: true }"));
  });

  it("a text that a store of ours is given as it is", () => {
    const code = (call: string): string =>
      `import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";
import { restStore } from "@kv-envelope/runtime/stores";
const kv = restStore({ namespaceId: "ns-1", apiKey: "k" });
export const set = (key, value) => ${call};
export const get = async (key) => unwrapText(await kv.get(key));
`;
    const { output, error, findings } = migrateFile({
      text: code("kv.put(key, encodeEnvelope(value, { ttlSeconds: 60 }))"),
      fileName: "program.mjs",
      settings: BY_SERVICE,
    });
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(output).toBe(code("kv.put(key, encodeEnvelope(value), { expirationTtl: 60 })"));
  });

  it.each([
    ["told already", "store.put(key, value, { ttlSeconds: 60, serverTtl: true })"],
    ["declined", "store.put(key, value, options)"],
    ["without an end", "store.put(key, value, { metadata: { a: 1 } })"],
    ["without one that counts", "putWithExpiry(env.CODES, key, value, undefined)"],
    ["over a store of which nothing is known", "putWithExpiry({ put: save, get: load }, key, value, 60)"],
  ])("nothing is said of what is %s", (_, call) => {
    const code = `${STORES}import { load, save } from "./own.js";\nexport const put = (key, value, options) => ${call};\n`;
    expect(migrate(code)).toMatchObject({ output: HEAD + code, findings: [] });
  });

  it("but for a binding whose runtime ignores it", () => {
    const text = `${STORES}export const put = (key, value) => putWithExpiry(env.CODES, key, value, 60);\n`;
    const { findings } = migrateFile({
      text,
      fileName: "program.mjs",
      settings: BY_SERVICE,
      facts: { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => ["CODES"] },
    });
    expect(findings[0]?.reason).toMatch(/the installed @telnyx\/edge-runtime ignores `expirationTtl`/);
  });
});

describe("is left, with the reason", () => {
  it.each([
    ["metadata that may be empty", put("{ ttlSeconds: 5, metadata: ttl }"), /may be `\{\}`/],
    [
      "an end that is asked for in the earliest form of answers",
      `${put("{ ttlSeconds: 5 }")}export const endOf = async (key) => (await (await fetch(url(key)).then((response) => unwrapResponse(response, { as: "data" }))).json()).data.expiration;\n`,
      /the end of an entry is asked for \(line 4, column \d+\)/,
    ],
    [
      "an end that is given twice",
      put("{ ...(end ? { ttlSeconds: 5 } : { ttlSeconds: ttl }) }"),
      /given twice/,
    ],
    [
      "an end that others hand in",
      `const put = (key, value, options) => fetch(url(key), { method: "PUT", body: encodeEnvelope(value, options) });\nexport const save = (value) => put("a", value, { ttlSeconds: 5 });\n`,
      /is said elsewhere than in the options that the helper is given \(line 4, column 50\)/,
    ],
    [
      "an end by another clock",
      put("{ ttlSeconds: ttl, now: () => Date.now() + 5000 }"),
      /reckoned by a clock that the helper is given \(line 3, column \d+\)/,
    ],
    [
      "options that others add to",
      put("{ ttlSeconds: 5, ...end }"),
      /may say more than is visible here|may be `\{\}`/,
    ],
    [
      "one of two envelopes",
      'export const put = (key, value, big) => fetch(url(key), { method: "PUT", body: big ? encodeEnvelope(value, { ttlSeconds: 5 }) : encodeEnvelope(value, { ttlSeconds: 60 }) });\n',
      /the same request also sends another payload \(line 3, column \d+\)/,
    ],
    [
      "an envelope beside another text",
      'export const put = (key, value, ttl) => { let body; if (ttl) body = encodeEnvelope(value, { ttlSeconds: ttl }); else body = JSON.stringify({ value, pinned: true }); return fetch(url(key), { method: "PUT", body }); };\n',
      /the same request also sends another payload/,
    ],
    [
      "an end that is asked for",
      `${put("{ ttlSeconds: 5 }")}export const endOf = async (key) => JSON.parse(await (await fetch(url(key))).text()).expires_at;\n`,
      /the end of an entry is asked for \(line 4, column \d+\)/,
    ],
    [
      "a read that is none of ours",
      `${put("{ ttlSeconds: 5 }")}export const raw = async (key) => JSON.parse(await (await fetch(url(key))).text()).value;\n`,
      /a read of the same store \(line 4, column \d+\) takes envelopes apart otherwise/,
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
