import { RuleTester } from "@typescript-eslint/rule-tester";
import { afterAll, describe, it } from "vitest";
import { validTtl } from "../src/rules/valid-ttl.js";
import { located } from "./located.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

const HELPERS = `import { encodeEnvelope, toEnvelope, putWithExpiry, envelopeStore } from "@kv-envelope/runtime";\n`;
const EDGE = `import { env } from "@telnyx/edge-runtime";\n`;
const SDK = `import Telnyx from "telnyx";\nconst client = new Telnyx();\n`;
const URL_TEXT = "https://api.telnyx.com/v2/storage/kvs/${id}/keys/${key}";

/** A write with an envelope that is told about expiry. */
const envelope = (options: string): string => `${HELPERS}const text = encodeEnvelope(value, { ${options} });`;
const binding = (ttl: string): string => `${EDGE}await env.A.put("a", "1", { expirationTtl: ${ttl} });`;
const sdk = (ttl: string): string =>
  `${SDK}await client.storage.kvs.keys.update("a", body, { id, ttl_secs: ${ttl} });`;
const rest = (query: string): string => `await fetch(\`${URL_TEXT}?${query}\`, { method: "PUT", body });`;
/** A write whose URL the runtime's function gives the parameter. */
const told = (given: string, url = `\`${URL_TEXT}\``, module = "@kv-envelope/runtime"): string =>
  `import { withTtl } from "${module}";\nawait fetch(withTtl(${url}, ${given}), { method: "PUT", body });`;

/** A fault of a ttl, reported at what is given, unless the case names another text. */
const span = (
  fault:
    | "milliseconds"
    | "instant"
    | "notPositive"
    | "fraction"
    | "notFinite"
    | "text"
    | "tooLarge"
    | "unrounded",
  given: string,
  consequence: string,
  name = "ttlSeconds",
) =>
  ({
    at: given,
    messageId: fault,
    data: {
      name,
      rule: `\`${name}\` takes whole seconds`,
      given: `\`${given}\``,
      consequence,
    },
  }) as const;

/** The same with the seconds that a helper reckons. */
const reckoned = (helper: "ttlSeconds" | "secondsUntil", given: string): string =>
  `import { ${helper}, withTtl } from "@kv-envelope/runtime";\nawait fetch(withTtl(\`${URL_TEXT}\`, ${helper}(${given})), { method: "PUT", body });`;

const RANGE_ERROR = "`encodeEnvelope` throws a RangeError";
const THOUSANDFOLD = "it lives 1,000 times as long";
const REFUSED = "the service answers 422";
const NO_TTL = "it sets no ttl, and the key never expires";

