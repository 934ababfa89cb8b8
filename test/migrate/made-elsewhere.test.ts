// `expiry: "server"` where a function makes what is written and another one sends it: the ttl goes to the request by way of
// the caller of the first.
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const HEAD = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
`;
const SEND = 'const send = (key, body) => fetch(url(key), { method: "PUT", body });\n';

const migrate = (code: string, settings: Settings = { expiry: "server" }): ReturnType<typeof migrateFile> =>
  migrateFile({ text: HEAD + code, fileName: "program.mjs", settings });

describe("the caller of what makes a payload says the ttl", () => {
  it.each([
    [
      "that it passes",
      `const payload = (value, ttl) => ({ value, expiration_ttl: ttl });
export const save = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify(payload(value, ttl)) });
`,
      `const payload = (value) => ({ value });
export const save = (key, value, ttl) => fetch(withTtl(url(key), ttlSeconds(ttl)), { method: "PUT", body: JSON.stringify(payload(value)) });
`,
    ],
    [
      "to the function that sends it",
      `${SEND}const payload = (value, ttl) => JSON.stringify({ value, expiration_ttl: ttl });
export const save = (key, value, ttl) => send(key, payload(value, ttl));
`,
      `const payload = (value) => JSON.stringify({ value });
export const save = (key, value, ttl) => send(key, payload(value), ttlSeconds(ttl));
`,
    ],
    [
      "each of several",
      `${SEND}const session = (user) => JSON.stringify({ value: { user }, expiration_ttl: 60 });
export const one = () => send("a", session("x"));
export const two = (user) => send("b", session(user));
`,
      `const session = (user) => JSON.stringify({ value: { user } });
export const one = () => send("a", session("x"), 60);
export const two = (user) => send("b", session(user), 60);
`,
    ],
    [
      "as it is reckoned there",
      `const MINUTE = 60;
const entry = (value, minutes, more) => ({ value, expiration_ttl: minutes * MINUTE, more });
export const save = (key, minutes) => fetch(url(key), { method: "PUT", body: JSON.stringify(entry(key, minutes + 1, 2)) });
`,
      `const entry = (value, minutes, more) => ({ value, more });
export const save = (key, minutes) => fetch(withTtl(url(key), ttlSeconds((minutes + 1) * MINUTE || undefined)), { method: "PUT", body: JSON.stringify(entry(key, minutes + 1, 2)) });
`,
    ],
    [
      "of its own object",
      `export class Store { ttl = 60;
  wrap(value, ttl) { return JSON.stringify({ value, expiration_ttl: ttl ?? this.ttl }); }
  put(key, value, ttl) { return fetch(url(key), { method: "PUT", body: this.wrap(value, ttl) }); } }
`,
      `  wrap(value) { return JSON.stringify({ value }); }
  put(key, value, ttl) { return fetch(withTtl(url(key), ttlSeconds(ttl ?? this.ttl)), { method: "PUT", body: this.wrap(value) }); } }
`,
    ],
  ])("%s", (_, code, expected) => {
    const { output, error, findings } = migrate(code);
    expect(error).toBeUndefined();
    expect(new Set(findings.map(({ status, reason }) => reason ?? status))).toEqual(new Set(["rewritten"]));
    expect(output).toContain(expected);
    expect(migrate(output.slice(output.indexOf(HEAD) + HEAD.length)).findings).toEqual([]);
  });

  it("of an envelope, too", () => {
    const { output, findings } = migrateFile({
      text: `import { encodeEnvelope } from "@kv-envelope/runtime";\n${HEAD}${SEND}const make = (value, ttl) => encodeEnvelope(value, { ttlSeconds: ttl });\nexport const save = (key, value) => send(key, make(value, 60));\n`,
      fileName: "program.mjs",
      settings: { expiry: "server", envelopes: true },
    });
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(output).toContain("const make = (value) => encodeEnvelope(value);");
    expect(output).toContain("send(key, make(value), 60);");
  });

  it("and an envelope beside it keeps its own", () => {
    const { output } = migrate(
      `${SEND}const payload = (value, ttl) => JSON.stringify({ value, expiration_ttl: ttl });
export const save = (key, value, ttl) => send(key, payload(value, ttl));
`,
      { expiry: "both" },
    );
    expect(output).toContain("const payload = (value, ttl) => encodeEnvelope(value, { ttlSeconds: ttl });");
    expect(output).toContain("send(key, payload(value, ttl), ttlSeconds(ttl));");
  });

  it.each([
    [
      "a ttl that is made anew each time",
      `const payload = (value, ttl) => ({ value, expiration_ttl: ttl });
let count = 0; const next = () => ++count;
export const save = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify(payload(value, next())) });
`,
      /no call leads there from the function that says the ttl/,
    ],
    [
      "a name of its own",
      `const payload = (value) => { const ttl = value.length; return { value, expiration_ttl: ttl }; };
export const save = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify(payload(value)) });
`,
      /no call leads there from the function that says the ttl/,
    ],
    [
      "a payload that others look at",
      `const payload = (value, ttl) => ({ value, expiration_ttl: ttl });
export const save = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify(payload(value, ttl)) });
export const ttlOf = (ttl) => payload(1, ttl).expiration_ttl;
`,
      /is also used at/,
    ],
    [
      "two ttls of one request",
      `const payload = (value, ttl) => JSON.stringify({ value, expiration_ttl: ttl });
export const save = (key, value, big) => fetch(url(key), { method: "PUT", body: big ? payload(value, 60) : payload(value, 5) });
`,
      /no call leads there from the function that says the ttl/,
    ],
    [
      "two ttls of one call",
      `${SEND}const payload = (value, ttl) => JSON.stringify({ value, expiration_ttl: ttl });
export const save = (key, value, big) => { const body = big ? payload(value, 60) : payload(value, 5); return send(key, body); };
`,
      /./,
    ],
    [
      "a ttl that is there by default",
      `const payload = (value, ttl = 60) => ({ value, expiration_ttl: ttl });
export const save = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify(payload(value)) });
`,
      /no call leads there from the function that says the ttl/,
    ],
    [
      "a function that is handed on",
      `const payload = (value, ttl) => ({ value, expiration_ttl: ttl });
export const save = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify(payload(value, ttl)) });
export const all = (values) => values.map(payload);
`,
      /./,
    ],
  ])("but not %s", (_, code, reason) => {
    const { output, findings } = migrate(code);
    expect(output).toBe(HEAD + code);
    expect(findings[0]?.reason).toMatch(reason);
  });
});
