import { describe, expect, test } from "vitest";
import {
  SettingsError,
  fieldMessages,
  formatMessage,
  mayHaveFindings,
  parseSettings,
} from "@kv-envelope/detector";

const WHERE = 'settings["kv-envelope"]';

describe("parseSettings", () => {
  test("takes nothing as no settings, and hands valid settings back", () => {
    expect(parseSettings(undefined, WHERE)).toEqual({});
    const given = {
      writers: [
        "kv.put",
        { name: "put", from: "./kv.js", keyArgument: 1, valueArgument: 2, optionsArgument: 3 },
      ],
      readers: ["kv.get"],
      helpers: { module: "./kv-envelope.js" },
      expiry: "server",
      serverTtl: ["binding", "cli"],
      baseUrls: ["https://kv.example"],
      kvBindings: ["SESSIONS"],
    };
    expect(parseSettings(given, WHERE)).toBe(given);
  });

  test.each([
    ["not an object", "yes", `${WHERE}: "yes" given; allowed: an object`],
    ["null", null, `${WHERE}: null given; allowed: an object`],
    [
      "an unknown option",
      { writer: [] },
      `${WHERE}.writer: unknown option; allowed: writers, readers, helpers, expiry, unwrap, envelopes, serverTtl, baseUrls, kvBindings, envelopeStores`,
    ],
    [
      "an expiry that is none",
      { expiry: "redis" },
      `${WHERE}.expiry: "redis" given; allowed: "envelope" or "server"`,
    ],
    [
      "writers that is no list",
      { writers: "put" },
      `${WHERE}.writers: "put" given; allowed: an array, each a function's name`,
    ],
    [
      "a writer's name that is a call",
      { writers: ["put()"] },
      `${WHERE}.writers[0]: "put()" given; allowed: a function's name`,
    ],
    [
      "a writer without name",
      { writers: ["put", { from: "./kv.js" }] },
      `${WHERE}.writers[1]: {"from":"./kv.js"} given; allowed: a function's name, for example "store.put", or { name, from,`,
    ],
    [
      "an unknown option of a writer",
      { writers: [{ name: "put", key: 1 }] },
      `${WHERE}.writers[0].key: unknown option; allowed: name, from, keyArgument, valueArgument, optionsArgument`,
    ],
    [
      "a reader that is imported from nothing",
      { readers: [{ name: "get", from: [""] }] },
      `${WHERE}.readers[0].from[0]: "" given; allowed: a text that is not empty`,
    ],
    [
      "a position below zero",
      { writers: [{ name: "put", keyArgument: -1 }] },
      `${WHERE}.writers[0].keyArgument: -1 given; allowed: a whole number, the position among the arguments, from 0`,
    ],
    ["helpers without module", { helpers: {} }, `${WHERE}.helpers: {} given; allowed: { module }`],
    [
      "helpers with more than a module",
      { helpers: { module: "./kv.js", file: "./kv.js" } },
      `${WHERE}.helpers.file: unknown option; allowed: module`,
    ],
    [
      "helpers.module of another type",
      { helpers: { module: 1 } },
      `${WHERE}.helpers.module: 1 given; allowed: a module specifier`,
    ],
    [
      "a value by itself under an envelope",
      { unwrap: true },
      `${WHERE}.unwrap: true given; allowed: only with ${WHERE}.expiry "server"`,
    ],
    [
      "a value by itself under both",
      { unwrap: true, expiry: "both" },
      `${WHERE}.unwrap: true given; allowed: only with ${WHERE}.expiry "server"`,
    ],
    [
      "envelopes to end without the service",
      { envelopes: true },
      `${WHERE}.envelopes: true given; allowed: only with ${WHERE}.expiry "server"`,
    ],
    ["an unwrap that is none", { unwrap: "yes" }, `${WHERE}.unwrap: "yes" given; allowed: true or false`],
    [
      "an unknown way of expiry",
      { serverTtl: ["rest"] },
      `${WHERE}.serverTtl[0]: "rest" given; allowed: "binding" or "cli"`,
    ],
    [
      "a base URL with a path",
      { baseUrls: ["https://kv.example/v2"] },
      `${WHERE}.baseUrls[0]: "https://kv.example/v2" given; allowed: an origin without a path`,
    ],
    [
      "a base URL without scheme",
      { baseUrls: ["kv.example"] },
      `${WHERE}.baseUrls[0]: "kv.example" given; allowed: an origin without a path, for example "https://kv.example"`,
    ],
    ["an empty binding name", { kvBindings: [""] }, `${WHERE}.kvBindings[0]: "" given; allowed: a name`],
  ])("%s: one line that names option and value", (_, given, message) => {
    const parse = (): unknown => parseSettings(given, WHERE);
    expect(parse).toThrow(SettingsError);
    expect(parse).toThrow(message);
    expect(parse).not.toThrow("\n");
  });
});

describe("mayHaveFindings", () => {
  test("asks for a field and for evidence", () => {
    expect(mayHaveFindings("fetch(`/storage/kvs/n/keys/k`, { expiration_ttl })", {})).toBe(true);
    expect(mayHaveFindings("fetch(`/storage/kvs/n/keys/k`, { body })", {})).toBe(false);
    expect(mayHaveFindings("redis.set(k, { expiration_ttl })", {})).toBe(false);
  });

  test("counts declared writers and bindings as evidence", () => {
    expect(mayHaveFindings("store.save(k, { metadata })", { writers: ["store.save"] })).toBe(true);
    expect(mayHaveFindings("save(k, { metadata })", { writers: [{ name: "save" }] })).toBe(true);
    expect(mayHaveFindings("env.CACHE.put(k, v, { metadata })", { kvBindings: ["CACHE"] })).toBe(true);
    expect(mayHaveFindings("env.CACHE.put(k, v, { metadata })", {})).toBe(false);
  });

  test("asks the manifest only where a call of put could be a binding's", () => {
    let asked = 0;
    const facts = { manifestBindings: () => ((asked += 1), ["CACHE"]) };
    expect(mayHaveFindings("env.CACHE.get(k, { metadata })", {}, facts)).toBe(false);
    expect(mayHaveFindings("env.CACHE.put(k, v)", {}, facts)).toBe(false);
    expect(asked).toBe(0);
    expect(mayHaveFindings("env.CACHE.put(k, v, { metadata })", {}, facts)).toBe(true);
    expect(mayHaveFindings("env.OTHER.put(k, v, { metadata })", {}, facts)).toBe(false);
    expect(asked).toBe(2);
  });
});

describe("messages", () => {
  test("fill their placeholders", () => {
    const data = { field: "ttl", consequence: ": the key never expires" };
    expect(formatMessage("bodyField", data, "envelope")).toBe(
      "Telnyx KV ignores `ttl` in a body: the key never expires. Store an expiry envelope.",
    );
    expect(formatMessage("bodyField", data, "server")).toBe(
      "Telnyx KV ignores `ttl` in a body: the key never expires. Let the service expire the key.",
    );
  });

  test.each(Object.entries(fieldMessages))("%s never says that the service has no expiry", (_, message) => {
    expect(message).not.toMatch(/\bno (server )?(ttl|expiry|expiration)\b|does(n't| not) support/i);
  });
});
