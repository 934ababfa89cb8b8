// A reader that is kept in something: what code that is not seen takes from there goes on getting what it got.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/migrate.js";

const HEAD = `import { register, wrapAll, app } from "a-library";
const url = (k: string) => \`https://api.telnyx.com/v2/storage/kvs/n/keys/\${k}\`;
export const put = (k: string, v: string) => fetch(url(k), { method: "PUT", body: JSON.stringify({ value: v, expiration_ttl: 60 }) });
`;
const READ = "async (k: string) => JSON.parse(await (await fetch(url(k))).text())";
const METHOD = "async load(k: string) { return JSON.parse(await (await fetch(url(k))).text()); }";

const migrated = (text: string): string => {
  const { files, findings } = migrateProgram({ "a.ts": HEAD + text });
  expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
  return files["a.ts"] ?? "";
};

describe("is unwrapped to what it gave before", () => {
  it.each([
    ["an object that is handed on", `const handlers = { load: ${READ} }; register(handlers);`],
    [
      "an object that is copied and handed on",
      `const raw = { load: ${READ} }; const all = { ...raw }; register(all);`,
    ],
    [
      "an object that a library wraps",
      `const raw = { load: ${READ} }; const ops = wrapAll(raw); export const get = async (k: string) => (await ops.load(k)).value;`,
    ],
    [
      "a list that a library wraps",
      `const list = [${READ}]; const [load] = wrapAll(list); export const get = async (k: string) => (await load(k)).value;`,
    ],
    ["a class that is handed on", `class Loader { ${METHOD} } register(Loader);`],
    ["an instance that is handed on", `class Loader { ${METHOD} } register(new Loader());`],
    [
      "an instance that a library wraps",
      `class Loader { ${METHOD} } const loader = new Loader(); const ops = wrapAll(loader); export const get = async (k: string) => (await ops.load(k)).value;`,
    ],
    [
      "a field that a constructor sets",
      `class Ops { load: any; constructor() { this.load = ${READ}; } } register(new Ops());`,
    ],
    ["a library's own object", `app.load = ${READ};`],
    [
      "the global object",
      `(globalThis as any).load = ${READ}; export const get = async (k: string) => (await (globalThis as any).load(k)).value;`,
    ],
    [
      "a Map",
      `const ops = new Map<string, any>(); ops.set("load", ${READ}); export const get = async (k: string) => (await ops.get("load")(k)).value;`,
    ],
    [
      "a Map whose values are taken",
      `const ops = new Map<string, any>(); ops.set("load", ${READ}); export const get = async (k: string) => { const [found] = ops.values(); return (await found(k)).value; };`,
    ],
    [
      "what a function gives, frozen and taken from a table",
      `function make() { const api: any = {}; api.load = ${READ}; return Object.freeze(api); } const all: Record<string, any> = { main: make() }; export const get = async (k: string) => (await all["main"].load(k)).value;`,
    ],
    [
      "an instance whose method is handed on",
      `class Loader { ${METHOD} } const loader = new Loader(); const run = wrapAll(loader.load); export const get = async (k: string) => (await run(k)).value;`,
    ],
    [
      "a name that is only known when it runs",
      `const ops: Record<string, any> = { load: ${READ} }; export const get = async (k: string, name: string) => (await ops[name](k)).value;`,
    ],
  ])("where it lies in %s", (_, text) => {
    expect(migrated(text)).toContain('as: "payload"');
  });
});

describe("gives the value itself", () => {
  it.each([
    ["an object that is only exported", `export const handlers = { load: ${READ} };`],
    ["a class that is only exported", `export class Loader { ${METHOD} }`],
    ["an instance that is only exported", `class Loader { ${METHOD} } export const loader = new Loader();`],
  ])("where it leaves the program through %s", (_, text) => {
    expect(migrated(text)).toContain('as: "json"');
  });
});