tester.run("valid-ttl", validTtl, {
  valid: [
    {
      name: "whole seconds",
      code: [
        envelope("ttlSeconds: 60"),
        "encodeEnvelope(value, { ttlSeconds: 24 * 60 * 60 });",
        "toEnvelope(value, { ttlSeconds: 1 });",
        "putWithExpiry(raw, key, value, 3600);",
      ].join("\n"),
    },
    {
      name: "no expiry",
      code: [
        envelope("ttlSeconds: undefined"),
        "encodeEnvelope(value, { ttlSeconds: null });",
        "encodeEnvelope(value);",
        "putWithExpiry(raw, key, value, undefined, { metadata });",
        "putWithExpiry(raw, key, value, void 0);",
      ].join("\n"),
    },
    {
      name: "what a helper makes whole seconds in range of",
      code: reckoned("ttlSeconds", "1.5"),
    },
    { name: "or leaves out", code: reckoned("ttlSeconds", "undefined") },
    { name: "more than the service takes, of a helper", code: reckoned("ttlSeconds", "1e12") },
    { name: "an end far off, of a helper", code: reckoned("secondsUntil", "253402300799000") },
    {
      name: "a function of the program's own that is called alike",
      code: `const ttlSeconds = (ms) => Math.ceil(ms / 1000);\nawait fetch(\`${URL_TEXT}?ttl_secs=\${ttlSeconds(60 * 1000)}\`, { method: "PUT", body });`,
    },
    {
      name: "milliseconds that are divided",
      code: `${HELPERS}const HOUR_MS = 60 * 60 * 1000;\nencodeEnvelope(value, { ttlSeconds: HOUR_MS / 1000 });\nencodeEnvelope(value, { ttlSeconds: Math.ceil((until - Date.now()) / 1000) });\nencodeEnvelope(value, { ttlSeconds: (until - Date.now()) / 1000 });`,
    },
    { name: "a difference of times in seconds", code: sdk("token.exp - Math.floor(Date.now() / 1000)") },
    {
      name: "values that are not known",
      code: [
        envelope("ttlSeconds"),
        "encodeEnvelope(value, { ttlSeconds: ttl });",
        "encodeEnvelope(value, { ttlSeconds: getTtl() });",
        "encodeEnvelope(value, { ttlSeconds: config.ttl * 60 });",
        "encodeEnvelope(value, options);",
        "encodeEnvelope(value, { ...options });",
      ].join("\n"),
    },
    { name: "a number from text", code: envelope("ttlSeconds: Number(process.env.TTL ?? 3600)") },
    { name: "a default that is chosen", code: envelope("ttlSeconds: ttl ?? 60") },
    {
      name: "epoch milliseconds",
      code: [
        envelope("expiresAtMs: Date.now() + 60 * 1000"),
        "encodeEnvelope(value, { expiresAtMs: exp * 1000 });",
        "encodeEnvelope(value, { expiresAtMs: 1700000000000 });",
        "encodeEnvelope(value, { expiresAtMs: (Math.floor(Date.now() / 1000) + 60) * 1000 });",
        "encodeEnvelope(value, { expiresAtMs: date.getTime() });",
        "encodeEnvelope(value, { expiresAtMs: undefined });",
      ].join("\n"),
    },
    { name: "a clock of one's own", code: envelope("expiresAtMs: 1700000000, now: 1600000000") },
    {
      name: "a ttl of 0 that a condition keeps out",
      code: `async function save(key, body, ttl = 0) {\n  const query = ttl > 0 ? \`?ttl_secs=\${ttl}\` : "";\n  await fetch(\`${URL_TEXT}\${query}\`, { method: "PUT", body });\n}\nawait save("a", "1");\nawait save("a", "1", 0);`,
    },
    {
      name: "the same with a statement",
      code: `${HELPERS}function save(ttl) {\n  if (!ttl) return encodeEnvelope(value);\n  return encodeEnvelope(value, { ttlSeconds: ttl });\n}\nsave(0);`,
    },
    {
      name: "the same in an object",
      code: `${HELPERS}const save = (ttl) => encodeEnvelope(value, { ...(ttl ? { ttlSeconds: ttl } : {}) });\nsave(0);`,
    },
    {
      name: "the same with a constant",
      code: `${HELPERS}const TTL = 0;\nencodeEnvelope(value, TTL > 0 ? { ttlSeconds: TTL } : {});`,
    },
    {
      name: "a ttl of either unit that a condition tells apart",
      code: `${HELPERS}function save(ttl) {\n  const seconds = ttl > 100000 ? ttl / 1000 : ttl;\n  return encodeEnvelope(value, { ttlSeconds: seconds });\n}\nsave(3600 * 1000);`,
    },
    {
      name: "a variable that is assigned again",
      code: `${HELPERS}let ttl = 0;\nttl = await load();\nencodeEnvelope(value, { ttlSeconds: ttl });`,
    },
    {
      name: "a parameter that is assigned again",
      code: `${HELPERS}function save(ttl) {\n  ttl = Math.max(ttl, 1);\n  return encodeEnvelope(value, { ttlSeconds: ttl });\n}\nsave(0);`,
    },
    {
      name: "a counter",
      code: `${HELPERS}for (let ttl = 0; ttl < 3; ttl++) encodeEnvelope(value, { ttlSeconds: ttl });`,
    },
    {
      name: "a clock that the file defines",
      code: `${HELPERS}const Date = { now: () => 5 };\nencodeEnvelope(value, { ttlSeconds: Date.now() + 1 });`,
    },
    {
      name: "the parameter of the service, as text or number",
      code: [
        rest("ttl_secs=60"),
        rest("ttl_secs=${ttl}&x=0"),
        rest('ttl_secs=${"3600"}'),
        `${SDK}await client.storage.kvs.keys.update("a", body, { id, ttl_secs: "3600" });`,
      ]
        .join("\n")
        .replace(/(import.*\n)/, "$1"),
    },
    {
      name: "a value that further text belongs to",
      code: [
        rest("ttl_secs=${0}5"),
        rest("ttl_secs=${0}${seconds}"),
        `await fetch(\`${URL_TEXT}\` + "?ttl_secs=" + 0 + "5", { method: "PUT", body });`,
      ].join("\n"),
    },
    ...["60", "ttl", "isShort ? 60 : undefined", "undefined"].map((given) => ({
      name: `the parameter as \`withTtl\` is given it: ${given}`,
      code: told(given),
    })),
    {
      name: "an earlier parameter, which `withTtl` replaces",
      code: told("60", `\`${URL_TEXT}?ttl_secs=0&a=b\``),
    },
    { name: "what further text belongs to", code: told("0", `\`${URL_TEXT}\``).replace(", 0)", ", 0) + 5") },
    { name: "another module's `withTtl`", code: told("0", undefined, "./urls.js") },
    { name: "another parameter", code: rest("retry_secs=0&ttl=0") },
    { name: "a read's query", code: `await fetch(\`${URL_TEXT}?ttl_secs=0\`);` },
    {
      name: "another host",
      code: 'await fetch(`https://kv.example.com/v2/storage/kvs/a/keys/b?ttl_secs=0`, { method: "PUT" });',
    },
    {
      name: "another vendor's ttl in milliseconds",
      code: `import { createClient } from "redis";\nawait createClient().set("a", "1", { PX: 60 * 1000, ttlSeconds: 0 });`,
    },
    {
      name: "Cloudflare's binding",
      code: `import type { KVNamespace } from "@cloudflare/workers-types";\nexport const save = (cache: KVNamespace) => cache.put("a", "1", { expirationTtl: 0 });`,
    },
    {
      name: "a binding that nothing says to be Telnyx's",
      code: `await env.CACHE.put("a", "1", { expirationTtl: 0 });`,
    },
    {
      name: "helpers of the same name from elsewhere",
      code: `import { encodeEnvelope } from "./mail.js";\nencodeEnvelope(value, { ttlSeconds: 0 });`,
    },
    {
      name: "a helper of the same name that the file defines",
      code: `// kvs\nconst putWithExpiry = (store, key, value, ms) => store.put(key, value, { px: ms });\nputWithExpiry(raw, "a", 1, 3600 * 1000);`,
    },
    {
      name: "an envelope by hand, in milliseconds",
      code: `await fetch(\`${URL_TEXT}\`, { method: "PUT", body: JSON.stringify({ value, expires_at: Date.now() + ttl * 1000 }) });`,
    },
    {
      name: "an envelope by hand, in seconds, for a reader of its own",
      code: `await fetch(\`${URL_TEXT}\`, { method: "PUT", body: JSON.stringify({ value, expires_at: Math.floor(Date.now() / 1000) + ttl }) });`,
    },
    {
      name: "the time that has passed, and what is left of another clock's",
      code: `${HELPERS}encodeEnvelope(value, { ttlSeconds: Date.now() - startedAt });\nencodeEnvelope(value, { ttlSeconds: Date.parse(until) / 1000 - now });`,
    },
    {
      name: "a document of one's own with a time in seconds",
      code: `await fetch(\`${URL_TEXT}\`, { method: "PUT", body: JSON.stringify({ token, expires_at: 1700000000 }) });`,
    },
    {
      name: "every option, of which none concerns the code",
      options: [
        {
          writers: ["a.put"],
          readers: ["a.get"],
          helpers: { module: "./kv-envelope.js" },
          serverTtl: ["binding", "cli"],
          baseUrls: ["https://kv.example.com"],
          kvBindings: ["OTHER"],
        },
      ],
      code: `await env.CACHE.put("a", "1", { expirationTtl: 0 });`,
    },
    { name: "an empty file", code: "" },
  ],
  invalid: located([
    // Milliseconds.
    ...[
      ["3600 * 1000", "3600"],
      ["1000 * 60 * 60", "60 * 60"],
      ["60 * 60 * 1_000", "60 * 60"],
      ["minutes * 60 * 1e3", "minutes * 60"],
      ["(hours + 1) * 1000", "(hours + 1)"],
      ["1000 * (hours + 1)", "(hours + 1)"],
    ].map(([given = "", seconds = ""]) => ({
      name: `milliseconds: ${given}`,
      code: envelope(`ttlSeconds: ${given}`),
      errors: [
        {
          ...span("milliseconds", given, THOUSANDFOLD),
          suggestions: [
            {
              messageId: "writeInstead" as const,
              data: { text: seconds, unit: "seconds" },
              output: envelope(`ttlSeconds: ${seconds}`),
            },
          ],
        },
      ],
    })),
    {
      name: "milliseconds of a constant, whole seconds of which are known",
      code: `${HELPERS}const DAY_MS = 24 * 60 * 60 * 1000;\nputWithExpiry(raw, key, value, 7 * DAY_MS);`,
      errors: [
        {
          ...span("milliseconds", "7 * DAY_MS", THOUSANDFOLD),
          suggestions: [
            {
              messageId: "writeInstead",
              output: `${HELPERS}const DAY_MS = 24 * 60 * 60 * 1000;\nputWithExpiry(raw, key, value, 7 * DAY_MS / 1000);`,
            },
          ],
        },
      ],
    },
    {
      name: "milliseconds of a member",
      code: `${HELPERS}const TTL = { session: minutes * 60 * 1000 };\nencodeEnvelope(value, { ttlSeconds: TTL.session });`,
      errors: [{ ...span("milliseconds", "TTL.session", THOUSANDFOLD), suggestions: null }],
    },
    {
      name: "a difference of times",
      code: envelope("ttlSeconds: until - Date.now()"),
      errors: [{ ...span("milliseconds", "until - Date.now()", THOUSANDFOLD), suggestions: null }],
    },
    {
      name: "milliseconds that a caller hands in, to the file's own helper",
      code: `${HELPERS}const kvPut = (key, body) => fetch(\`${URL_TEXT}\`, { method: "PUT", body });\nfunction kvPutWithExpiry(key, value, ttlSeconds, options) {\n  return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }));\n}\nawait kvPutWithExpiry("a", "b", 60 * 1000);\nawait kvPutWithExpiry("a", "b", 0);\nawait kvPutWithExpiry("a", "b");`,
      errors: [
        {
          ...span("milliseconds", "60 * 1000", THOUSANDFOLD),
          suggestions: [
            {
              messageId: "writeInstead",
              output: `${HELPERS}const kvPut = (key, body) => fetch(\`${URL_TEXT}\`, { method: "PUT", body });\nfunction kvPutWithExpiry(key, value, ttlSeconds, options) {\n  return kvPut(key, encodeEnvelope(value, { ...options, ttlSeconds }));\n}\nawait kvPutWithExpiry("a", "b", 60);\nawait kvPutWithExpiry("a", "b", 0);\nawait kvPutWithExpiry("a", "b");`,
            },
          ],
        },
        span("notPositive", "0", RANGE_ERROR),
      ],
    },
    {
      name: "milliseconds whatever a condition says of presence",
      code: `${HELPERS}const save = (ttl) => encodeEnvelope(value, ttl ? { ttlSeconds: ttl * 1000 } : {});\nsave(60);`,
      errors: [
        {
          at: "ttl * 1000",
          messageId: "milliseconds",
          suggestions: [
            {
              messageId: "writeInstead",
              output: `${HELPERS}const save = (ttl) => encodeEnvelope(value, ttl ? { ttlSeconds: ttl } : {});\nsave(60);`,
            },
          ],
        },
      ],
    },
    {
      name: "milliseconds, through the helper that reckons seconds",
      code: reckoned("ttlSeconds", "60 * 1000"),
      errors: [
        {
          ...span("milliseconds", "60 * 1000", THOUSANDFOLD),
          suggestions: [{ messageId: "writeInstead", output: reckoned("ttlSeconds", "60") }],
        },
      ],
    },
    {
      name: "no time to live, through it",
      code: reckoned("ttlSeconds", "0"),
      errors: [span("notPositive", "0", "`ttlSeconds` throws a RangeError")],
    },
    {
      name: "epoch seconds, through the helper of an end",
      code: reckoned("secondsUntil", "1893456000"),
      errors: [
        {
          at: "1893456000",
          messageId: "epochSeconds",
          suggestions: [{ messageId: "writeInstead", output: reckoned("secondsUntil", "1893456000000") }],
        },
      ],
    },
    // Points in time.
    {
      name: "now and a number of unknown unit",
      code: envelope("ttlSeconds: Date.now() + 3600000"),
      errors: [
        {
          ...span("instant", "Date.now() + 3600000", "it lives for decades"),
          suggestions: null,
        },
      ],
    },
    {
      name: "now and evident milliseconds",
      code: envelope("ttlSeconds: Date.now() + 60 * 1000"),
      errors: [
        {
          at: "Date.now() + 60 * 1000",
          messageId: "instant",
          suggestions: [{ messageId: "writeInstead", output: envelope("ttlSeconds: 60") }],
        },
      ],
    },
    {
      name: "now in seconds and a number",
      code: sdk("Math.floor(Date.now() / 1000) + 60"),
      errors: [
        {
          at: "Math.floor(Date.now() / 1000) + 60",
          messageId: "instant",
          suggestions: [{ messageId: "writeInstead", output: sdk("60") }],
        },
      ],
    },
    {
      name: "now as a Date gives it, to the service",
      code: rest("ttl_secs=${new Date().getTime() + 5}"),
      errors: [span("instant", "new Date().getTime() + 5", REFUSED, "ttl_secs")],
    },
    // What is no ttl at all, per target.
    ...["0", "-1", "60 - 60"].map((given) => ({
      name: `not above 0: ${given}`,
      code: envelope(`ttlSeconds: ${given}`),
      errors: [span("notPositive", given, RANGE_ERROR)],
    })),
    {
      name: "a default of 0",
      code: envelope("ttlSeconds: ttl ?? 0"),
      errors: [span("notPositive", "ttl ?? 0", RANGE_ERROR)],
    },
    ...["NaN", "Infinity", "0 / 0", "Number('1h')"].map((given) => ({
      name: `no number: ${given}`,
      code: envelope(`ttlSeconds: ${given}`),
      errors: [span("notFinite", given, RANGE_ERROR)],
    })),
    {
      name: "a fraction, to a helper",
      code: envelope("ttlSeconds: 1.5"),
      errors: [span("fraction", "1.5", "Telnyx KV itself counts whole ones")],
    },
    {
      name: "a fraction, in a constant",
      code: `${HELPERS}const TTL = 500 / 1000;\ntoEnvelope(value, { ttlSeconds: TTL });`,
      errors: [{ at: ["TTL", 2], messageId: "fraction" }],
    },
    {
      name: "text of digits, to a helper",
      code: envelope('ttlSeconds: "3600"'),
      errors: [
        {
          ...span("text", '"3600"', "`encodeEnvelope` throws a TypeError"),
          suggestions: [{ messageId: "writeInstead", output: envelope("ttlSeconds: 3600") }],
        },
      ],
    },
    {
      name: "text of another form",
      code: envelope('ttlSeconds: "1h"'),
      errors: [{ at: '"1h"', messageId: "text", suggestions: null }],
    },
    {
      name: "the environment, which is text",
      code: envelope("ttlSeconds: process.env.TTL"),
      errors: [{ at: "process.env.TTL", messageId: "text" }],
    },
    {
      name: "a parameter that is declared as text",
      code: `${HELPERS}export const save = (ttl: string) => putWithExpiry(raw, key, value, ttl);`,
      errors: [
        {
          at: ["ttl", 2],
          messageId: "text",
          data: {
            rule: "`ttlSeconds` takes whole seconds",
            given: "`ttl`",
            consequence: "`putWithExpiry` throws a TypeError",
          },
        },
      ],
    },
    {
      name: "0, to the binding",
      code: binding("0"),
      errors: [span("notPositive", "0", NO_TTL, "expirationTtl")],
    },
    {
      name: "half a second, to the binding",
      code: binding("0.5"),
      errors: [span("fraction", "0.5", NO_TTL, "expirationTtl")],
    },
    {
      name: "one and a half, to the binding",
      code: binding("1.5"),
      errors: [span("fraction", "1.5", "the binding rounds it down to 1", "expirationTtl")],
    },
    {
      name: "text, to the binding",
      code: binding("`${minutes}`"),
      errors: [span("text", "`${minutes}`", "the binding takes a number", "expirationTtl")],
    },
    {
      name: "NaN, to the binding",
      code: binding("NaN"),
      errors: [span("notFinite", "NaN", "the service has no ttl to go by", "expirationTtl")],
    },
    {
      name: "too large, to the binding",
      code: binding("9223372037"),
      errors: [span("tooLarge", "9223372037", REFUSED, "expirationTtl")],
    },
    ...["0", "-5", "1.5"].map((given) => ({
      name: `in the text of a URL: ${given}`,
      code: rest(`ttl_secs=${given}`),
      errors: [
        {
          ...span(given === "1.5" ? "fraction" : "notPositive", `ttl_secs=${given}`, REFUSED, "ttl_secs"),
          at: given,
        },
      ],
    })),
    {
      name: "in the text of a URL: no number",
      code: rest("a=b&ttl_secs=1h"),
      errors: [{ ...span("text", "ttl_secs=1h", REFUSED, "ttl_secs"), at: "1h" }],
    },
    {
      name: "in a template",
      code: rest("ttl_secs=${minutes * 60 * 1000}"),
      errors: [
        {
          ...span("milliseconds", "minutes * 60 * 1000", THOUSANDFOLD, "ttl_secs"),
          suggestions: [{ messageId: "writeInstead", output: rest("ttl_secs=${minutes * 60}") }],
        },
      ],
    },
    ...[
      ["0", `\`${URL_TEXT}\``],
      ["-5", `new URL(\`${URL_TEXT}\`)`],
      ["0", `\`${URL_TEXT}?ttl_secs=60&a=b#c\``],
    ].map(([given = "", url]) => ({
      name: `as \`withTtl\` is given it: ${given} of ${url ?? ""}`,
      code: told(given, url),
      errors: [span("notPositive", given, REFUSED, "ttl_secs")],
    })),
    {
      name: "as `withTtl` is given it by a function's caller",
      code: `import { withTtl } from "@kv-envelope/runtime";
const put = (url, seconds) => fetch(withTtl(url, seconds), { method: "PUT", body });
put(\`${URL_TEXT}\`, minutes * 60 * 1000);`,
      errors: [
        {
          ...span("milliseconds", "minutes * 60 * 1000", THOUSANDFOLD, "ttl_secs"),
          suggestions: [
            {
              messageId: "writeInstead",
              output: `import { withTtl } from "@kv-envelope/runtime";
const put = (url, seconds) => fetch(withTtl(url, seconds), { method: "PUT", body });
put(\`${URL_TEXT}\`, minutes * 60);`,
            },
          ],
        },
      ],
    },
    {
      name: "in a concatenation",
      code: `await fetch(\`${URL_TEXT}\` + "?ttl_secs=" + 0, { method: "PUT", body });`,
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "in URLSearchParams",
      code: `await fetch(\`${URL_TEXT}?\${new URLSearchParams({ ttl_secs: String(0.5) })}\`, { method: "PUT", body });`,
      errors: [{ at: "String(0.5)", messageId: "fraction" }],
    },
    {
      name: "in a URL's searchParams",
      code: `const url = new URL(\`${URL_TEXT}\`);\nurl.searchParams.set("ttl_secs", \`\${ttl * 1000}\`);\nawait fetch(url, { method: "PUT", body });`,
      errors: [{ at: "`${ttl * 1000}`", messageId: "milliseconds", suggestions: null }],
    },
    {
      name: "in a client's options",
      code: `import axios from "axios";\nawait axios.put(\`${URL_TEXT}\`, body, { params: { ttl_secs: 0 } });`,
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "in a function's URL, from its caller",
      code: `const save = (key, ttl) => fetch(\`${URL_TEXT}?ttl_secs=\${ttl}\`, { method: "PUT", body });\nsave("a", 0);`,
      errors: [span("notPositive", "0", REFUSED, "ttl_secs")],
    },
    {
      name: "to the SDK, in both of its forms",
      code: `${sdk("0")}\nawait client.storage.kvs.keys.update("a", { id, body, ttl_secs: 1.5 });`,
      errors: [span("notPositive", "0", REFUSED, "ttl_secs"), span("fraction", "1.5", REFUSED, "ttl_secs")],
    },
    {
      name: "to the SDK, text that is no number",
      code: sdk('"1h"'),
      errors: [{ at: '"1h"', messageId: "text", suggestions: null }],
    },
    {
      name: "to the SDK, a difference that is not rounded",
      code: sdk("(until - Date.now()) / 1000"),
      errors: [span("unrounded", "(until - Date.now()) / 1000", REFUSED, "ttl_secs")],
    },
    // Ends.
    {
      name: "an end in seconds, computed",
      code: envelope("expiresAtMs: Math.floor(Date.now() / 1000) + 60"),
      errors: [
        {
          at: "Math.floor(Date.now() / 1000) + 60",
          messageId: "epochSeconds",
          suggestions: [
            {
              messageId: "writeInstead",
              data: { text: "(Math.floor(Date.now() / 1000) + 60) * 1000", unit: "epoch milliseconds" },
              output: envelope("expiresAtMs: (Math.floor(Date.now() / 1000) + 60) * 1000"),
            },
          ],
        },
      ],
    },
    {
      name: "an end in seconds, written out",
      code: envelope("expiresAtMs: 1700000000"),
      errors: [
        {
          at: "1700000000",
          messageId: "epochSeconds",
          suggestions: [{ messageId: "writeInstead", output: envelope("expiresAtMs: 1700000000000") }],
        },
      ],
    },
    {
      name: "an end in seconds, in a store's options",
      code: `${HELPERS}const store = envelopeStore(raw);\nawait store.put("a", value, { expiresAtMs: Date.now() / 1000 });`,
      errors: [
        {
          at: "Date.now() / 1000",
          messageId: "epochSeconds",
          suggestions: [
            {
              messageId: "writeInstead",
              output: `${HELPERS}const store = envelopeStore(raw);\nawait store.put("a", value, { expiresAtMs: (Date.now() / 1000) * 1000 });`,
            },
          ],
        },
      ],
    },
    {
      name: "an end that is text",
      code: envelope("expiresAtMs: '2026-01-01'"),
      errors: [{ at: "'2026-01-01'", messageId: "text", suggestions: null }],
    },
    {
      name: "an end that is none",
      code: envelope("expiresAtMs: 0"),
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "an end that is no number",
      code: envelope("expiresAtMs: NaN"),
      errors: [{ at: "NaN", messageId: "notFinite" }],
    },
    // Where the helpers and the calls come from.
    {
      name: "the helpers under another name, of a namespace, of CommonJS",
      code: `import { encodeEnvelope as encode } from "@kv-envelope/runtime";\nimport * as kv from "@kv-envelope/runtime";\nconst { toEnvelope } = require("@kv-envelope/runtime");\nencode(1, { ttlSeconds: 0 });\nkv.encodeEnvelope(1, { ttlSeconds: 0 });\ntoEnvelope(1, { ttlSeconds: 0 });`,
      errors: [1, 2, 3].map((nth) => ({ at: ["0", nth], messageId: "notPositive" })),
    },
    {
      name: "options that are a constant, or spread",
      code: `${HELPERS}const options = { ttlSeconds: 0 };\nencodeEnvelope(value, options);`,
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "option `helpers`",
      options: [{ helpers: { module: "./kv-envelope.js" } }],
      code: `import { kvPutWithExpiry } from "./kv-envelope.js";\nawait kvPutWithExpiry("a", value, 0);`,
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "option `writers`, beside a write",
      options: [{ writers: ["store.save"] }],
      code: binding("0"),
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "option `readers`, beside a write",
      options: [{ readers: ["store.get"] }],
      code: binding("0"),
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "option `baseUrls`",
      options: [{ baseUrls: ["https://kv.example.com"] }],
      code: `await fetch("https://kv.example.com/v2/storage/kvs/a/keys/b?ttl_secs=0", { method: "PUT", body });`,
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "option `kvBindings`",
      options: [{ kvBindings: ["CACHE"] }],
      code: `await env.CACHE.put("a", "1", { expirationTtl: 0 });`,
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "option `serverTtl`: a ttl that is honoured still has to be one",
      options: [{ serverTtl: ["binding"] }],
      code: binding("0"),
      errors: [{ at: "0", messageId: "notPositive" }],
    },
    {
      name: "a setting in place of the option",
      settings: { "kv-envelope": { kvBindings: ["CACHE"] } },
      code: `await env.CACHE.put("a", "1", { expirationTtl: 0 });`,
      errors: [{ at: "0", messageId: "notPositive" }],
    },
  ]),
});
