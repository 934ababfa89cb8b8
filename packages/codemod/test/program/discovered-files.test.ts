// Which files of a program are looked into, and what TypeScript is asked of them: no more than can matter.
import { describe, expect, it, vi } from "vitest";
import { isSource } from "../../src/files/extensions.js";
import { memoryTree } from "../../src/modules/file-tree.js";
import { ProgramFiles } from "../../src/modules/program-files.js";
import { SignatureFinder } from "../../src/modules/signature-finder.js";
import { discoverProgram } from "../../src/program/discover-program.js";
import { scanProgram } from "../../src/program/scan.js";
import { finish } from "../../src/shared/steps.js";

const factsFor = () => ({ edgeRuntimeVersion: () => null, manifestBindings: () => [] });

function discovered(files: Readonly<Record<string, string>>): readonly string[] {
  const tree = memoryTree(files, isSource);
  const scan = finish(scanProgram({ tree, settings: {}, factsFor }));
  return finish(discoverProgram(tree, new ProgramFiles(tree, scan, factsFor), scan, {})).files;
}

const BODY = "JSON.stringify({ value, expiration_ttl: 60 })";

describe("the callers of a request are looked for", () => {
  const send = (url: string): string =>
    `const BASE = "https://api.telnyx.com/v2/storage/kvs/";\nexport const send = (path, init) => fetch(${url}, init);\n`;
  const CALLER = `import { send } from "./send.js";\nexport const save = (key, value) => send("n/keys/" + key, { method: "PUT", body: ${BODY} });\n`;

  it.each(["BASE + path", "`${BASE}${path}`", "new URL(path, BASE)"])("that is sent to %s", (url) => {
    expect(discovered({ "send.js": send(url), "save.js": CALLER })).toEqual(["save.js", "send.js"]);
  });

  it.each<[where: string, text: string]>([
    ["a parameter's default", "export const send = (path, init, base = BASE) => fetch(base + path, init);"],
    [
      "an option's default",
      "export const send = (path, init, { base = BASE } = {}) => fetch(`${base}${path}`, init);",
    ],
    [
      "a field",
      "class Api { base = BASE; send(path, init) { return fetch(this.base + path, init); } }\nconst api = new Api();\nexport const send = (path, init) => api.send(path, init);",
    ],
    [
      "a field that the constructor sets, if it is passed nothing",
      "class Api { constructor({ base } = {}) { this.base = base ?? BASE; } send(path, init) { return fetch(this.base + path, init); } }\nconst api = new Api();\nexport const send = (path, init) => api.send(path, init);",
    ],
    [
      "an accessor",
      "class Api { get base() { return BASE; } send(path, init) { return fetch(this.base + path, init); } }\nconst api = new Api();\nexport const send = (path, init) => api.send(path, init);",
    ],
    [
      "a configuration",
      "const config = { urls: { kv: BASE } };\nconst urlOf = (path) => config.urls.kv + path;\nexport const send = (path, init) => fetch(urlOf(path), init);",
    ],
    [
      "a function's result",
      "const base = () => process.env.BASE || BASE;\nexport const send = (path, init) => fetch([base(), path].join(''), init);",
    ],
    ["a list", "const bases = [BASE];\nexport const send = (path, init) => fetch(bases[0] + path, init);"],
    [
      "a Map",
      "const bases = new Map([['kv', BASE]]);\nexport const send = (path, init) => fetch(bases.get('kv') + path, init);",
    ],
    [
      "what can be another",
      "let base = BASE;\nexport const use = (other) => { base = other; };\nexport const send = (path, init) => fetch(base + path, init);",
    ],
  ])("whose base is in %s", (_where, text) => {
    const sender = `const BASE = "https://api.telnyx.com/v2/storage/kvs/";\n${text}\n`;
    expect(discovered({ "send.js": sender, "save.js": CALLER })).toEqual(["save.js", "send.js"]);
  });

  it("whose client has a piece of the URL", () => {
    const files = {
      "send.js":
        'import axios from "axios";\nconst api = axios.create({ baseURL: "https://api.telnyx.com/v2/storage/kvs" });\nexport const send = (path, { body }) => api.put(path, body);\n',
      "save.js": CALLER,
    };
    expect(discovered(files)).toEqual(["save.js", "send.js"]);
  });

  it.each([
    [
      "a collection's method, which may have any name",
      "const known = new WeakMap();",
      "known.set(owner, kvPut)",
    ],
    ["a call that is sent elsewhere", "", "log(owner.url, kvPut)"],
  ])("and not those of %s", (_what, made, call) => {
    const files = {
      "kv.js": `import { log } from "some-log";\nimport { kvPut } from "some-kv";\n${made}\nexport const note = (owner) => { ${call}; };\n`,
      "main.js": 'import { note } from "./kv.js";\nnote({});\n',
    };
    expect(discovered(files)).toEqual(["kv.js"]);
  });
});

