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
