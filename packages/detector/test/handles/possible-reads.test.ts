// A write is left where its store may be read at a place that is not known as a read.
import { describe, expect, it } from "vitest";
import { detect, textOfReason } from "@kv-envelope/detector";
import { parseFile } from "../../../codemod/src/source/parse.js";

const FACTS = { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => [] };

/** What becomes of the one write of a program: `rewritable`, or why it is left. */
function outcomeOf(program: string): string {
  const { findings } = detect(parseFile(program, "worker.ts"), {}, FACTS);
  const [finding, ...others] = findings;
  expect(others).toEqual([]);
  return finding?.outcome.status === "left"
    ? textOfReason(finding.outcome.reason)
    : (finding?.outcome.status ?? "not found");
}

const BY_NAME = /^what has the binding's name is read at line 3, column \d+, and nothing says/;
const CALLED = /^the store may be read at line \d, column \d+ in a way that is not understood/;
const HANDED_ON = /^code that is not seen gets the store at line \d, column \d+, and may read it/;

describe("a write to a binding", () => {
  const WRITE = `import { env, type KvNamespace } from "@telnyx/edge-runtime"; import { use, open } from "a-library";
export const save = (env: { S: KvNamespace }) => env.S.put("a", "v", { metadata: { at: 1 } });
`;

  it.each([
    ["a handler's parameter without a type", "export const load = (c) => c.env.S.get(c.key);"],
    ["a binding that a pattern takes", "export const load = ({ S }) => S.get(key);"],
    ["one that lies deeper in a pattern", "export const load = ({ env: { S } }) => S.get(key);"],
    ["a name for it", "export const load = (c) => { const kv = c.env.S; return kv.get(c.key); };"],
    ["a computed name", 'export const load = (c) => c.env["S"].get(c.key);'],
    ["calls that may not be there", "export const load = (c) => c.env.S?.get?.(c.key);"],
    [
      "a function that gets it",
      "const first = (kv, key) => kv.get(key); export const load = (c) => first(c.env.S, c.key);",
    ],
    ["a callback that gets it", "export const load = (c) => c.with(c.env.S, (kv) => kv.get(c.key));"],
    ["its method, handed over", "export const load = (c, keys) => keys.map(c.env.S.get, c.env.S);"],
    ["a member of the global object", "export const load = (key) => globalThis.S.get(key);"],
    ["with its metadata", "export const load = (c) => c.env.S.getWithMetadata(c.key);"],
  ])("is left beside a read of its name: %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toMatch(BY_NAME);
  });

  it.each([
    [
      "its method under another name",
      "const { get } = env.S; export const load = (key) => get.call(env.S, key);",
    ],
    ["its method, applied", "export const load = (key) => Reflect.apply(env.S.get, env.S, [key]);"],
    [
      "what an object keeps that others have too",
      "export const keep = (app) => { app.locals.kv = env.S; }; export const load = (req) => req.app.locals.kv.get(req.key);",
    ],
    [
      "a field of a class, of an instance that nobody knows",
      "export class Holder { kv = env.S; } export const load = (holder) => holder.kv.get(key);",
    ],
    [
      "a global under another name",
      "globalThis.store = env.S; export const load = (key) => globalThis.store.get(key);",
    ],
    ["a bare global", "globalThis.store = env.S; export const load = (key) => store.get(key);"],
    [
      "a framework's context that keeps it, asked by its name",
      'export const keep = (c) => c.set("kv", env.S); export const load = (c) => c.get("kv").get(c.key);',
    ],
    [
      "a framework's context that keeps it, as a member",
      'export const keep = (c) => c.set("kv", env.S); export const load = (c) => c.var.kv.get(c.key);',
    ],
    [
      "a framework's context that keeps an object with it",
      'export const keep = (c) => c.set("stores", { kv: env.S }); export const load = (c) => { const { kv } = c.get("stores"); return kv.get(c.key); };',
    ],
    [
      "a map within a context",
      'export const keep = (c) => c.set("kv", new Map([["S", env.S]])); export const load = (c) => c.get("kv").get("S").get(c.key);',
    ],
    [
      "a container of the program's own that makes it",
      'class Box { #made = {}; register(name, make) { this.#made[name] = make; } resolve(name) { return this.#made[name](this); } } const box = new Box(); box.register("kv", () => env.S); export const load = (key) => box.resolve("kv").get(key);',
    ],
    [
      "a container that makes one thing of another",
      'class Box { #made = {}; register(name, make) { this.#made[name] = make; return this; } resolve(name) { return this.#made[name](this); } } const box = new Box().register("kv", () => env.S).register("reader", (c) => ({ read: (key) => c.resolve("kv").get(key) })); export const load = (key) => box.resolve("reader").read(key);',
    ],
    [
      "a member that a mixin reads",
      "const mix = (Any) => class extends Any { load(key) { return this.kv.get(key); } }; class Base { open() { this.kv = env.S; } } export class Texts extends mix(Base) {}",
    ],
    [
      "a member of what a member holds",
      "export class Texts { held = {}; open() { this.held.kv = env.S; } load(key) { return this.held.kv.get(key); } }",
    ],
    [
      "a member that is assigned as one of several",
      "export class Texts { open() { Object.assign(this, { kv: env.S }); } load(key) { return this.kv.get(key); } }",
    ],
    [
      "a map in a member",
      "export class Texts { #made = new Map(); kv(name) { if (!this.#made.has(name)) this.#made.set(name, env.S); return this.#made.get(name); } load(key) { return this.kv(key).get(key); } }",
    ],
    [
      "a promise in a member",
      "export class Texts { constructor() { this.ready = Promise.resolve(env.S); } async load(key) { return (await this.ready).get(key); } }",
    ],
    [
      "what a class keeps in an object of others",
      "export class Plugin { install(app) { app.locals.kv = env.S; } } export const load = (req) => req.app.locals.kv.get(req.key);",
    ],
    [
      "a table of functions by a name, which keeps what they make",
      'const made = { kv: () => env.S, texts: (c) => ({ load: (key) => c.resolve("kv").get(key) }) }; export const box = { kept: new Map(), resolve(name) { if (!this.kept.has(name)) this.kept.set(name, made[name](this)); return this.kept.get(name); } };',
    ],
    [
      "a getter, of an instance that nobody knows",
      "export class Holder { get kv() { return env.S; } } export const load = (holder) => holder.kv.get(key);",
    ],
    [
      "a getter by a computed name",
      'class Holder { get sessions() { return env.S; } } const holder = new Holder(); export const load = (key) => holder["ses" + "sions"].get(key);',
    ],
    ["a method whose name is not known", "export const load = (key, name) => env.S[name](key);"],
    [
      "a method of a name that is not known, taken by a pattern",
      "const { [process.env.OPERATION]: run } = env.S; export const load = (key) => run(key);",
    ],
    [
      "one of what a framework's context holds, by a name",
      "export const app = open<{ Bindings: { S: KvNamespace; T: KvNamespace } }>().get((c) => c.env[c.name].get(c.key));",
    ],
    [
      "the same, named first",
      "export const app = open<{ Bindings: { S: KvNamespace; T: KvNamespace } }>().get((c) => { const kv = c.env[c.name]; return kv.get(c.key); });",
    ],
    [
      "one of the runtime's environment, as a parameter",
      'import type { Env } from "@telnyx/edge-runtime"; export const load = (all: Env, name, key) => all[name].get(key);',
    ],
  ])("is left beside a call that may read it: %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toMatch(CALLED);
  });

  it.each([
    ["as it is", "export const cache = open(env.S);"],
    ["in an object", "export const cache = open({ driver: { kv: env.S } });"],
    ["in an array", "export const cache = open([env.S]);"],
    ["through a name", "const options = { kv: env.S }; export const cache = open(options);"],
    [
      "through a function of the program's own",
      "const make = (kv) => open(kv); export const cache = make(env.S);",
    ],
    ["to be kept", "use(env.S);"],
    [
      "a base class of a package",
      "class Texts extends open.Base { constructor() { super(env.S); } } export const texts = new Texts();",
    ],
    ["its method", "export const load = open(env.S.get);"],
    [
      "as what a function gives that it gets",
      "const box = open(); box.provide(() => env.S); export const load = (key) => box.kv.get(key);",
    ],
    ["as what a function gives", "const kv = () => env.S; export const cache = open(kv());"],
    [
      "as a declared function that gives it",
      "function kv() { return env.S; } export const cache = open({ kv });",
    ],
    [
      "from a member that its constructor gives it to",
      "export class Texts { constructor() { this.kv = env.S; } load(key) { return open(this.kv, key); } }",
    ],
    [
      "as a member of a name that is not known",
      "export class Texts { open(names) { for (const name of names) this[name] = env.S; } load(key) { return this.a.get(key); } }",
    ],
  ])("is left beside code that is not seen and gets it: %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toMatch(HANDED_ON);
  });

  it.each([
    [
      "that come from callers who are not seen",
      "export const load = (key, options) => env.S.get(key, options);",
      /what its options ask for is not seen/,
    ],
    [
      "that are handed on with the key",
      "export const load = (...args) => env.S.get(...args);",
      /what its options ask for is not seen/,
    ],
    [
      "that a caller gives",
      'const read = (key, options) => env.S.get(key, options); export const load = (key) => read(key, { type: "json" });',
      /a caller of the function around it asks for JSON/,
    ],
    [
      "that a caller hands on with the key",
      'const read = (...args) => env.S.get(...args); export const load = (key) => read(key, { type: "json" });',
      /a caller of the function around it asks for JSON/,
    ],
  ])("is left beside a read with options %s", (_, read, reason) => {
    expect(outcomeOf(WRITE + read)).toMatch(reason);
  });

  it.each([
    [
      "options for a text",
      'const read = (key, options) => env.S.get(key, options); export const load = (key) => read(key, { type: "text" });',
    ],
    [
      "options that no caller gives",
      "const read = (key, options) => env.S.get(key, options); export const load = (key) => read(key);",
    ],
    [
      "a wrapper that is only given keys",
      "const read = (...args) => env.S.get(...args); export const load = (key) => read(key);",
    ],
    ["a typed binding", "export const load = (env: { S: KvNamespace }) => env.S.get(key);"],
    ["a Map of that name", "const S = new Map(); export const load = (key) => S.get(key);"],
    [
      "another thing that a context keeps",
      'export const keep = (c) => { c.set("kv", env.S); c.set("user", {}); }; export const load = (c) => c.get("user").get(c.key);',
    ],
    [
      "a library's thing of the same name",
      "export const keep = (app) => { app.locals.kv = env.S; }; export const load = (key) => open.kv.get(key);",
    ],
    [
      "a promise that it comes from",
      "const ready = open().then(() => env.S); export const load = async (key) => (await ready).get(key);",
    ],
    [
      "a function that gives it, called",
      "const kv = () => env.S; export const load = (key) => kv().get(key);",
    ],
    ["another binding", "export const load = (c) => c.env.T.get(c.key);"],
    ["a call without a key", "export const load = (c) => c.env.S.get();"],
    ["another method of what has its name", "export const drop = (c) => c.env.S.delete(c.key);"],
    [
      "its method, bound to it",
      "const read = env.S.get.bind(env.S); export const load = (key) => read(key);",
    ],
    ["one of several bindings, by a name", "export const load = (name, key) => env[name].get(key);"],
    [
      "one of several bindings, by a name that a pattern takes",
      "export const load = (name, key) => { const { [name]: kv } = env; return kv.get(key); };",
    ],
    [
      "one of a framework's context whose name can't be it",
      "export const app = open<{ Bindings: { S: KvNamespace; T: KvNamespace } }>().get((c) => c.env[`T_${c.name}`].get(c.key));",
    ],
    [
      "one of other tables, by a name",
      "const tables = { a: new Map(), b: new Map() }; export const load = (name, key) => tables[name].get(key);",
    ],
    ["an element of any list", "export const load = (rows, key) => rows[0].get(key) ?? rows[key].get(key);"],
    [
      "each of the bindings",
      "export const load = async (key) => { for (const kv of Object.values(env)) await kv.get(key); };",
    ],
    ["all bindings, handed to a framework", "export const app = open({ env });"],
    ["a binding that is looked at", 'console.log(env.S); if (!env.S) throw new Error("no binding");'],
    [
      "a class whose base class gets it",
      "class Base { constructor(protected kv: KvNamespace) {} load(key) { return this.kv.get(key); } } class Texts extends Base { constructor() { super(env.S); } } export const texts = new Texts();",
    ],
    [
      "a field of a class, which reads it itself",
      "export class Texts { kv = env.S; static other = env.S; #own = env.S; load(key) { return this.kv.get(key); } all(key) { return Promise.all([this.#own.get(key), Texts.other.get(key)]); } }",
    ],
    [
      "a member that a method gives it to",
      "class Texts { open() { this.kv = env.S; return this; } load(key) { return this.kv.get(key); } } export const texts = new Texts().open();",
    ],
    [
      "a member that is given it where it is missing",
      "class Texts { load(key) { if (!this.kv) this.kv = env.S; return this.kv.get(key); } } export const texts = new Texts();",
    ],
    [
      "a private member that a static block gives it to",
      "export class Texts { static #kv; static { this.#kv = env.S; } static load(key) { return this.#kv.get(key); } }",
    ],
    [
      "a declared member",
      "export class Texts { private kv!: typeof env.S; start() { this.kv = env.S; } load(key: string) { return this.kv.get(key); } }",
    ],
    [
      "a member of an object's own methods",
      "export const texts = { kv: null, open() { this.kv = env.S; }, load(key) { return this.kv.get(key); } };",
    ],
    [
      "a member that holds its method",
      "export class Texts { open() { this.read = env.S.get.bind(env.S); } load(key) { return this.read(key); } }",
    ],
    [
      "a member that its constructor gives it to, through a getter",
      "export class Texts { constructor() { this.kv = env.S; } get store() { return this.kv; } load(key) { return this.store.get(key); } }",
    ],
    [
      "a member that is only written through",
      "export class Texts { open() { this.kv = env.S; } save(key, text) { return this.kv.put(key, text); } }",
    ],
    [
      "another class's member of that name",
      "export class Texts { open() { this.kv = env.S; } drop(key) { return this.kv.delete(key); } } export class Cache { kv = new Map(); load(key) { return this.kv.get(key); } }",
    ],
    [
      "another class's member of a field's name",
      "export class Texts { kv = env.S; load(key) { return this.kv.get(key); } } export class Cache { kv = new Map(); load(key) { return this.kv.get(key); } }",
    ],
    [
      "another class's member of the name of what a member holds",
      "export class Texts { held = {}; constructor() { this.held.kv = env.S; } drop(key) { return this.held.kv.delete(key); } } export class Cache { kv = new Map(); load(key) { return this.kv.get(key); } }",
    ],
    [
      "a map of bindings whose size is told",
      "export class Texts { made = new Map(); open(name) { this.made.set(name, env.S); use(this.made.size); } }",
    ],
    ["a list of bindings", "export const load = (key) => Promise.all([env.S].map((kv) => kv.get(key)));"],
    [
      "a member that a base class is given",
      "class Base { use(kv) { this.kv = kv; return this; } } class Texts extends Base { load(key) { return this.kv.get(key); } } export const texts = new Texts().use(env.S);",
    ],
    [
      "a member of an object",
      "const state = {}; state.kv = env.S; export const load = (key) => state.kv.get(key);",
    ],
    [
      "a member that a pattern gives",
      "class Texts { constructor() { ({ S: this.kv } = env); } load(key) { return this.kv.get(key); } } export const texts = new Texts();",
    ],
  ])("is rewritten beside %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toBe("rewritable");
  });
});

