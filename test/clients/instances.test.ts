// Where a client comes from, and what other code does to it.
import { migrateProgram } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const ROOT = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys";
const HTTP = 'import axios from "axios";\nexport const api = axios.create({ timeout: 1000 });\n';
const STORE = `import { api } from "./http.js";
const url = (key) => ${ROOT}/\${key}\`;
export const save = (key, value) => api.put(url(key), { value, ttl: 60 });
export const load = async (key) => (await api.get(url(key))).data.value;
`;

const statusOf = (files: Readonly<Record<string, string>>): string => {
  const [finding, ...others] = migrateProgram(files).findings;
  expect(others).toEqual([]);
  return finding === undefined ? "not found" : (finding.reason ?? finding.status);
};

describe("an instance of axios in a module of its own", () => {
  it("is known", () => {
    expect(statusOf({ "http.js": HTTP, "store.js": STORE })).toBe("rewritten");
  });

  it("is left where another module changes it, which has nothing to do with the store", () => {
    const setup =
      'import { api } from "./http.js";\napi.interceptors.response.use((response) => response.data);\n';
    expect(statusOf({ "http.js": HTTP, "setup.js": setup, "store.js": STORE })).toMatch(
      /axios's `interceptors\.response` \(setup\.js:2:\d+\) decides what this call gives/,
    );
  });

  it.each([
    [
      "another instance",
      'import axios from "axios";\nconst other = axios.create();\nother.interceptors.response.use((r) => r.data);\n',
    ],
    ["axios itself", 'import axios from "axios";\naxios.interceptors.response.use((r) => r.data);\n'],
    [
      "headers",
      'import { api } from "./http.js";\napi.interceptors.request.use((c) => { c.headers.set("a", "b"); return c; });\n',
    ],
    ["a base", 'import { api } from "./http.js";\napi.defaults.baseURL = "https://api.telnyx.com";\n'],
  ])("is known where another module changes %s", (_name, setup) => {
    expect(statusOf({ "http.js": HTTP, "setup.js": setup, "store.js": STORE })).toBe("rewritten");
  });
});

describe("where a request goes", () => {
  const ky = (options: string, path: string): string => `import ky from "ky";
const api = ky.create({ ${options} });
export const save = (key, value) => api.put(${path}, { json: { value, ttl: 60 } });
export const load = async (key) => (await api.get(${path}).json()).value;
`;

  it.each([
    ["prefix", ky(`prefix: ${ROOT}\``, "key")],
    ["a base that ends in a slash", ky(`baseUrl: ${ROOT}/\``, "key")],
    ["a base whose last part goes", ky(`baseUrl: ${ROOT}/none\``, "key")],
    [
      "a base and a rooted path",
      ky('baseUrl: "https://api.telnyx.com/v1/"', "`/v2/storage/kvs/ns/keys/${key}`"),
    ],
  ])("is seen of ky's %s", (_name, text) => {
    expect(statusOf({ "store.js": text })).toBe("rewritten");
  });

  it("is not mistaken where a base without a slash loses its last part", () => {
    expect(statusOf({ "store.js": ky(`baseUrl: ${ROOT}\``, "key") })).toBe("not found");
  });

  it("is seen through Promise.try", () => {
    const text = `const url = (key) => ${ROOT}/\${key}\`;
export const save = (key, value) => Promise.try(fetch, url(key), { method: "PUT", body: JSON.stringify({ value, ttl: 60 }) });
export const load = async (key) => (await (await Promise.try(fetch, url(key))).json()).value;
`;
    const { files, findings } = migrateProgram({ "store.js": text });
    expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
    expect(files["store.js"]).toContain(
      "Promise.try(fetch, url(key)).then((response) => unwrapResponse(response",
    );
  });
});
