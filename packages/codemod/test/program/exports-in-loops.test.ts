// CommonJS modules that export an object's members one by one.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/index.js";

const API = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
const api = {
  kvSet(key, body) {
    return fetch(url(key), { method: "PUT", body });
  },
  async kvRead(key) {
    const res = await fetch(url(key));
    return res.ok ? res.text() : null;
  },
};
`;
const USER = `const { kvSet, kvRead } = require("./kv.cjs");
exports.save = (key, value) => kvSet(key, JSON.stringify({ value, expiration_ttl: 60 }));
exports.load = async (key) => {
  const text = await kvRead(key);
  return text === null ? null : JSON.parse(text).value;
};
`;

describe("a write through a member that is exported in a loop", () => {
  it.each([
    ["by its key", "for (const name of Object.keys(api)) exports[name] = api[name];"],
    ["bound", "for (const name of Object.keys(api)) module.exports[name] = api[name].bind(api);"],
    ["by its entry", "for (const [name, fn] of Object.entries(api)) exports[name] = fn;"],
    ["in forEach", "Object.entries(api).forEach(([name, fn]) => {\n  exports[name] = fn;\n});"],
    ["in forEach over keys", "Object.keys(api).forEach((name) => (exports[name] = api[name]));"],
  ])("is found and rewritten, %s", (_how, loop) => {
    const { files, findings } = migrateProgram({ "kv.cjs": `${API}${loop}\n`, "user.cjs": USER });
    expect(findings).toMatchObject([{ file: "user.cjs", line: 2, status: "rewritten" }]);
    expect(files["user.cjs"]).toContain("kvSet(key, encodeEnvelope(value, { ttlSeconds: 60 }))");
    expect(files["kv.cjs"]).toContain("unwrapResponse");
  });

  it("is none where another object's members are exported", () => {
    const { findings } = migrateProgram({
      "kv.cjs": `${API}const other = { kvSet() {}, kvRead() {} };\nfor (const name of Object.keys(other)) exports[name] = other[name];\n`,
      "user.cjs": USER,
    });
    expect(findings).toEqual([]);
  });
});

describe("a function that is exported once for each name of a list", () => {
  const SEND =
    '(key, body) => fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/" + key, { method: name.toUpperCase(), body })';
  const CALLER = `const kv = require("./kv.cjs");
exports.save = (key, value) => kv.put(key, JSON.stringify({ value, expiration_ttl: 60 }));
exports.load = async (key) => {
  const res = await kv.get(key);
  return res.ok ? (await res.json()).value : null;
};
`;

  it.each([
    ["in the loop", `for (const name of ["put", "get"]) exports[name] = ${SEND};`],
    [
      "of a constant",
      `const NAMES = ["put", "get"];\nfor (const name of NAMES) module.exports[name] = ${SEND};`,
    ],
    ["by forEach", `["put", "get"].forEach((name) => {\n  exports[name] = ${SEND};\n});`],
  ])("is found and rewritten, %s", (_how, loop) => {
    const { files, findings } = migrateProgram({ "kv.cjs": `${loop}\n`, "user.cjs": CALLER });
    expect(findings).toMatchObject([{ file: "user.cjs", line: 2, status: "rewritten" }]);
    expect(files["user.cjs"]).toContain("kv.put(key, encodeEnvelope(value, { ttlSeconds: 60 }))");
    expect(files["kv.cjs"]).toContain("unwrapResponse");
  });

  it("is not what is called by a name that the list has not", () => {
    const { findings } = migrateProgram({
      "kv.cjs": `for (const name of ["get", "head"]) exports[name] = ${SEND};\nexports.put = (key, body) => fetch("https://other.example/" + key, { method: "PUT", body });\n`,
      "user.cjs": CALLER,
    });
    expect(findings).toEqual([]);
  });
});
