// A ttl that is made as 0 and set by others: what it is then is seen by the program alone.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const HEAD = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
export const get = async (key) => (await (await fetch(url(key))).json()).value;
`;
const put = (ttl: string): string =>
  `export const put = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ${ttl} }) });\n`;
const field = (declared: string, ttl: string, before = ""): string =>
  `${before}class Cache { ${declared} put(key, value) { return fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ${ttl} }) }); } }\n`;

const outcome = (
  code: string,
  fileName = "program.mjs",
): { readonly output: string; readonly said: unknown[] } => {
  const { output, findings } = migrateFile({ text: HEAD + code, fileName });
  return { output, said: findings.map(({ status, reason }) => reason ?? status) };
};

describe("0 may be another number by then:", () => {
  it.each([
    ["an exported object", `export const config = { ttl: 0 };\n${put("config.ttl")}`, "config.ttl"],
    [
      "one that a function sets",
      `const config = { ttl: 0 };\nexport const configure = (ttl) => { config.ttl = ttl; };\n${put("config.ttl")}`,
      "config.ttl",
    ],
    [
      "one that is handed on",
      `import { load } from "./load.js";\nconst config = { ttl: 0 };\nload(config);\n${put("config.ttl")}`,
      "config.ttl",
    ],
    ["a field", field("ttl = 0;", "this.ttl", "export "), "this.ttl"],
    ["a field of the class itself", field("static ttl = 0;", "Cache.ttl", "export "), "Cache.ttl"],
  ])("%s", (_, code, ttl) => {
    const { output, said } = outcome(code);
    expect(said).toEqual(["rewritten"]);
    expect(output).toContain(`ttlSeconds: ${ttl} || undefined`);
  });
});

describe("it is always 0 where nobody else gets it:", () => {
  it.each([
    ["an object of the file's own", `const config = { ttl: 0 };\n${put("config.ttl")}`, "program.mjs"],
    ["a private field", field("#ttl = 0;", "this.#ttl", "export "), "program.mjs"],
    ["what TypeScript keeps private", field("private ttl = 0;", "this.ttl", "export "), "program.ts"],
    ["what is frozen", `export const TTL = Object.freeze({ never: 0 });\n${put("TTL.never")}`, "program.mjs"],
  ])("%s", (_, code, fileName) => {
    expect(outcome(code, fileName).said).toEqual([expect.stringMatching(/is always 0 or nothing here/)]);
  });
});