describe("a write to a binding whose name in the manifest is not known", () => {
  const WRITE = `import type { KvNamespace } from "@telnyx/edge-runtime"; import { open } from "a-library";
export const save = (app: { rates: KvNamespace }) => app.rates.put("a", "v", { metadata: { at: 1 } });
`;

  it("is left beside a read of its name in the program", () => {
    expect(outcomeOf(`${WRITE}export const load = (req) => req.server.rates.get(req.key);`)).toMatch(BY_NAME);
  });

  it.each([
    ["of another name", "export const load = (req) => req.server.users.get(req.key);"],
    ["of a library", "export const load = (req) => open.rates.get(req.key);"],
    ["that is seen", "export const load = (app: { rates: KvNamespace }) => app.rates.get(app.key);"],
  ])("is rewritten beside a read %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toBe("rewritable");
  });
});

describe("a write to a key's URL", () => {
  const URL = "https://api.telnyx.com/v2/storage/kvs/n1";
  const WRITE = `import { open, log } from "a-library"; import { execSync } from "node:child_process"; import axios from "axios";
export const save = (v) => fetch(\`${URL}/keys/a\`, { method: "PUT", body: JSON.stringify({ value: v, expiration_ttl: 60 }) });
`;

  it.each([
    ["in an object", `export const load = () => open({ url: "${URL}/keys/a" });`],
    [
      "as a client's base",
      `const client = new open.Client("${URL}"); export const load = () => client.get("/keys/a");`,
    ],
    ["in a command", `export const load = () => JSON.parse(execSync("curl -s ${URL}/keys/a"));`],
    ["with a callback", `open({ url: "${URL}/keys/a" }, (error, text) => show(text));`],
  ])("is left beside code that is not seen and gets it: %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toMatch(HANDED_ON);
  });

  it.each([
    ["a log", `log({ url: "${URL}/keys/a" });`],
    ["another namespace's URL", `export const load = () => open({ url: "${URL}1/keys/a" });`],
    [
      "another service's URL",
      `export const load = () => open({ url: "https://kv.example.com/storage/kvs/n1/keys/a" });`,
    ],
    [
      "a known client of that base",
      `const client = axios.create({ baseURL: "${URL}" }); export const load = () => client.get("/keys/a").then((r) => r.data.value);`,
    ],
    ["a URL object", `export const url = new URL("${URL}/keys/a");`],
  ])("is rewritten beside %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toBe("rewritable");
  });
});

