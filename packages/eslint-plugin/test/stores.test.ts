// The stores of `@kv-envelope/runtime/stores`: what the rules on the arguments of KV calls see of their calls.
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const HEAD = `import { bindingStore, restStore, sdkStore, touch, typedStore } from "@kv-envelope/runtime/stores";
const raw = restStore({ namespaceId, apiKey });
const sessions = typedStore(raw, { skewMs: 2000 });
const { kvPutWithExpiry, kvGetWithExpiry } = sessions;
`;
const reported = (statement: string): string[] =>
  new Linter()
    .verify(`${HEAD}${statement}`, [plugin.configs.all])
    .map(({ ruleId, message }) => ruleId ?? message);

describe("valid-ttl", () => {
  it.each([
    `await sessions.put("a", v, { ttlSeconds: 60 * 60 * 1000 });`,
    `await sessions.getOrSet("a", load, { ttlSeconds: 3600 * 1000 });`,
    `await sessions.putBytes("a", bytes, { ttlSeconds: -1 });`,
    `await sessions.touch("a", 3600 * 1000);`,
    `await kvPutWithExpiry("a", v, 3600 * 1000);`,
    `await touch(raw, "a", { ttlSeconds: 0 });`,
    `async function start() { const store = typedStore(raw); return { store, n: 1 }; }
     const { store } = await start(); await store.put("a", v, { ttlSeconds: -1 });`,
    `const open = async () => typedStore(raw); await open().then((store) => store.put("a", v, { ttlSeconds: -1 }));`,
  ])("reports %s", (statement) => {
    expect(reported(statement)).toEqual(["kv-envelope/valid-ttl"]);
  });
});

describe("valid-key", () => {
  it.each([
    `await sessions.put("session:1", v, { ttlSeconds: 60 });`,
    `await sessions.get("session:1");`,
    `await sessions.delete("session:1");`,
    `await kvGetWithExpiry("session:1");`,
    `await raw.put("session:1", text);`,
    `await sdkStore(client, id).get("session:1");`,
    `await bindingStore(binding).delete("session:1");`,
  ])("reports %s", (statement) => {
    expect(reported(statement)).toEqual(["kv-envelope/valid-key"]);
  });
});

it.each([
  `await sessions.put("a", v, { ttlSeconds: 3600 });`,
  `await sessions.getOrSet("a", load, { ttlSeconds: 3600, staleWhileRevalidateSeconds: 60 });`,
  `await sessions.sweepExpired({ prefix: "session:" });`,
  `await other.put("session:1", v, { ttlSeconds: 3600 * 1000 });`,
  `await raw.list({ prefix: "session/" });`,
])("nothing of %s", (statement) => {
  expect(reported(statement)).toEqual([]);
});

