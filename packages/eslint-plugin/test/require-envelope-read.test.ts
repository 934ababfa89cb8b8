import path from "node:path";
import { RuleTester } from "@typescript-eslint/rule-tester";
import type { InvalidTestCase, ValidTestCase } from "@typescript-eslint/rule-tester";
import { Linter } from "eslint";
import { afterAll, describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import type { Settings } from "@kv-envelope/detector";
import { requireEnvelopeRead } from "../src/rules/require-envelope-read.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

type Options = readonly [Settings?];
type Invalid = InvalidTestCase<"uncheckedRead" | "readEnvelope", Options>;

const ENV = `import { env } from "@telnyx/edge-runtime";\n`;
const HEAD = `import { decodeEnvelope, encodeEnvelope, envelopeStore, putWithExpiry, unwrapJsonText, unwrapResponse, unwrapText } from "@kv-envelope/runtime";\n${ENV}`;
const KEY = "`session/${id}`";
const WRITE = `await env.KV.put(${KEY}, encodeEnvelope(session, { ttlSeconds: 60 }));\n`;
const GET = `env.KV.get(${KEY})`;
const UNWRAPPED = `${GET}\n  .then((storedRaw) => unwrapText(storedRaw, { as: "payload" }))`;
const url = (key: string): string => `\`https://api.telnyx.com/v2/storage/kvs/\${ns}/keys/${key}\``;

/** A read at `read`, which stands once in the code, and what the suggestion makes of it. */
function unchecked(
  name: string,
  code: string,
  read: string,
  rewritten: string | undefined,
  members = "`value`",
  more: Partial<Invalid> = {},
): Invalid {
  const at = code.lastIndexOf(read);
  const before = code.slice(0, at).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  return {
    name,
    code,
    errors: [
      {
        messageId: "uncheckedRead",
        line: before.length,
        column,
        endLine: before.length,
        endColumn: column + read.length,
        ...(rewritten === undefined ? {} : { data: { members, reason: "" } }),
        suggestions:
          rewritten === undefined
            ? []
            : [
                {
                  messageId: "readEnvelope",
                  output: code.slice(0, at) + rewritten + code.slice(at + read.length),
                },
              ],
      },
    ],
    ...more,
  };
}

const silent = (
  name: string,
  code: string,
  more: Partial<ValidTestCase<Options>> = {},
): ValidTestCase<Options> => ({ name, code, ...more });

/** The service page's helpers over its quick start's. */
const PAGE = `
async function kvGet(key) {
  const res = await fetch(${url("${key}")});
  if (res.status === 404) return null;
  return await res.text();
}
async function kvPut(key, value) {
  await fetch(${url("${key}")}, { method: "PUT", body: value });
}
export async function kvPutWithExpiry(key, value, ttlSeconds) {
  await kvPut(key, JSON.stringify({ value, expires_at: Date.now() + ttlSeconds * 1000 }));
}
export async function kvGetWithExpiry(key) {
  const raw = await kvGet(key);
  if (raw === null) return null;
  const { value, expires_at } = JSON.parse(raw);
  return Date.now() > expires_at ? null : value;
}
`;

tester.run("require-envelope-read", requireEnvelopeRead, {
  valid: [
    silent("a file without any KV", "const entry = JSON.parse(text).value; const expires_at = 1;"),
    silent(
      "a read that a helper of ours unwraps",
      `${HEAD}${WRITE}const raw = await ${GET}.then(unwrapText);\nuse(JSON.parse(raw).name);`,
    ),
    silent(
      "a read that is decoded by hand",
      `${HEAD}${WRITE}const entry = decodeEnvelope(await ${GET});\nuse(entry?.value);`,
    ),
    silent(
      "a read that checks the expiry itself",
      `${HEAD}${WRITE}const { value, expires_at: end } = JSON.parse(await ${GET});\nuse(end > Date.now() ? value : null);`,
    ),
    silent(
      "the same in a function of the file",
      `${HEAD}${WRITE}const isExpired = (entry) => Date.now() > entry.expires_at;\nconst entry = JSON.parse(await ${GET});\nuse(isExpired(entry) ? null : entry.value);`,
    ),
    silent(
      "the same on a second parse of the text",
      `${HEAD}${WRITE}const raw = await ${GET};\nif (JSON.parse(raw).expires_at > Date.now()) use(JSON.parse(raw).value);`,
    ),
    silent(
      "a check in code that is not visible here",
      `import { open } from "./envelopes.js";\n${HEAD}${WRITE}const entry = JSON.parse(await ${GET});\nuse(open(entry), entry.value);`,
    ),
    silent(
      "a look at what the entry has",
      `${HEAD}${WRITE}const entry = JSON.parse(await ${GET});\nuse(Object.hasOwn(entry, "expires_at") ? entry.value : entry);`,
    ),
    silent(
      "a schema that may check",
      `import { entrySchema } from "./schemas.js";\n${HEAD}${WRITE}use(entrySchema.parse(JSON.parse(await ${GET})).value);`,
    ),
    silent("a text that nothing takes apart", `${HEAD}${WRITE}return_(new Response(await ${GET}));`),
    silent(
      "an entry that is kept for others",
      `${HEAD}${WRITE}cache.entry = JSON.parse(await ${GET});\nuse(cache.entry.value);`,
    ),
    silent("keys of another kind", `${HEAD}${WRITE}use(JSON.parse(await env.KV.get("flag/banner")).value);`),
    silent(
      "keys below those of the envelopes",
      `${HEAD}${WRITE}use(JSON.parse(await env.KV.get(\`session/\${id}/log\`)).value, JSON.parse(await env.KV.get("session/1/log")).value);`,
    ),
    silent("another binding", `${HEAD}${WRITE}use(JSON.parse(await env.FLAGS.get(${KEY})).value);`),
    silent(
      "what a function of another file makes of an answer",
      `import { authed } from "./authed.js";\n${HEAD}const call = authed(fetch);\nawait call(${url("session/1")}, { method: "PUT", body: encodeEnvelope(a, { ttlSeconds: 1 }) });\nconst res = await call(${url("session/1")});\nuse((await res.json()).value);`,
    ),
    silent(
      "what a client of another file makes of it",
      `import { api } from "@/lib/api";\n${HEAD}await fetch(${url("session/1")}, { method: "PUT", body: encodeEnvelope(a, { ttlSeconds: 1 }) });\nuse((await api.get(${url("session/1")})).data.value);`,
    ),
    silent(
      "another namespace",
      `${HEAD}await fetch(${url("session/1")}, { method: "PUT", body: encodeEnvelope(a, { ttlSeconds: 1 }) });\nconst res = await fetch(${url("session/1").replace("ns", "other")});\nuse((await res.json()).value);`,
    ),
    silent(
      "a pair for any data, of which the file takes no value",
      `${HEAD}export const save = (key, text) => env.KV.put(key, encodeEnvelope(text, { ttlSeconds: 60 }));\nexport const load = async (key) => JSON.parse(await env.KV.get(key)).name;`,
    ),
    silent(
      "plain entries",
      `${ENV}await env.KV.put(${KEY}, JSON.stringify({ value: 1 })); // expires_at\nuse(JSON.parse(await ${GET}).value);`,
    ),
    silent(
      "the user's own data with an expires_at",
      `${ENV}await env.KV.put("token", JSON.stringify({ access_token, expires_at }));\nuse(JSON.parse(await env.KV.get("token")).access_token);`,
    ),
    silent(
      "an envelope that the service deletes, too",
      `${HEAD}await env.KV.put(${KEY}, encodeEnvelope(session, { ttlSeconds: 60 }), { expirationTtl: 60 });\nuse(JSON.parse(await ${GET}).value);`,
    ),
    silent(
      "the same over HTTP",
      `${HEAD}await fetch(${url("session/1")} + "?ttl_secs=60", { method: "PUT", body: encodeEnvelope(a, { ttlSeconds: 60 }) });\nuse((await (await fetch(${url("session/1")})).json()).value);`,
    ),
    silent(
      "the same through a function that puts it into the URL",
      `import { encodeEnvelope, ttlSeconds, withTtl } from "@kv-envelope/runtime";\nexport const save = (a, ttl) =>\n  fetch(withTtl(${url("session/1")}, ttlSeconds(ttl)), { method: "PUT", body: encodeEnvelope(a, { ttlSeconds: ttl }) });\nuse((await (await fetch(${url("session/1")})).json()).value);`,
    ),
    silent(
      "a read that belongs to a mistaken write: no-verbatim-fields rewrites both",
      `${HEAD}${WRITE}await env.KV.put(${KEY}, text, { metadata: owner });\nuse(JSON.parse(await ${GET}).value);`,
    ),
    silent(
      "another platform's binding of the same look",
      `import type { KVNamespace } from "@cloudflare/workers-types";\nimport { encodeEnvelope } from "@kv-envelope/runtime";\nexport async function load(kv: KVNamespace) {\n  await kv.put("a", encodeEnvelope(1, { ttlSeconds: 60 }));\n  return JSON.parse(await kv.get("a")).value;\n}`,
    ),
    silent(
      "a function of the same name from elsewhere",
      `import { encodeEnvelope } from "./mail.js";\n${ENV}await env.KV.put("mail/1", encodeEnvelope(mail)); // expires_at\nuse(JSON.parse(await env.KV.get("mail/1")).value);`,
    ),
    silent(
      "a reader from another file, which may look at the expiry itself",
      `import { encodeEnvelope } from "@kv-envelope/runtime";\nimport { kvGet, kvPut } from "./kv.js";\nawait kvPut(${KEY}, encodeEnvelope(session, { ttlSeconds: 60 }));\nuse(JSON.parse(await kvGet(${KEY})).value);`,
    ),
    silent(
      "the same with one that a setting declares",
      `import { encodeEnvelope } from "@kv-envelope/runtime";\nimport { kvPut, readKv } from "./kv.js";\nawait kvPut(${KEY}, encodeEnvelope(session, { ttlSeconds: 60 }));\nuse(JSON.parse(await readKv(${KEY})).value);`,
      { settings: { "kv-envelope": { readers: ["readKv"] } } },
    ),
    silent("the page's own helpers", PAGE),
    silent(
      "a store of envelopes and its own reads",
      `${HEAD}const store = envelopeStore(env.KV);\nawait store.putWithExpiry(${KEY}, session, 60);\nuse((await store.getWithExpiry(${KEY})).value);`,
    ),
    silent("a store of which no setting speaks", `${ENV}use(JSON.parse(await env.KV.get("a")).value);`, {
      settings: { "kv-envelope": { envelopeStores: ["SESSIONS"] } },
    }),
  ],
  invalid: [
    unchecked(
      "a value that is taken out of an envelope",
      `${HEAD}${WRITE}const raw = await ${GET};\nuse(JSON.parse(raw).value);`,
      GET,
      UNWRAPPED,
    ),
    unchecked(
      "an envelope written by hand",
      `${HEAD}await env.KV.put(${KEY}, JSON.stringify({ value: session, expires_at: Date.now() + 60_000 }));\nconst raw = await ${GET};\nuse(raw === null ? null : JSON.parse(raw).value);`,
      GET,
      UNWRAPPED,
    ),
    unchecked(
      "what was stored, looked for beside the envelope's fields",
      `${HEAD}${WRITE}const entry = JSON.parse(await ${GET});\nuse(entry.userId, entry.roles);`,
      GET,
      `${GET}.then(unwrapText)`,
      "`userId`, `roles`",
    ),
    unchecked(
      "parsed by the binding",
      `${HEAD}${WRITE}const { value } = await env.KV.get(${KEY}, { type: "json" });`,
      `env.KV.get(${KEY}, { type: "json" })`,
      `${GET}\n  .then((raw) => unwrapJsonText(raw, { as: "payload" }))`,
    ),
    unchecked(
      "over HTTP",
      `${HEAD}await fetch(${url("session/${id}")}, { method: "PUT", body: encodeEnvelope(session, { ttlSeconds: 60 }) });\nconst res = await fetch(${url("session/${id}")});\nconst { value } = await res.json();`,
      `fetch(${url("session/${id}")})`,
      `fetch(${url("session/${id}")})\n  .then((response) => unwrapResponse(response, { as: "payload" }))`,
    ),
    unchecked(
      "in a chain of promises",
      `${HEAD}await fetch(${url("a")}, { method: "PUT", body: encodeEnvelope(session, { ttlSeconds: 60 }) });\nfetch(${url("a")}).then((res) => res.json()).then((entry) => use(entry.value));`,
      `fetch(${url("a")})`,
      `fetch(${url("a")}).then((response) => unwrapResponse(response, { as: "payload" }))`,
    ),
    unchecked(
      "a write whose URL would say when the service deletes it, and says nothing",
      `import { encodeEnvelope, unwrapResponse, withTtl } from "@kv-envelope/runtime";\nawait fetch(withTtl(${url("a")}, undefined), { method: "PUT", body: encodeEnvelope(session, { ttlSeconds: 60 }) });\nfetch(${url("a")}).then((res) => res.json()).then((entry) => use(entry.value));`,
      `fetch(${url("a")})`,
      `fetch(${url("a")}).then((response) => unwrapResponse(response, { as: "payload" }))`,
    ),
    unchecked(
      "one key of those that are written",
      `${HEAD}${WRITE}const raw = await env.KV.get("session/guest");\nuse(JSON.parse(raw).value);`,
      `env.KV.get("session/guest")`,
      `env.KV.get("session/guest")\n  .then((storedRaw) => unwrapText(storedRaw, { as: "payload" }))`,
    ),
    unchecked(
      "a binding that a helper of ours writes to",
      `${HEAD}await putWithExpiry(env.KV, ${KEY}, session, 60);\nconst raw = await ${GET};\nuse(JSON.parse(raw).value);`,
      GET,
      UNWRAPPED,
    ),
    unchecked(
      "a binding under a store of envelopes",
      `${HEAD}const store = envelopeStore(env.KV);\nawait store.put(${KEY}, session, { ttlSeconds: 60 });\nconst raw = await ${GET};\nuse(JSON.parse(raw).value);`,
      GET,
      UNWRAPPED,
    ),
    unchecked(
      "helpers from another module, which a setting names",
      `import { encodeEnvelope, unwrapText } from "#kv-envelope";\n${ENV}${WRITE}const raw = await ${GET};\nuse(JSON.parse(raw).value);`,
      GET,
      UNWRAPPED,
      "`value`",
      { settings: { "kv-envelope": { helpers: { module: "#kv-envelope" } } } },
    ),
    unchecked(
      "the raw helper where the page's own should be",
      `import { unwrapText } from "@kv-envelope/runtime";${PAGE}export async function handler(id) {\n  await kvPutWithExpiry(${KEY}, "x", 60);\n  return JSON.parse(await kvGet(${KEY})).value;\n}`,
      `kvGet(${KEY})`,
      `kvGet(${KEY}).then((raw) => unwrapText(raw, { as: "payload" }))`,
    ),
    unchecked(
      "a pair of functions for any key",
      `${HEAD}export async function save(key, text) {\n  await env.KV.put(key, encodeEnvelope(text, { ttlSeconds: 60 }));\n}\nexport async function load(key) {\n  const raw = await env.KV.get(key);\n  return raw === null ? null : JSON.parse(raw).value;\n}`,
      "env.KV.get(key)",
      `env.KV.get(key).then((storedRaw) => unwrapText(storedRaw, { as: "payload" }))`,
    ),
    unchecked(
      "methods of a class",
      `import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";\nimport type { KvNamespace } from "@telnyx/edge-runtime";\nclass Sessions {\n  constructor(private readonly kv: KvNamespace) {}\n  async save(id: string, text: string) {\n    await this.kv.put(\`session/\${id}\`, encodeEnvelope(text, { ttlSeconds: 60 }));\n  }\n  async load(id: string): Promise<string> {\n    return JSON.parse((await this.kv.get(\`session/\${id}\`))!).value;\n  }\n}`,
      "this.kv.get(`session/${id}`)",
      'this.kv.get(`session/${id}`).then((raw) => unwrapText(raw, { as: "payload" }))',
    ),
    unchecked(
      "the SDK",
      `import Telnyx from "telnyx";\nimport { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";\nconst { keys } = new Telnyx().storage.kvs;\nawait keys.update("a", encodeEnvelope(session, { ttlSeconds: 60 }), { id });\nconst response = await keys.retrieve("a", { id });\nuse((await response.json()).value);`,
      `keys.retrieve("a", { id })`,
      `keys.retrieve("a", { id })\n  .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", client: "telnyx" }))`,
    ),
    {
      name: "the import that the suggestion needs",
      code: `${ENV}await env.KV.put(${KEY}, JSON.stringify({ value: session, expires_at: end }));\nuse(JSON.parse(await ${GET}).value);`,
      errors: [
        {
          messageId: "uncheckedRead",
          line: 3,
          column: 22,
          endLine: 3,
          endColumn: 22 + GET.length,
          suggestions: [
            {
              messageId: "readEnvelope",
              output: `import { env } from "@telnyx/edge-runtime";\nimport { unwrapText } from "@kv-envelope/runtime";\nawait env.KV.put(${KEY}, JSON.stringify({ value: session, expires_at: end }));\nuse(JSON.parse(await ${GET}.then((raw) => unwrapText(raw, { as: "payload" }))).value);`,
            },
          ],
        },
      ],
    },
    unchecked(
      "no suggestion where it would be a guess",
      `${HEAD}${WRITE}const pending = ${GET};\nconst entry = JSON.parse(await pending);\nuse(entry.value, entry.ttl);`,
      GET,
      undefined,
    ),
    unchecked(
      "a request by a function of the file's own",
      `${HEAD}const authed = (at, init) => fetch(at, init);\nawait authed(${url("session/2")}, { method: "PUT", body: encodeEnvelope(a, { ttlSeconds: 1 }) });\nconst res = await authed(${url("session/2")});\nuse((await res.json()).value);`,
      `authed(${url("session/2")})`,
      `authed(${url("session/2")})\n  .then((response) => unwrapResponse(response, { as: "payload" }))`,
    ),
    unchecked(
      "a binding that another file exports",
      `import { env } from "./env.js";\nimport { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";\n${WRITE}use(JSON.parse(await ${GET}).value);`,
      GET,
      `${GET}.then((raw) => unwrapText(raw, { as: "payload" }))`,
      "`value`",
      { settings: { "kv-envelope": { kvBindings: ["KV"] } } },
    ),
    unchecked(
      "a binding that a setting names",
      `${HEAD}const raw = await ${GET};\nuse(JSON.parse(raw).value);`,
      GET,
      UNWRAPPED,
      "`value`",
      { settings: { "kv-envelope": { envelopeStores: ["KV"] } } },
    ),
    unchecked(
      "a namespace that a setting names as the source does",
      `import { unwrapResponse } from "@kv-envelope/runtime";\nconst res = await fetch(\`\${process.env.TELNYX_BASE_URL}/v2/storage/kvs/\${process.env.SESSIONS_KV}/keys/a\`);\nuse((await res.json()).value);`,
      "fetch(`${process.env.TELNYX_BASE_URL}/v2/storage/kvs/${process.env.SESSIONS_KV}/keys/a`)",
      'fetch(`${process.env.TELNYX_BASE_URL}/v2/storage/kvs/${process.env.SESSIONS_KV}/keys/a`)\n  .then((response) => unwrapResponse(response, { as: "payload" }))',
      "`value`",
      { settings: { "kv-envelope": { envelopeStores: ["process.env.SESSIONS_KV"] } } },
    ),
    unchecked(
      "a reader that a setting names, and the rule's option that wins over it",
      `import { unwrapText } from "@kv-envelope/runtime";\nimport { readSession } from "./store.js";\nuse(JSON.parse(await readSession("a")).value);`,
      `readSession("a")`,
      `readSession("a").then((raw) => unwrapText(raw, { as: "payload" }))`,
      "`value`",
      {
        filename: path.join(import.meta.dirname, "file.ts"),
        settings: { "kv-envelope": { readers: ["readSession"], envelopeStores: ["other"] } },
        options: [{ envelopeStores: ["readSession"] }],
      },
    ),
  ],
});

describe("wrong options", () => {
  const RULE = "kv-envelope/require-envelope-read";

  it.each([
    [
      "an empty name of a store",
      { envelopeStores: [""] },
      'Value "" should NOT be shorter than 1 characters',
    ],
    ["stores that are no list", { envelopeStores: "KV" }, 'Value "KV" should be array'],
    ["an unknown name", { stores: ["KV"] }, 'Unexpected property "stores"'],
  ])("%s", (_, options, fault) => {
    const lint = (): unknown =>
      new Linter().verify(
        "",
        [{ plugins: { "kv-envelope": plugin }, rules: { [RULE]: ["error", options] } }],
        "a.js",
      );
    expect(lint).toThrow(fault);
    expect(lint).toThrow(RULE);
  });
});