describe("a write through the SDK", () => {
  const WRITE = `import Telnyx from "telnyx"; import { cached } from "a-library"; const client = new Telnyx();
export const save = (v) => client.storage.kvs.keys.update("a", JSON.stringify({ value: v, expiration_ttl: 60 }), { id: "n1" });
`;

  it.each([
    [
      "the resource of KV",
      "const kvs = cached(client.storage.kvs); export const load = () => kvs.keys.retrieve(key, { id });",
    ],
    [
      "its keys",
      "const keys = cached(client.storage.kvs.keys); export const load = () => keys.retrieve(key, { id });",
    ],
    ["the method", "export const retrieve = cached(client.storage.kvs.keys.retrieve);"],
  ])("is left beside code that is not seen and gets %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toMatch(HANDED_ON);
  });

  it.each([
    ["the client, handed on", "export const repository = cached(client);"],
    [
      "a name for the keys",
      "const { keys } = client.storage.kvs; export const load = async (key) => JSON.parse(await (await keys.retrieve(key, { id: 'n1' })).text()).value;",
    ],
    [
      "a delete",
      "const { keys } = client.storage.kvs; export const drop = (key) => keys.delete(key, { id: 'n1' });",
    ],
  ])("is rewritten beside %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toBe("rewritable");
  });
});

