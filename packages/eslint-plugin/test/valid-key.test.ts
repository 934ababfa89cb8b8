import { RuleTester } from "@typescript-eslint/rule-tester";
import { afterAll, describe, it } from "vitest";
import { validKey } from "../src/rules/valid-key.js";
import { located } from "./located.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

const KEYS = "https://api.telnyx.com/v2/storage/kvs/${id}/keys";
const LONG = "k".repeat(257);
/** The quick start's helpers over a key URL, defined in the file. */
const HELPERS = `const kvPut = (key, body) => fetch(\`${KEYS}/\${encodeURIComponent(key)}\`, { method: "PUT", body });
`;
const EDGE = `import { env } from "@telnyx/edge-runtime";\n`;
const SDK = `import Telnyx from "telnyx";\nconst client = new Telnyx();\n`;

const old = { messageId: "characters", data: { characters: "`:`", hint: "write `/`, " } } as const;

tester.run("valid-key", validKey, {
  valid: [
    { name: "all characters that are allowed", code: `${EDGE}await env.A.get("aZ09-_/=.");` },
    { name: "a key of 256 characters", code: `${EDGE}await env.A.get("${LONG.slice(1)}");` },
    { name: "a slash, encoded or not, in a URL", code: `await fetch(\`${KEYS}/user%2F1/a\`);` },
    {
      name: "a query behind the key",
      code: `await fetch(\`${KEYS}/a?ttl_secs=60&x=a:b\`, { method: "PUT", body });`,
    },
    {
      name: "the URL's own colon, in parts",
      code: `const base = "https://" + host + ":8443"; await fetch(base + \`/v2/storage/kvs/\${id}/keys/\${key}\`);`,
    },
    {
      name: "a key that is not known",
      code: `${EDGE}await env.A.get(key); await env.A.put(prefix + id, "1");`,
    },
    {
      name: "a key whose colons are replaced",
      code: `${HELPERS}await kvPut(\`user:\${id}\`.replace(/:/g, "/"), "1");`,
    },
    {
      name: "a key that the helper itself makes valid",
      code: `const keyUrl = (key) => \`${KEYS}/\${key.split(":").join("/")}\`;\nawait fetch(keyUrl("a:b"));`,
    },
    {
      name: "a key that a function of the file may change",
      code: `${HELPERS}function safe(key) { if (!key.includes(":")) return key; return key.replace(":", "/"); }\nawait kvPut(safe("a:b"), "1");`,
    },
    {
      name: "a key that a condition may change",
      code: `${HELPERS}const key = "a:b";\nawait kvPut(key.includes(":") ? encode(key) : key, "1");`,
    },
    {
      name: "a variable that is assigned again",
      code: `${HELPERS}let key = \`user:\${id}\`;\nkey = clean(key);\nawait kvPut(key, "1");`,
    },
    {
      name: "a parameter that is assigned again",
      code: `${HELPERS}function save(key) { key = clean(key); return kvPut(key, "1"); }\nawait save("a:b");`,
    },
    {
      name: "a hash of a text",
      code: `${HELPERS}await kvPut(createHash("sha1").update("a:b").digest("hex"), "1");`,
    },
    { name: "a tag that may encode", code: `${HELPERS}await kvPut(slug\`user:\${id}\`, "1");` },
    {
      name: "another vendor's path",
      code: "await fetch(`https://api.cloudflare.com/client/v4/accounts/a/storage/kv/namespaces/b/values/user:1`);",
    },
    {
      name: "another host with the same path",
      code: "await fetch(`https://kv.example.com/v2/storage/kvs/a/keys/user:1`);",
    },
    { name: "the route of a server", code: `app.get("/v2/storage/kvs/:id/keys/:key", handler);` },
    {
      name: "a template of documentation",
      code: `const path = "/v2/storage/kvs/{id}/keys/{key}"; await fetch(path);`,
    },
    {
      name: "a test double",
      code: `import nock from "nock";\nnock("https://api.telnyx.com").get("/v2/storage/kvs/a/keys/user:1").reply(200);`,
    },
    { name: "a binding that nothing says to be Telnyx's", code: `await env.CACHE.get("user:1");` },
    {
      name: "Cloudflare's binding",
      code: `import type { KVNamespace } from "@cloudflare/workers-types";\nexport const read = (cache: KVNamespace) => cache.get("user:1");`,
    },
    {
      name: "the runtime's object storage",
      code: `import type { CloudStorageBucket } from "@telnyx/edge-runtime";\nexport const read = (bucket: CloudStorageBucket) => bucket.get("user:1");`,
    },
    {
      name: "kvPut and kvGet by their names alone",
      code: `import { kvPut, kvGet } from "./kv.js";\nawait kvPut("user:1", "1"); await kvGet("user:1");`,
    },
    {
      name: "a kvPut of another store",
      code: `import { createClient } from "redis";\nimport { kvPut } from "./kv.js";\nawait kvPut("user:1", JSON.stringify({ value, expiration_ttl: 60 }));`,
    },
    {
      name: "the helpers over another vendor's store",
      code: `import { putWithExpiry } from "@kv-envelope/runtime";\nimport { Redis } from "@upstash/redis";\nawait putWithExpiry(Redis.fromEnv(), "user:1", "a", 60);`,
    },
    {
      name: "a helper of the same name from elsewhere",
      code: `import { putWithExpiry } from "./cache.js";\nawait putWithExpiry(store, "user:1", "a", 60);`,
    },
    { name: "a Map", code: `// kvs\nconst seen = new Map(); seen.set("a:b", 1); seen.get("a:b");` },
    { name: "a spread of arguments", code: `${EDGE}await env.A.put(...pair);` },
    { name: "a sentence that begins with a path", code: `notify("/v2/storage/kvs/a/keys/b failed: 500");` },
    {
      name: "code that has a key's URL in it",
      code: 'run(`const x = 1;\\nfetch("/storage/kvs/a/keys/b:c");`);\nrun(`fetch("/storage/kvs/a/keys/b:c");`);',
    },
    { name: "a list's prefix", code: `${EDGE}await env.A.list({ prefix: "user:" });` },
    { name: "an empty file", code: "" },
    {
      name: "options that declare nothing of this file",
      options: [
        {
          writers: ["other.put"],
          readers: ["other.get"],
          helpers: { module: "./kv-envelope.js" },
          serverTtl: ["binding", "cli"],
          baseUrls: ["https://kv.example.com"],
          kvBindings: ["OTHER"],
        },
      ],
      code: `await env.A.get("a:b"); await fetch("https://other.example/v2/storage/kvs/a/keys/b:c");`,
    },
  ],
  invalid: located([
    {
      name: "a colon in a template, in the part that holds it",
      code: `${EDGE}await env.SESSIONS.get(\`session:\${id}\`);`,
      errors: [
        {
          at: "session:",
          ...old,
          suggestions: [
            { messageId: "separator", output: `${EDGE}await env.SESSIONS.get(\`session/\${id}\`);` },
          ],
        },
      ],
    },
    {
      name: "several parts of one template: one report from the first to the last, mended together",
      code: `${EDGE}await env.A.put(\`a:\${b}:\${c}\`, "1");`,
      errors: [
        {
          at: "a:${b}:",
          ...old,
          suggestions: [
            { messageId: "separator", output: `${EDGE}await env.A.put(\`a/\${b}/\${c}\`, "1");` },
          ],
        },
      ],
    },
    {
      name: "texts in a concatenation: each is reported, and mended with the others",
      code: `${EDGE}await env.A.delete("a:" + b + ":c");`,
      errors: ['"a:"', '":c"'].map((text) => ({
        at: text,
        ...old,
        suggestions: [
          { messageId: "separator" as const, output: `${EDGE}await env.A.delete("a/" + b + "/c");` },
        ],
      })),
    },
    {
      name: "in a URL only what belongs to the key",
      code: `await fetch(\`${KEYS}/a:b/c?x=d:e\`, { method: "DELETE" });`,
      errors: [
        {
          at: "a:b/c",
          ...old,
          suggestions: [
            { messageId: "separator", output: `await fetch(\`${KEYS}/a/b/c?x=d:e\`, { method: "DELETE" });` },
          ],
        },
      ],
    },
    {
      name: "an encoded colon is a colon, and its escape is not rewritten",
      code: `await fetch(\`${KEYS}/a%3Ab\`);`,
      errors: [{ at: "a%3Ab", ...old, suggestions: null }],
    },
    {
      name: "a percent sign, in what is encoded",
      code: `await fetch(\`${KEYS}/\${encodeURIComponent("a%2Fb")}\`);`,
      errors: [
        { at: '"a%2Fb"', messageId: "characters", data: { characters: "`%`", hint: "" }, suggestions: null },
      ],
    },
    {
      name: "what encodeURIComponent is given",
      code: `await fetch(\`${KEYS}/\${encodeURIComponent("a:b")}\`);`,
      errors: [
        {
          at: '"a:b"',
          ...old,
          suggestions: [
            { messageId: "separator", output: `await fetch(\`${KEYS}/\${encodeURIComponent("a/b")}\`);` },
          ],
        },
      ],
    },
    {
      name: "a key that a caller hands in",
      code: `${HELPERS}await kvPut("user:1", "1");`,
      errors: [
        {
          at: '"user:1"',
          ...old,
          suggestions: [{ messageId: "separator", output: `${HELPERS}await kvPut("user/1", "1");` }],
        },
      ],
    },
    {
      name: "a key that a function of the file makes: reported once, where it is made",
      code: `${EDGE}const keyOf = (id) => \`user:\${id}\`;\nawait env.A.get(keyOf(1));\nawait env.A.delete(keyOf(2));`,
      errors: [
        {
          at: "user:",
          ...old,
          suggestions: [
            {
              messageId: "separator",
              output: `${EDGE}const keyOf = (id) => \`user/\${id}\`;\nawait env.A.get(keyOf(1));\nawait env.A.delete(keyOf(2));`,
            },
          ],
        },
      ],
    },
    {
      name: "either text of a choice",
      code: `${EDGE}await env.A.get(isOrg ? "org:1" : "user/1");`,
      errors: [
        {
          at: '"org:1"',
          ...old,
          suggestions: [
            { messageId: "separator", output: `${EDGE}await env.A.get(isOrg ? "org/1" : "user/1");` },
          ],
        },
      ],
    },
    {
      name: "the SDK's keys: update of either form, retrieve, delete",
      code: `${SDK}await client.storage.kvs.keys.update("a b", body, { id });\nawait client.storage.kvs.keys.update("a#b", { id, body });\nawait client.storage.kvs.keys.retrieve("a?b", { id });\nawait client.storage.kvs.keys.delete("a%b", { id });`,
      errors: [" ", "#", "?", "%"].map((character) => ({
        at: `"a${character}b"`,
        messageId: "characters",
        data: { characters: `\`${character}\``, hint: "" },
        suggestions: null,
      })),
    },
    {
      name: "other characters beside a colon: no suggestion",
      code: `${EDGE}await env.A.get("a:b c");`,
      errors: [
        {
          at: '"a:b c"',
          messageId: "characters",
          data: { characters: "`:`, ` `", hint: "" },
          suggestions: null,
        },
      ],
    },
    {
      name: "a character beyond the basic plane, once and whole",
      code: `${EDGE}await env.A.get("a😀😀é");`,
      errors: [
        {
          at: '"a😀😀é"',
          messageId: "characters",
          data: { characters: "`😀`, `é`", hint: "" },
          suggestions: null,
        },
      ],
    },
    {
      name: "a colon that is written as an escape: no suggestion",
      code: `${EDGE}await env.A.get("a\\u003ab");`,
      errors: [{ at: '"a\\u003ab"', ...old, suggestions: null }],
    },
    {
      name: "a key that begins with `_`",
      code: `${EDGE}await env.A.get(\`_\${id}\`);`,
      errors: [{ at: "_", messageId: "reserved" }],
    },
    { name: "an empty key", code: `${EDGE}await env.A.get("");`, errors: [{ at: '""', messageId: "empty" }] },
    {
      name: "a key of more than 256 characters, in its static parts together: reported at the longest of them",
      code: `${EDGE}await env.A.get("${LONG.slice(0, 200)}" + id + "${LONG.slice(0, 57)}");`,
      errors: [{ at: `"${LONG.slice(0, 200)}"`, messageId: "length", data: { length: "257" } }],
    },
    {
      name: "the quick start's helpers of another file, where a write has the full shape",
      code: `import { kvPut, kvGet } from "./kv.js";\nawait kvPut("a:b", JSON.stringify({ value, expiration_ttl: 60 }));\nawait kvGet("a:b");`,
      errors: [1, 2].map((nth) => ({
        at: ['"a:b"', nth],
        ...old,
        suggestions: [
          {
            messageId: "separator" as const,
            output: `import { kvPut, kvGet } from "./kv.js";\nawait kvPut("${nth === 1 ? "a/b" : "a:b"}", JSON.stringify({ value, expiration_ttl: 60 }));\nawait kvGet("${nth === 2 ? "a/b" : "a:b"}");`,
          },
        ],
      })),
    },
    {
      name: "the quick start's kvPut with an envelope",
      code: `import { encodeEnvelope } from "@kv-envelope/runtime";\nawait kvPut("_a", encodeEnvelope(value, { ttlSeconds: 60 }));`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "the envelope helpers, over a store and of a store",
      code: `import { envelopeStore, getWithExpiry } from "@kv-envelope/runtime";\nawait getWithExpiry(raw, "_a");\nconst store = envelopeStore(raw);\nawait store.put("_b", value);\nawait store.get("_c");`,
      errors: ['"_a"', '"_b"', '"_c"'].map((text) => ({ at: text, messageId: "reserved" })),
    },
    {
      name: "the envelope helpers of CommonJS and of a namespace",
      code: `const kv = require("@kv-envelope/runtime");\nkv.putWithExpiry(raw, "_a", 1, 60);`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "option `writers`",
      options: [{ writers: [{ name: "put", from: "./kv.js", keyArgument: 1, valueArgument: 2 }] }],
      code: `import { put } from "./kv.js";\nawait put(ns, "_a", value);`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "option `readers`",
      options: [{ readers: ["cache.read"] }],
      code: `await cache.read("_a");`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "option `helpers`",
      options: [{ helpers: { module: "./kv-envelope.js" } }],
      code: `import { kvGetWithExpiry } from "./kv-envelope.js";\nawait kvGetWithExpiry("_a");`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "option `baseUrls`",
      options: [{ baseUrls: ["https://kv.example.com"] }],
      code: `await fetch("https://kv.example.com/v2/storage/kvs/a/keys/_a");`,
      errors: [{ at: "_a", messageId: "reserved" }],
    },
    {
      name: "option `kvBindings`",
      options: [{ kvBindings: ["CACHE"] }],
      code: `await env.CACHE.delete("_a");`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "option `serverTtl`, which says nothing of keys",
      options: [{ serverTtl: ["binding"] }],
      code: `${EDGE}await env.A.get("_a");`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "a setting in place of the option",
      settings: { "kv-envelope": { kvBindings: ["CACHE"] } },
      code: `await env.CACHE.get("_a");`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
    {
      name: "a key in JSX's language",
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      code: `${EDGE}export const A = () => <button onClick={() => env.A.get("_a")} />;`,
      errors: [{ at: '"_a"', messageId: "reserved" }],
    },
  ]),
});
