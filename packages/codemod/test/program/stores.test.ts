import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/migrate.js";

const put = (url: string): string =>
  `  await fetch(${url}, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });`;
const get = (url: string): string =>
  `  const response = await fetch(${url});\n  return response.ok ? (await response.json()).value : null;`;
const keys = (namespace: string, key: string): string =>
  `\`https://api.telnyx.com/v2/storage/kvs/${namespace}/keys/${key}\``;

const storesOf = (files: Readonly<Record<string, string>>): unknown => {
  const { findings, reads } = migrateProgram(files);
  return { writes: findings.map(({ stores }) => stores), reads: reads.map(({ stores }) => stores) };
};

describe("the stores of a write", () => {
  it.each([
    [
      "a variable in namespace and key",
      keys("${process.env.KV_ID}", "session-${id}"),
      { namespace: "process.env.KV_ID", key: "session-*" },
    ],
    ["texts", keys("0a1b", "flags"), { namespace: "0a1b", key: "flags" }],
    [
      "several variables",
      keys("${process.env.KV_ID}", "a-${id}${value}/${id}"),
      { namespace: "process.env.KV_ID", key: "a-*/*" },
    ],
    [
      "nothing known of the key",
      keys("${process.env.KV_ID}", "${id}"),
      { namespace: "process.env.KV_ID", key: "*" },
    ],
    ["a namespace that callers choose", keys("${value}", "x"), { key: "x" }],
  ])("are named by %s", (_name, url, store) => {
    expect(storesOf({ "a.js": `export async function save(id, value) {\n${put(url)}\n}\n` })).toEqual({
      writes: [[store]],
      reads: [],
    });
  });

  it("are those that its callers tell, each once", () => {
    const kv = `export async function save(key, value) {\n${put(keys("${process.env.KV_ID}", "${key}"))}\n}\n`;
    const callers =
      'import { save } from "./kv.js";\nexport const a = (id) => save(`cart-${id}`, 1);\nexport const b = (id) => save(`user-${id}`, 2);\nexport const c = (name) => save(`user-${name}`, 3);\n';
    expect(storesOf({ "kv.js": kv, "callers.js": callers })).toEqual({
      writes: [
        [
          { namespace: "process.env.KV_ID", key: "cart-*" },
          { namespace: "process.env.KV_ID", key: "user-*" },
        ],
      ],
      reads: [],
    });
  });
});

it("names the stores of a read as the writes do, and no other", () => {
  const write = (name: string, key: string): string =>
    `export async function ${name}(id, value) {\n${put(keys("${process.env.KV_ID}", key))}\n}\n`;
  const read = `export async function load(name) {\n${get(keys("${process.env.KV_ID}", "user-${name}"))}\n}\n`;
  expect(storesOf({ "a.js": write("one", "user-${id}") + write("two", "cart-${id}"), "b.js": read })).toEqual(
    {
      writes: [
        [{ namespace: "process.env.KV_ID", key: "user-*" }],
        [{ namespace: "process.env.KV_ID", key: "cart-*" }],
      ],
      reads: [[{ namespace: "process.env.KV_ID", key: "user-*" }]],
    },
  );
});
