import path from "node:path";
import { RuleTester } from "@typescript-eslint/rule-tester";
import { afterAll, describe, it } from "vitest";
import { noVerbatimFields } from "../src/rules/no-verbatim-fields.js";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

const KEY_URL = "`https://api.telnyx.com/v2/storage/kvs/${id}/keys/${key}`";

tester.run("no-verbatim-fields", noVerbatimFields, {
  valid: [
    {
      name: "an envelope",
      code: `fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value, expires_at: 1, metadata }) });`,
    },
    {
      name: "the user's own data",
      code: `fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ token, expiration }) });`,
    },
    {
      name: "the service's own parameter",
      code: `fetch(${KEY_URL} + "?ttl_secs=60", { method: "PUT", body: value });`,
    },
    {
      name: "another method",
      code: `fetch(${KEY_URL}, { method: "POST", body: JSON.stringify({ value, expiration_ttl: 1 }) });`,
    },
    { name: "a file without any KV", code: `const metadata = { ttl: 1 };` },
    { name: "an empty file", code: "" },
    {
      name: "a binding that nothing says to be Telnyx's",
      code: `await env.RATE_KV.put("a", "b", { metadata: { c: 1 } });`,
    },
    {
      name: "what a setting says the service honours",
      settings: { "kv-envelope": { serverTtl: ["binding"] } },
      code: `import { env } from "@telnyx/edge-runtime";\nawait env.A.put("a", "b", { expirationTtl: 60 });`,
    },
  ],
  invalid: [
    {
      name: "a body's field, in place of which an envelope is suggested",
      code: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: secret, expiration_ttl: 60 }) });
`,
      errors: [
        {
          messageId: "bodyField",
          line: 2,
          column: 127,
          endLine: 2,
          endColumn: 145,
          suggestions: [
            {
              messageId: "writeEnvelope",
              output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: encodeEnvelope(secret, { ttlSeconds: 60 }) });
`,
            },
            {
              messageId: "moveToServer",
              output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL.replace(/`$/, "?ttl_secs=60`")}, { method: "PUT", body: JSON.stringify({ value: secret }) });
`,
            },
          ],
        },
      ],
    },
    {
      name: "with both expiries: the envelope of which the service is told, and beside it the envelope alone",
      settings: { "kv-envelope": { expiry: "both" } },
      code: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: secret, expiration_ttl: 60 }) });
`,
      errors: [
        {
          messageId: "bodyField",
          line: 2,
          column: 127,
          endLine: 2,
          endColumn: 145,
          suggestions: [
            {
              messageId: "writeBoth",
              output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL.replace(/`$/, "?ttl_secs=60`")}, { method: "PUT", body: encodeEnvelope(secret, { ttlSeconds: 60 }) });
`,
            },
            {
              messageId: "writeEnvelope",
              output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: encodeEnvelope(secret, { ttlSeconds: 60 }) });
`,
            },
          ],
        },
      ],
    },
    ...[
      KEY_URL.replace(/`$/, "?ttl_secs=60`"),
      `withTtl(${KEY_URL}, 60)`,
      `withTtl(new URL(${KEY_URL}), ttl)`,
    ].map((url) => ({
      name: `what the service is told of the rest of a write: ${url}`,
      code: `import { encodeEnvelope, withTtl } from "@kv-envelope/runtime";
await fetch(${url}, { method: "PUT", body: JSON.stringify({ value, metadata }) });
`,
      errors: [
        {
          messageId: "bodyField" as const,
          line: 2,
          suggestions: [
            {
              messageId: "writeEnvelope" as const,
              output: `import { encodeEnvelope, withTtl } from "@kv-envelope/runtime";
await fetch(${url}, { method: "PUT", body: encodeEnvelope(value, { metadata }) });
`,
            },
          ],
        },
      ],
    })),
    {
      name: "two fields of one write: two reports, each with the suggestion that repairs both",
      code: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, {
  method: "PUT",
  body: JSON.stringify({
    value: secret,
    expiration_ttl: 60,
    metadata: owner,
  }),
});
`,
      errors: [6, 7].map((line) => ({
        messageId: "bodyField" as const,
        line,
        suggestions: [
          {
            messageId: "writeEnvelope" as const,
            output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, {
  method: "PUT",
  body: encodeEnvelope(secret, { ttlSeconds: 60, metadata: owner }),
});
`,
          },
          {
            messageId: "moveToServer" as const,
            data: { notes: "; `metadata` stays in what is stored, as the service keeps none" },
            output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL.replace(/`$/, "?ttl_secs=60`")}, {
  method: "PUT",
  body: JSON.stringify({
    value: secret,
    metadata: owner,
  }),
});
`,
          },
        ],
      })),
    },
    {
      name: "the service's own expiry first, where the settings say so, and `metadata` is no finding",
      settings: { "kv-envelope": { expiry: "server" } },
      code: `import { ttlSeconds, withTtl } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: secret, metadata: owner }) });
await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: secret, expiration_ttl: ttl }) });
`,
      errors: [
        {
          messageId: "bodyFieldByService",
          line: 3,
          column: 127,
          endLine: 3,
          endColumn: 146,
          suggestions: [
            {
              messageId: "moveToServer",
              output: `import { ttlSeconds, withTtl } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: secret, metadata: owner }) });
