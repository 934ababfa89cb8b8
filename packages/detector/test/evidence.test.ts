import { describe, expect, it, vi } from "vitest";
import {
  hasEvidence,
  mayHaveCalls,
  mayHaveFindings,
  mayHoldEnvelopes,
  namesAnything,
  typedBindingsIn,
  usesTypedBinding,
} from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { mentionsCli } from "@kv-envelope/detector/cli";

const bindings = (...names: string[]): { manifestBindings: () => readonly string[] } => ({
  manifestBindings: () => names,
});
const isEvident = (text: string): boolean => hasEvidence(text, {}, bindings());

describe("the evidence in a text", () => {
  it.each([
    ["a URL", "fetch(`https://api.telnyx.com/v2/storage/kvs/${id}/keys/a`)"],
    ["a URL in two texts", `const path = "/storage" + "/kvs/" + id;`],
    ["a segment behind a hole", "fetch(`${base}kvs/${id}/keys/a`)"],
    ["a segment before a hole", "fetch(`${base}/kvs${path}`)"],
    ["segments that are joined", `["v2", "storage", "kvs", id, "keys", key].join("/")`],
    ["a segment alone", "url('storage', 'kvs', id)"],
    ["slashes of a regular expression", String.raw`/storage\/kvs\/(.+)\/keys/`],
    ["a segment in the next line", `"storage/\\\nkvs/" + id`],
    ["an attribute", `<form action="/v2/storage/kvs/n/keys/k" />`],
    ["the SDK's path", "client.storage.kvs.keys.update(key, value)"],
    ["the SDK's path over lines", "client.storage\n  .kvs\n  .keys.update(key, value)"],
    ["the SDK's path with a comment", "client.storage.kvs // all\n  .keys.update(key, value)"],
    ["the SDK's path, each member optional", "client?.storage?.kvs?.keys?.update(key, value)"],
    ["the SDK's path with assertions", "client.storage.kvs!.keys.update(key, value)"],
    ["a resource whose keys are computed", `store.kvs["keys"].update(key, value)`],
    ["a resource from another file's storage", "store.kvs.keys.update(key, value)"],
    ["a resource that is handed on", "export const namespaces = store.kvs;"],
    ["a resource in brackets", `client["storage"]["kvs"].keys`],
    ["a resource taken from storage", "const { kvs } = client.storage;"],
    ["a resource under another name", "const { storage: { kvs: namespaces } } = client;"],
    ["a resource taken apart", "const { storage: { kvs: { keys } } } = client;"],
    ["a resource with a default", "const { kvs = other } = client.storage;"],
    ["a resource among others", "const {\n  buckets,\n  kvs,\n} = client.storage;"],
    ["a resource below a comment", "const {\n  // the namespaces of us all\n  kvs\n} = client.storage;"],
    ["a type of the SDK", `import type { Keys } from "telnyx/resources";\nkeys.update(key, value);`],
    ["the runtime", `import { env } from "@telnyx/edge-runtime";`],
    ["a type from the runtime", `import type { KvNamespace } from "@telnyx/edge-runtime";`],
    ["the quick start's helper", "await kvPut(key, value)"],
    ["the quick start's helper by its name", `await helpers["kvPut"](key, value)`],
  ])("is %s", (_what, text) => {
    expect(isEvident(text)).toBe(true);
  });

  it.each([
    ["base64", "EWWUOY/jyC7vY9QHCGwW0WBAyFtn0ekvsRmu6yOtoM4VkVpgkvs/HtlU6bPheADrBNgKyekvs+w"],
    ["a minified name", "function kvs(e){return e+1}var a=kvs(2);"],
    ["a longer name", "const kvsById = new Map(); result.kvsCount; { kvsList }; this.$kvs"],
    ["an optional field", "interface Range { kvs?: Array<{ key: string }> }"],
    ["a field with a list's type", "interface Range { kvs: Pair[] } type Other = { kvs: Array<Pair> };"],
    ["a list's first element", "result.kvs?.[0]?.value; result.kvs[0]"],
    ["a list's method", "result.kvs.map(decode); result.kvs?.length"],
    ["a list or none", "(result.kvs ?? []).map(decode)"],
    ["a spread", "[...kvs]"],
    ["a loop", "for (const kvs of pages) all.push(kvs.name);"],
    ["a file's name", `import { decode } from "./kvs.js";`],
    ["another package of the vendor", `import Telnyx from "telnyx"; client.messages.send()`],
    ["types below another package", `import type { Message } from "telnyx/resources";`],
    ["a type of the same name", "type Keys = string; const px = 12 + `px/`;"],
    ["a helper of another name", "await kvPutWithTTL(key, value, 60); $kvPut(key)"],
    ["the other platform's helper", "await kv.put(key, value); kvp(key)"],
  ])("is not %s", (_what, text) => {
    expect(isEvident(text)).toBe(false);
  });

  it("is a binding of the manifest, with its method or with that taken from it", () => {
    const facts = bindings("SESSIONS");
    expect(hasEvidence("env.SESSIONS.put(a, b)", {}, facts)).toBe(true);
    expect(hasEvidence("const { get } = env.SESSIONS;", {}, facts)).toBe(true);
    expect(hasEvidence("env.SESSIONS.list()", {}, facts)).toBe(false);
    expect(hasEvidence("env.OTHER.put(a, b)", {}, facts)).toBe(false);
    expect(mayHaveCalls("const { delete: remove } = env.SESSIONS;", {}, facts)).toBe(true);
    expect(mayHaveFindings("const { put } = env.SESSIONS; put(a, b, { metadata })", {}, facts)).toBe(true);
  });
});

