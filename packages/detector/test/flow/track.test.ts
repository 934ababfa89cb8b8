// What evidence reaches, step by step: every call of `hit` is to be asked what it is, no call of `miss`.
import { describe, expect, it } from "vitest";
import { Context } from "../../src/kv/context.js";
import { parseFile } from "../../../codemod/src/source/parse.js";

const URL_TEXT = '"/storage/kvs/n/keys/k"';

const STEPS: Readonly<Record<string, string>> = {
  "a text in an argument": `hit(${URL_TEXT}); miss("/storage/other");`,
  "a variable, and no other of its name": `const u = ${URL_TEXT}; hit(u); { const u = 1; miss(u); }`,
  "a template, a concatenation": 'const b = "/kvs/"; hit(`${b}x`); hit(b + 1); miss(`x`);',
  "a choice, and not what it turns on": `hit(x ? ${URL_TEXT} : 1); miss(${URL_TEXT} ? 1 : 2);`,
  "a member of an object, and no other": `const o = { u: ${URL_TEXT}, v: 1 }; hit(o.u); miss(o.v);`,
  "a member that is assigned later": `const o = {}; o.u = ${URL_TEXT}; hit(o.u); miss(o.v);`,
  "an object within an object": `const o = { a: { u: ${URL_TEXT} }, b: {} }; hit(o.a.u); miss(o.b.u);`,
  "a pattern": `const { u, ...rest } = { u: ${URL_TEXT}, v: 1 }; hit(u); miss(rest.v);`,
  "an element": `const [u] = [${URL_TEXT}]; hit(u); for (const each of [${URL_TEXT}]) hit(each);`,
  "an enum": `enum Route { Kvs = "/kvs/", Other = "/x" } hit(Route.Kvs); miss(Route.Other);`,
  "a parameter, of that call alone": `function f(u) { return u; } hit(f(${URL_TEXT})); miss(f(1));`,
  "what a function returns": `const f = () => ${URL_TEXT}; hit(f()); const g = () => 1; miss(g());`,
  "what a curried function returns": `const f = (a) => (b) => ${URL_TEXT}; hit(f(1)(2));`,
  "a callback": `const run = (cb) => cb(${URL_TEXT}); run((u) => hit(u));`,
  "an element that a method hands on": `[${URL_TEXT}].forEach((u) => hit(u));`,
  "a field, from another method": `class C { u = ${URL_TEXT}; v = 1; a() { hit(this.u); miss(this.v); } }`,
  "a field that the constructor is passed": `class C { constructor(u) { this.u = u; } a() { hit(this.u); } } new C(${URL_TEXT});`,
  "a field that some instances are passed, and no other instance": `class C { constructor(u) { this.u = u; } } hit(new C(${URL_TEXT}).u); miss(new C(1).u);`,
  "a parameter property, of that instance": `class C { constructor(readonly u) {} } hit(new C(${URL_TEXT}).u); miss(new C(1).u);`,
  "what a method gives, of that instance": `class C { constructor(u) { this.u = u; } a() { return this.u; } } hit(new C(${URL_TEXT}).a()); miss(new C(1).a());`,
  "a parameter, and not what another one gives": `const f = (a, b) => ({ a, b }); hit(f(${URL_TEXT}, 1).a); miss(f(${URL_TEXT}, 1).b);`,
  "super, in what the derived class and the base class read": `class B { constructor(u) { this.u = u; } a() { hit(this.u); } } class D extends B { constructor() { super(${URL_TEXT}); } b() { hit(this.u); miss(this.w); } } class E extends B { b() { miss(this.u); } }`,
  "an inherited constructor": `class B { constructor(u) { this.u = u; } } class D extends B { b() { hit(this.u); } } hit(new D(${URL_TEXT}).u);`,
  "a private member, and no computed one": `class C { #u = ${URL_TEXT}; a(k) { hit(this.#u); miss(this[k]); } }`,
  "a callback that a class keeps": `class C { constructor(cb) { this.cb = cb; } a() { this.cb(${URL_TEXT}); } } new C((u) => hit(u)).a();`,
  "a callback of a promise, which does not keep it": `const p = load(); p.then(() => ({ u: ${URL_TEXT} })).then((o) => { hit(o.u); miss(o.v); }); miss(p.u);`,
  "the elements of what iterates": `class C { *[Symbol.iterator]() { yield ${URL_TEXT}; } a() { miss(this.b); } } for (const u of new C()) hit(u);`,
  "what a proxy is of, and its trap's target": `const p = new Proxy({ u: ${URL_TEXT} }, { get(t, k) { hit(t.u); miss(t.v); return t[k]; } }); hit(p.u);`,
  "what a proxy's trap gives": `const p = new Proxy({}, { get: () => ${URL_TEXT}, has: () => true }); hit(p.x);`,
  "a URL, and not its parameters": `const u = new URL(${URL_TEXT}); hit(u); hit(u.pathname); miss(u.searchParams);`,
  "a getter": `const o = { get u() { return ${URL_TEXT}; } }; hit(o.u);`,
  "a base class's method, of what the derived class has": `class B { a() { hit(this.u); miss(this.w); } } class D extends B { u = ${URL_TEXT}; }`,
  "a static member": `class C { static u = ${URL_TEXT}; } hit(C.u); miss(C.v);`,
  "a client that code not seen makes": `const c = lib.create({ base: ${URL_TEXT} }); hit(c.x); import lib from "lib";`,
  "not the answer of a request": `const r = await fetch(${URL_TEXT}); miss(r.body);`,
  "not behind then, either": `fetch(${URL_TEXT}).then((r) => miss(r));`,
  "a client that an async function makes": `import lib from "lib"; const open = async () => { const api = lib.create({ base: ${URL_TEXT} }); return { api, n: 1 }; }; const { api, n } = await open(); hit(api.x); miss(n);`,
  "a Map": `const m = new Map([["a", ${URL_TEXT}]]); hit(m.get("a"));`,
  "a list that is filled": `const l = []; l.push(${URL_TEXT}); hit(l[0]);`,
  "the SDK's resource, and no other": `import Telnyx from "telnyx"; const c = new Telnyx(); hit(c.storage.kvs); miss(c.messages.send);`,
  "a type of the runtime": `import type { KvNamespace } from "@telnyx/edge-runtime"; interface Env { S: KvNamespace; T: string } const f = (e: Env) => { hit(e.S); miss(e.T); };`,
  "what CommonJS exports, in its own file": `exports.u = ${URL_TEXT}; hit(exports.u); miss(exports.v);`,
};

/** The calls of a name, each with whether evidence reaches it. */
function reached(code: string): { readonly name: string; readonly isReached: boolean }[] {
  const context = new Context(
    {
      moduleOf: () => undefined,
      factsOf: () => ({ edgeRuntimeVersion: () => null, manifestBindings: () => [] }),
    },
    {},
  );
  context.add(parseFile(code, "program.ts"));
  return context.files.flatMap(({ calls }) =>
    calls.flatMap((call) => {
      const name = context.index.textOf(call.callee);
      return name === "hit" || name === "miss"
        ? [{ name, isReached: context.tracker.evidenceAt(call) !== undefined }]
        : [];
    }),
  );
}

describe("evidence reaches", () => {
  it.each(Object.entries(STEPS))("%s", (_, code) => {
    const calls = reached(code);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls).toEqual(calls.map(({ name }) => ({ name, isReached: name === "hit" })));
  });
});