it("counts a read of one of several bindings as one of each", () => {
  const { findings, reads } = detect(
    parseFile(
      `import { env } from "@telnyx/edge-runtime";
export const save = () => env.FAR.put("a", "v", { metadata: { at: 1 } });
export async function load(key) { for (const layer of [env.NEAR, env.FAR]) { const text = await layer.get(key); if (text !== null) return text; } }
`,
      "worker.js",
    ),
    {},
    FACTS,
  );
  expect(findings.map(({ outcome }) => outcome.status)).toEqual(["rewritable"]);
  expect(reads.map(({ outcome }) => outcome.status)).toEqual(["rewritable"]);
});

describe("a command of the service's command line", () => {
  const WRITE = `import { execFileSync, execSync, spawn } from "node:child_process"; import { $ } from "zx";
export const save = (key: string) => fetch(\`https://api.telnyx.com/v2/storage/kvs/5f0c4a52-7b1e-4f9d-8a41-0a1b2c3d4e5f/keys/user-\${key}\`, { method: "PUT", body: JSON.stringify({ value: 1, expiration_ttl: 60 }) });
`;
  const COMMAND = /^the command at line 3, column \d+ reads a key on the service's command line/;

  it.each([
    [
      "a line",
      "export const load = (key) => execSync(`telnyx-edge storage kv key get sessions user-${key}`).toString();",
    ],
    [
      "a program and its words",
      'export const load = (key) => execFileSync("telnyx-edge", ["storage", "kv", "key", "get", "sessions", key], { encoding: "utf8" });',
    ],
    [
      "words that a function adds to",
      'const kv = (...words) => execFileSync("telnyx-edge", ["storage", "kv", "key", ...words]); export const load = (key) => kv("get", "sessions", key);',
    ],
    [
      "a template",
      "export const load = async (key) => (await $`telnyx-edge storage kv key get sessions ${key}`).stdout;",
    ],
    [
      "a runner of the program's own",
      'export const load = (run) => run("npx telnyx-edge storage kv key get sessions user-1").text;',
    ],
    [
      "the generic command line",
      "export const load = (id, key) => execSync(`telnyx storage:kvs:keys retrieve --id ${id} --key ${key}`);",
    ],
    [
      "what is listened to",
      'const child = spawn("telnyx-edge", ["storage", "kv", "key", "get", "sessions", "user-1"]); child.stdout.on("data", use);',
    ],
  ])("keeps the writes of what it may read: %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toMatch(COMMAND);
  });

  it.each([
    ["another key", 'export const load = () => execSync("telnyx-edge storage kv key get sessions lock-1");'],
    [
      "another namespace",
      'export const load = () => execSync("telnyx storage:kvs:keys retrieve --id 00000000-7b1e-4f9d-8a41-0a1b2c3d4e5f --key user-1");',
    ],
    [
      "a write",
      'export const put = () => String(execSync("telnyx-edge storage kv key put sessions user-1 v"));',
    ],
    [
      "what nobody takes",
      'export const show = () => { execSync("telnyx-edge storage kv key get sessions user-1", { stdio: "inherit" }); };',
    ],
    [
      "what is only said",
      'export const hint = () => console.log("telnyx-edge storage kv key get sessions user-1");',
    ],
    [
      "another program",
      'export const load = () => execSync("other storage kv key get sessions user-1") + "telnyx storage kv";',
    ],
  ])("keeps none: %s", (_, read) => {
    expect(outcomeOf(WRITE + read)).toBe("rewritable");
  });
});