describe("of the files that import from the one with the writer", () => {
  const SAVE = `export const save = (key, value) => fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/" + key, { method: "PUT", body: ${BODY} });\n`;
  const lookedInto = (importer: string): boolean =>
    discovered({ "store.js": `${SAVE}export const other = 1;\n`, "main.js": importer }).includes("main.js");

  it.each([
    'import { save } from "./store.js";\nsave("a", 1);\n',
    'import * as kv from "./store.js";\nkv.save("a", 1);\n',
    'const kv = require("./store.js");\nkv["sa" + "ve"]("a", 1);\n',
    'export * from "./store.js";\n',
  ])("%j is looked into", (importer) => {
    expect(lookedInto(importer)).toBe(true);
  });

  it.each([
    // A comment like that opened nearly every file of a monorepo: its star was taken for that of `import *`.
    '/**\n * Says what there is.\n */\nimport { other } from "./store.js";\nconsole.log(other);\n',
    'import * as path from "node:path";\nimport { other } from "./store.js";\nconsole.log(path.join(other));\n',
    'const { other } = require("./store.js");\nconst fs = require("node:fs");\nfs.writeFileSync("a", other);\n',
  ])("%j is not", (importer) => {
    expect(lookedInto(importer)).toBe(false);
  });
});

describe("of the files that import a client which is called like itself", () => {
  const CLIENT =
    "export class Client {\n  static Client = this;\n  constructor() { this.storage = new Storage(); }\n}\nClient.Storage = Storage;\n";
  const STORAGE = `import { save } from "./store.js";\nclass Storage { keep(key, value) { return save(key, value); } }\n`;
  const SAVE = `export const save = (key, value) => fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/" + key, { method: "PUT", body: ${BODY} });\n`;

  it.each([
    ["asks it for something else", "client.messages.send();", false],
    ["takes what writes from it", "client.storage.keep('a', 1);", true],
  ])("one that %s is looked into: %s", (_what, use, isLookedInto) => {
    const files = {
      "store.js": SAVE,
      "client.js": STORAGE + CLIENT,
      "main.js": `import { Client } from "./client.js";\nconst client = new Client();\n${use}\n`,
    };
    expect(discovered(files).includes("main.js")).toBe(isLookedInto);
  });
});

it("asks TypeScript of no call whether it runs a proxy's trap", () => {
  const ask = vi.spyOn(SignatureFinder.prototype, "declarationOf");
  const trap = (name: string): string => `import { cache } from "some-cache";
export const stores = new Proxy({}, {
  ${name}(target, name) {
    return fetch("https://api.telnyx.com/v2/storage/kvs/" + name + "/keys/a", { method: "PUT", body: "b" });
  },
});
cache.get("a");
`;
  discovered({ "kv.js": trap("get") });
  expect(ask).not.toHaveBeenCalled();
  // A method of an object that is none is one that somebody may call.
  discovered({ "kv.js": trap("get").replace("new Proxy({}, {", "Object.freeze({") });
  expect(ask).toHaveBeenCalled();
});

describe("the files that take a writer by the name under which it is kept", () => {
  const KV = `export class Kv { write(key, value) { return fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/" + key, { method: "PUT", body: value }); } }\n`;
  const TAKES = `export const save = (req, value) => req.kv.write("a", ${BODY});\n`;
  const OTHERS = {
    "other.js": `export const find = (req) => req.kv.find("a");\n`,
    "third.js": `export const kv = (req, value) => req.cache.write("a", ${BODY});\n`,
  };

  it.each([
    ["a middleware's", `export const mw = (req, res, next) => { req.kv = new Kv(); next(); };\n`],
    ["a container's", `container.register({ kv: asClass(Kv) });\n`],
    ["a context's", `app.use((c) => c.set("kv", new Kv()));\n`],
  ])("%s", (_, keeps) => {
    const files = { "kv.js": KV + keeps, "save.js": TAKES, ...OTHERS };
    expect(discovered(files)).toEqual(["kv.js", "save.js"]);
  });
});
