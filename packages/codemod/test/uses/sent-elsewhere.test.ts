// One place of the source is sent to Telnyx KV and to another service as well: it is no envelope there.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/migrate.js";

const KV = "https://api.telnyx.com/v2/storage/kvs/n";
const SEND = 'fetch(base + key, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) })';

const outcomes = (text: string): string[] =>
  migrateProgram({ "a.ts": text }).findings.map(({ status, reason }) => reason ?? status);

const TWO: readonly (readonly [string, string, string])[] = [
  [
    "of a function",
    `const put = (base: string, key: string, value: string) => ${SEND};`,
    "put(BASE, 'a', v);",
  ],
  [
    "of functions that a function makes",
    `const make = (base: string) => ({ put: (key: string, value: string) => ${SEND} });`,
    "make(BASE).put('a', v);",
  ],
  [
    "of instances of a class",
    `class Kv { constructor(private base: string) {} put(key: string, value: string) { const { base } = this; return ${SEND}; } }`,
    "new Kv(BASE).put('a', v);",
  ],
  [
    "of what a function makes with `new`",
    `function Kv(this: any, base: string) { this.base = base; } Kv.prototype.put = function (key: string, value: string) { return ${SEND.replace("base", "this.base")}; };`,
    "new (Kv as any)(BASE).put('a', v);",
  ],
];

describe("is left where another service gets the same object by another call", () => {
  it.each(TWO)("%s", (_, writer, call) => {
    const both = (other: string): string =>
      `${writer}\nexport const save = (v: string) => { ${call.replace("BASE", `"${KV}/keys/"`)} ${call.replace("BASE", `"${other}"`)} };\n`;
    const found = outcomes(both("https://other.example/"));
    // A function that makes instances is typed as one that returns nothing.
    if (!writer.startsWith("function Kv")) expect(found).toHaveLength(1);
    for (const each of found)
      expect(each).toMatch(/^another service gets the same object by another call \(line 2, column \d+\)/);
    const own = outcomes(both(`${KV}2/keys/`));
    expect(new Set(own).size).toBeLessThanOrEqual(1);
    for (const each of own) expect(each).toBe("rewritten");
  });
});

it("is rewritten where the other call hands in an object of its own", () => {
  const text = `const put = (base: string, key: string, body: object) => fetch(base + key, { method: "PUT", body: JSON.stringify(body) });
export const save = (v: string) => { put("${KV}/keys/", "a", { value: v, expiration_ttl: 60 }); put("https://other.example/", "a", { value: v, ttl: 60 }); };
`;
  const { files } = migrateProgram({ "a.ts": text });
  expect(files["a.ts"]).toContain('put("https://other.example/", "a", { value: v, ttl: 60 })');
});

describe("is left where its client is one of several", () => {
  const MADE = `axios.create({ baseURL: "${KV}" })`;
  const OTHER = 'axios.create({ baseURL: "https://other.example/v1" })';
  it.each([
    ["by a condition", `const http = process.env.OTHER ? ${OTHER} : ${MADE};`, "http"],
    [
      "in instances of a class",
      `class Box { http: any; } const one = new Box(); one.http = ${MADE}; const two = new Box(); two.http = ${OTHER};`,
      undefined,
    ],
  ])("%s", (_, made, http) => {
    const write = (client: string): string =>
      `${client}.put(\`/keys/\${key}\`, { value, expiration_ttl: 60 })`;
    const text =
      http === undefined
        ? made.replace(
            "http: any;",
            `http: any; put(key: string, value: string) { return ${write("this.http")}; }`,
          )
        : `${made}\nexport const put = (key: string, value: string) => ${write(http)};`;
    expect(outcomes(`import axios from "axios";\n${text}\n`)).toEqual([
      expect.stringMatching(/^the same call also writes to another service/),
    ]);
  });
});

it("follows a field that another file gives to an instance", () => {
  const { files, findings } = migrateProgram({
    "svc.ts": `import type { AxiosInstance } from "axios";
export class Svc { http!: AxiosInstance;
  put(k: string, v: string) { return this.http.put(\`/keys/\${k}\`, { value: v, expiration_ttl: 60 }); }
  get(k: string) { return this.http.get(\`/keys/\${k}\`).then((r) => r.data.value); } }
`,
    "main.ts": `import axios from "axios";
import { Svc } from "./svc.js";
export const svc = new Svc();
svc.http = axios.create({ baseURL: "${KV}" });
`,
  });
  expect(findings).toMatchObject([{ file: "svc.ts", line: 3, status: "rewritten" }]);
  expect(files["svc.ts"]).toMatch(
    /this\.http\.get\(`\/keys\/\$\{k\}`\)\.then\(\(response\) =>\s+unwrapAxios/,
  );
});
