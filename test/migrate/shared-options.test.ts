// Options that a helper's callers share: the ttl of one is put into them, and the others keep their own.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const RUNTIME = 'import { env } from "@telnyx/edge-runtime";\n';
const SDK = `import Telnyx from "telnyx";
const client = new Telnyx({});
const id = "8f14e45f-ceea-467f-a0e6-d3a5b2c1e0f7";
`;
const AXIOS = `import axios from "axios";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
`;
const SET = `const set = (key, value, ttl) => put(key, JSON.stringify({ value, expiration_ttl: ttl }));
export { set };
`;

const outcome = (text: string): { readonly output: string; readonly said: readonly string[] } => {
  const { output, findings } = migrateFile({
    text,
    fileName: "program.mjs",
    settings: { expiry: "server", serverTtl: ["binding"] },
  });
  return { output, said: findings.map(({ status, reason }) => reason ?? status) };
};

describe("a ttl that is not given takes no other caller's expiry away:", () => {
  it.each([
    [
      "a binding's options",
      `${RUNTIME}const put = (key, text, o) => env.S.put(key, text, o);\n${SET}export const short = (key, text) => put(key, text, { expirationTtl: 30 });`,
      "{ ...o, ...(ttlSecs !== undefined && { expirationTtl: ttlSecs }) }",
    ],
    [
      "the SDK's parameters",
      `${SDK}const put = (key, text, params) => client.storage.kvs.keys.update(key, text, { id, ...params });\n${SET}export const short = (key, text) => put(key, text, { ttl_secs: 30 });`,
      "{ id, ...params, ...(ttlSecs !== undefined && { ttl_secs: ttlSecs }) }",
    ],
    [
      "axios's query",
      `${AXIOS}const put = (key, body, params) => axios.put(url(key), body, { params: { trace: 1, ...params } });\n${SET}export const short = (key, text) => put(key, text, { ttl_secs: 30 });`,
      "{ trace: 1, ...params, ...(ttlSecs !== undefined && { ttl_secs: ttlSecs }) }",
    ],
    [
      "in the function that says the ttl",
      `${RUNTIME}export const set = (key, value, ttl, o) => env.S.put(key, JSON.stringify({ value, expiration_ttl: ttl }), { ...o });`,
      "{ ...o, ...(ttl != null && { expirationTtl: ttlSeconds(ttl) }) }",
    ],
  ])("%s", (_, text, expected) => {
    const { output, said } = outcome(text);
    expect(said).toEqual(["rewritten"]);
    expect(output).toContain(expected);
  });

  it("one that can't be asked for twice is left", () => {
    const { said } = outcome(
      `${RUNTIME}export const set = (key, value, ttl, o) => env.S.put(key, JSON.stringify({ value, expiration_ttl: ttl() }), { ...o });`,
    );
    expect(said).toEqual([
      expect.stringMatching(/`o` may say an expiry of its own, which a ttl of `undefined` would take away/),
    ]);
  });
});

describe("what a parameter is by default stays what it is:", () => {
  it.each([
    [
      "options",
      `${RUNTIME}const put = (key, text, o = {}) => env.S.put(key, text, o);\n${SET}`,
      "const put = (key, text, o = {}, ttlSecs) => env.S.put(key, text, { ...o, ...(ttlSecs !== undefined && { expirationTtl: ttlSecs }) });",
    ],
    [
      "parameters with an id",
      `${SDK}const put = (key, text, params = { id }) => client.storage.kvs.keys.update(key, text, params);\n${SET}`,
      "const put = (key, text, params = { id }, ttlSecs) => client.storage.kvs.keys.update(key, text, { ...params, ...(ttlSecs !== undefined && { ttl_secs: ttlSecs }) });",
    ],
    [
      "a URL",
      `${AXIOS}const put = (key, body, u = url(key)) => fetch(u, { method: "PUT", body });\n${SET}`,
      'const put = (key, body, u = url(key), ttlSecs) => fetch(withTtl(u, ttlSecs), { method: "PUT", body });',
    ],
    [
      "in a pattern",
      `${AXIOS}const put = (key, body, { u = url(key) } = {}) => fetch(u, { method: "PUT", body });\n${SET}`,
      'const put = (key, body, { u = url(key) } = {}, ttlSecs) => fetch(withTtl(u, ttlSecs), { method: "PUT", body });',
    ],
  ])("%s", (_, text, expected) => {
    const { output, said } = outcome(text);
    expect(said).toEqual(["rewritten"]);
    expect(output).toContain(expected);
  });
});

describe("a query of the SDK's request takes the place of its parameters:", () => {
  const update = (request: string): string =>
    `${SDK}export const set = (key, value, ttl, request) => client.storage.kvs.keys.update(key, JSON.stringify({ value, expiration_ttl: ttl }), { id }${request});`;
  it.each([
    ["one that is written out", ", { query: { trace: 1 } }", /the request has a `query` of its own/],
    ["one that may be there", ", request", /the request may have a `query` of its own/],
  ])("%s", (_, request, reason) => {
    expect(outcome(update(request)).said).toEqual([expect.stringMatching(reason)]);
  });
  it.each([
    ["none", ""],
    ["other options", ", { timeout: 500 }"],
  ])("%s", (_, request) => {
    expect(outcome(update(request)).said).toEqual(["rewritten"]);
  });
});