describe("require-envelope-read", () => {
  const BINDING = `import { env } from "@telnyx/edge-runtime";\n`;
  const SDK = `import Telnyx from "telnyx"; const client = new Telnyx();\n`;
  const url = "`https://api.telnyx.com/v2/storage/kvs/${namespaceId}/keys/session/${id}`";
  const TAKEN = "const { value } = JSON.parse(text);";
  const PUT = "await sessions.put(`session/${id}`, v, { ttlSeconds: 60 });";

  it.each([
    ["typedStore, read by its raw store", `${PUT} const text = await raw.get(\`session/\${id}\`); ${TAKEN}`],
    ["typedStore, read by fetch", `${PUT} const { value } = await (await fetch(${url})).json();`],
    [
      "typedStore over the SDK, read by the SDK",
      `${SDK}const store = typedStore(sdkStore(client, "ns-1"));
       await store.getOrSet("rates", load, { ttlSeconds: 60 });
       const { value } = await (await client.storage.kvs.keys.retrieve("rates", { id: "ns-1" })).json();`,
    ],
    [
      "typedStore over a binding, read by the binding",
      `${BINDING}await typedStore(bindingStore(env.RATES)).kvPutWithExpiry("rates", v, 60);
       const { value } = await env.RATES.get("rates", { type: "json" });`,
    ],
    [
      "a binding, read by its store",
      `${BINDING}await env.RATES.put("rates", JSON.stringify({ value: v, expires_at: end }));
       const text = await bindingStore(env.RATES).get("rates"); ${TAKEN}`,
    ],
    [
      "envelopeStore, read by another store of the same namespace",
      `import { envelopeStore } from "@kv-envelope/runtime";
       await envelopeStore(raw).put("rates", v, { ttlSeconds: 60 });
       const text = await restStore({ namespaceId, apiKey: other }).get("rates"); ${TAKEN}`,
    ],
    [
      "a raw store that is given an envelope",
      `import { encodeEnvelope, putWithExpiry } from "@kv-envelope/runtime";
       await raw.put("rates", encodeEnvelope(v, { ttlSeconds: 60 }));
       const text = await raw.get("rates"); ${TAKEN}`,
    ],
    [
      "putWithExpiry over a raw store",
      `import { putWithExpiry } from "@kv-envelope/runtime";
       await putWithExpiry(raw, "rates", v, 60);
       const text = await raw.get("rates"); ${TAKEN}`,
    ],
    [
      "stores that a function makes of what it is given",
      `function open(namespaceId) {
         const raw = restStore({ namespaceId, apiKey });
         const store = typedStore(raw);
         return {
           save: (id, v) => store.put(\`session/\${id}\`, v, { ttlSeconds: 60 }),
           load: async (id) => { const text = await raw.get(\`session/\${id}\`); return JSON.parse(text).value; },
         };
       }
       export { open };`,
    ],
    [
      "a reader of its own over a raw store",
      `${PUT} const read = (id) => raw.get(\`session/\${id}\`);
       const text = await read(1); ${TAKEN}`,
    ],
    [
      "serverTtl: false",
      `${PUT.replace("60 }", "60, serverTtl: false }")} const text = await raw.get(\`session/\${id}\`); ${TAKEN}`,
    ],
  ])("reports %s", (_name, statement) => {
    expect(reported(statement)).toEqual(["kv-envelope/require-envelope-read"]);
  });

  it.each([
    ["a read by the store itself", `${PUT} const { value } = await sessions.get(\`session/\${id}\`);`],
    [
      "a read that looks",
      `${PUT} const text = await raw.get(\`session/\${id}\`); const { value, expires_at } = JSON.parse(text);
       if (Date.now() < expires_at) use(value);`,
    ],
    [
      "a read behind a helper",
      `import { unwrapText } from "@kv-envelope/runtime";
       ${PUT} const text = await raw.get(\`session/\${id}\`).then(unwrapText); ${TAKEN}`,
    ],
    ["a text that is handed on", `${PUT} use(await raw.get(\`session/\${id}\`));`],
    ["other keys", `${PUT} const text = await raw.get(\`price/\${id}\`); ${TAKEN}`],
    [
      "another namespace",
      `${PUT} const text = await restStore({ namespaceId: other, apiKey }).get(\`session/\${id}\`); ${TAKEN}`,
    ],
    [
      "the stores of two calls of unknown namespaces",
      `const open = (namespaceId) => restStore({ namespaceId, apiKey });
       const save = (namespaceId, v) => typedStore(restStore({ namespaceId, apiKey })).put("a", v, { ttlSeconds: 60 });
       const load = async (ns) => { const text = await open(ns).get("a"); ${TAKEN} return value; };
       export { save, load };`,
    ],
    [
      "one that the service is told of: the store",
      `const told = typedStore(raw, { serverTtl: true }); await told.put("a", v, { ttlSeconds: 60 });
       const text = await raw.get("a"); ${TAKEN}`,
    ],
    [
      "the write",
      `await sessions.put("a", v, { ttlSeconds: 60, serverTtl: true }); const text = await raw.get("a"); ${TAKEN}`,
    ],
    [
      "options that are not seen",
      `await sessions.put("a", v, { ttlSeconds: 60, ...more }); const text = await raw.get("a"); ${TAKEN}`,
    ],
    [
      "the raw store",
      `import { encodeEnvelope } from "@kv-envelope/runtime";
       await raw.put("a", encodeEnvelope(v, { ttlSeconds: 60 }), { expirationTtl: 60 });
       const text = await raw.get("a"); ${TAKEN}`,
    ],
    [
      "what a raw store holds as it is",
      `await raw.put("a", text); const { value } = JSON.parse(await raw.get("a"));`,
    ],
    [
      "a look into a store in memory",
      `import { memoryStore } from "@kv-envelope/runtime/stores"; const memory = memoryStore();
       await typedStore(memory).put("a", v, { ttlSeconds: 60 }); const text = await memory.get("a"); ${TAKEN}`,
    ],
  ])("nothing of %s", (_name, statement) => {
    expect(reported(statement)).toEqual([]);
  });

  it("offers a helper behind the read", () => {
    const code = `${HEAD}${PUT}\nconst { value } = JSON.parse(await raw.get(\`session/\${id}\`));\n`;
    const [message] = new Linter().verify(code, [plugin.configs.all]);
    const fix = message?.suggestions?.[0]?.fix;
    const fixed = fix && code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
    expect(fixed).toContain("unwrapText(storedRaw, {");
    expect(fixed).toContain('from "@kv-envelope/runtime";');
  });
});