describe("a write to a binding of the function's manifest", () => {
  const LISTED = { ...FACTS, manifestBindings: () => ["SHARD_0", "SHARD_1"] };
  const outcomes = (program: string): string[] =>
    detect(
      parseFile(`import { env } from "@telnyx/edge-runtime";\n\n${program}`, "worker.ts"),
      {},
      LISTED,
    ).findings.map(({ outcome }) =>
      outcome.status === "left" ? textOfReason(outcome.reason) : outcome.status,
    );
  const WRITE = 'export const save = () => env.SHARD_0.put("a", "v", { metadata: { at: 1 } });\n';

  it.each([
    ["a name that is not known", "(name, key) => env[name].get(key)"],
    ["one that a pattern takes", "(name, key) => { const { [name]: kv } = env; return kv.get(key); }"],
    ["one of a parameter's pattern", "(key) => (({ [key]: kv }) => kv.get(key))(env)"],
  ])("is left beside a read of %s", (_, read) => {
    expect(outcomes(`${WRITE}export const load = ${read};`)).toEqual([expect.stringMatching(CALLED)]);
  });

  it.each([
    ["a name of which enough is known", "(name, key) => env[`SHARD_${name}`].get(key)"],
    ["a name that can't be it", "(name, key) => env[`FILES_${name}`].get(key)"],
  ])("is rewritten beside a read of %s", (_, read) => {
    expect(outcomes(`${WRITE}export const load = ${read};`)).toEqual(["rewritable"]);
  });

  it("is found under a name of which enough is known, and under no other", () => {
    const put = (name: string): string =>
      `export const save = (name) => env[${name}].put("a", "v", { metadata: { at: 1 } });`;
    expect(outcomes(put("`SHARD_${name}`"))).toEqual(["rewritable"]);
    expect(outcomes(put("`FILES_${name}`"))).toEqual([]);
    expect(outcomes(put("name"))).toEqual([]);
  });
});