await fetch(withTtl(${KEY_URL}, ttlSeconds(ttl)), { method: "PUT", body: JSON.stringify({ value: secret }) });
`,
            },
            {
              messageId: "writeEnvelope",
              output: `import { encodeEnvelope, ttlSeconds, withTtl } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: secret, metadata: owner }) });
await fetch(${KEY_URL}, { method: "PUT", body: encodeEnvelope(secret, { ttlSeconds: ttl }) });
`,
            },
          ],
        },
      ],
    },
    {
      name: "a binding declared by a setting",
      settings: { "kv-envelope": { kvBindings: ["RATE_KV"] } },
      code: `import { encodeEnvelope } from "@kv-envelope/runtime";\nawait env.RATE_KV.put("a", text, { metadata: owner });\n`,
      errors: [
        {
          messageId: "optionField",
          line: 2,
          column: 36,
          endLine: 2,
          endColumn: 51,
          suggestions: [
            {
              messageId: "writeEnvelope",
              output: `import { encodeEnvelope } from "@kv-envelope/runtime";\nawait env.RATE_KV.put("a", encodeEnvelope(text, { metadata: owner }));\n`,
            },
          ],
        },
      ],
    },
    {
      name: "an option of the rule wins over the setting of its name",
      settings: { "kv-envelope": { kvBindings: ["OTHER_KV"], serverTtl: [] } },
      options: [{ kvBindings: ["RATE_KV"] }],
      code: `import { encodeEnvelope } from "@kv-envelope/runtime";
await env.OTHER_KV.put("a", text, { metadata: owner });
await env.RATE_KV.put("a", text, { metadata: owner });
`,
      errors: [
        {
          messageId: "optionField",
          line: 3,
          column: 36,
          endLine: 3,
          endColumn: 51,
          suggestions: [
            {
              messageId: "writeEnvelope",
              output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await env.OTHER_KV.put("a", text, { metadata: owner });
await env.RATE_KV.put("a", encodeEnvelope(text, { metadata: owner }));
`,
            },
          ],
        },
      ],
    },
    {
      name: "the service's own expiry alone: no suggestion, as a namespace may not have it",
      code: `await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: kept.get(key), expiration_ttl: 60 }) });\nconst kept = new Map();`,
      errors: [{ messageId: "bodyField", line: 1, column: 134, endLine: 1, endColumn: 152, suggestions: [] }],
    },
    {
      name: "an envelope's end, where the settings say that the service is to have it",
      settings: { "kv-envelope": { expiry: "server", envelopes: true } },
      code: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: encodeEnvelope(secret, { ttlSeconds: 60 }) });
`,
      errors: [
        {
          messageId: "envelopeField",
          line: 2,
          column: 120,
          endLine: 2,
          endColumn: 134,
          suggestions: [
            {
              messageId: "moveToServer",
              output: `import { encodeEnvelope } from "@kv-envelope/runtime";
await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${id}/keys/\${key}?ttl_secs=60\`, { method: "PUT", body: encodeEnvelope(secret) });
`,
            },
          ],
        },
      ],
    },
    {
      name: "a value by itself, where the settings say so",
      settings: { "kv-envelope": { expiry: "server", unwrap: true } },
      code: `import { bareText, encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: secret, expiration_ttl: 60 }) });
`,
      errors: [
        {
          messageId: "bodyFieldByService",
          line: 2,
          column: 127,
          endLine: 2,
          endColumn: 145,
          suggestions: [
            {
              messageId: "moveToServer",
              output: `import { bareText, encodeEnvelope } from "@kv-envelope/runtime";
await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${id}/keys/\${key}?ttl_secs=60\`, { method: "PUT", body: bareText(secret) });
`,
            },
            {
              messageId: "writeEnvelope",
              output: `import { bareText, encodeEnvelope } from "@kv-envelope/runtime";
await fetch(${KEY_URL}, { method: "PUT", body: encodeEnvelope(secret, { ttlSeconds: 60 }) });
`,
            },
          ],
        },
      ],
    },
    {
      name: "the same where the settings say so",
      settings: { "kv-envelope": { expiry: "server" } },
      code: `await fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value: kept.get(key), expiration_ttl: 60 }) });\nconst kept = new Map();`,
      errors: [
        {
          messageId: "bodyFieldByService",
          line: 1,
          column: 134,
          endLine: 1,
          endColumn: 152,
          suggestions: [
            {
              messageId: "moveToServer",
              output: `await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${id}/keys/\${key}?ttl_secs=60\`, { method: "PUT", body: JSON.stringify({ value: kept.get(key) }) });\nconst kept = new Map();`,
            },
          ],
        },
      ],
    },
    {
      name: "a write that can't be rewritten: no suggestion, and why",
      filename: path.join(import.meta.dirname, "file.ts"),
      code: `const form = new FormData();\nform.set("value", "a");\nawait fetch(${KEY_URL}, { method: "PUT", body: form });`,
      errors: [
        { messageId: "multipartBody", line: 3, column: 89, endLine: 3, endColumn: 99, suggestions: [] },
      ],
    },
  ],
});