describe("the look that comes before all others", () => {
  const looks = [mayHaveCalls, mayHaveFindings, mayHoldEnvelopes, mentionsCli];

  it.each<[what: string, text: string, settings: Settings, ...names: string[]]>([
    ["a URL", "fetch(`/storage/kvs/${id}/keys/a`, { expiration_ttl })", {}],
    ["the runtime", `import { env } from "@telnyx/edge-runtime";`, {}],
    ["a type of the SDK", `import type { Keys } from "telnyx/resources";`, {}],
    ["the envelope helpers", `import { openKv } from "@kv-envelope/runtime";`, {}],
    ["helpers of the user's own", `import { wrap } from "./wrap.js";`, { helpers: { module: "./wrap.js" } }],
    ["a command", 'execSync("telnyx-edge storage kv key put a b --ttl 60")', {}],
    ["a declared writer", "cache.save(a, b, { metadata })", { writers: ["cache.save"] }],
    ["a declared reader", "cache.load(a)", { readers: [{ name: "cache.load" }] }],
    ["a declared binding", "env.CACHE.put(a, b, { metadata })", { kvBindings: ["CACHE"] }],
    [
      "a store of envelopes",
      "JSON.parse(await get(SESSIONS_ID, a)).expires_at",
      { envelopeStores: ["SESSIONS_ID"] },
    ],
    ["a binding of the manifest", "env.CACHE.put(a, b, { metadata })", {}, "CACHE"],
    ["a delete by a binding of the manifest", "env.CACHE.delete(a)", {}, "CACHE"],
  ])("says yes to %s, as one of them does", (_what, text, settings, ...names) => {
    expect(looks.some((look) => look(text, settings, bindings(...names)))).toBe(true);
    expect(namesAnything(text, settings, bindings(...names))).toBe(true);
  });

  it("says no where nothing is named", () => {
    expect(namesAnything("redis.set(key, value, { ttl: 60, metadata })", {}, bindings("CACHE"))).toBe(false);
  });

  it.each([
    ["has no method of a binding", "redis.set(key, value, { ttl: 60 }); const output = target;", 0],
    ["has one", "cache.get(key)", 1],
    ["has one that is taken out", "const { put } = cache", 1],
  ])("looks for a manifest as often as needed where a text %s", (_what, text, looks) => {
    const manifestBindings = vi.fn(() => []);
    expect(namesAnything(text, {}, { manifestBindings })).toBe(false);
    expect(manifestBindings).toHaveBeenCalledTimes(looks);
  });
});

describe("the names that types give to bindings", () => {
  it.each([
    ["interface Env { SESSIONS: KvNamespace; readonly kv?: KvNamespace }", ["SESSIONS", "kv"]],
    ["constructor(private readonly store: rt.KvNamespace) {}", ["store"]],
    ["type Env = { KV: KVNamespace; n: KvNamespaceLike; list: KvNamespace[] }", ["list"]],
    ["interface KvNamespace { id: string }\ninterface Answer { data?: KvNamespace }", []],
    ["type KvNamespace = {\n  get(key: string): string;\n};\ninterface Env { KV: KvNamespace }", ["KV"]],
    [
      'import type * as rt from "@telnyx/edge-runtime";\ntype KvNamespace = {} & rt.KvNamespace;\ntype Env = { KV: KvNamespace };',
      ["KV"],
    ],
  ])("in %s", (text, names) => {
    expect(typedBindingsIn(text)).toEqual(names);
  });

  it.each([
    ["event.platform.env.SESSIONS.get(key)", true],
    ["const { SESSIONS } = env; SESSIONS.put(key, value)", true],
    ["MY_SESSIONS.get(key)", false],
    ["SESSIONS.size", false],
  ])("are used in %s: %s", (text, isUsed) => {
    expect(usesTypedBinding(text, ["SESSIONS"])).toBe(isUsed);
  });
});
