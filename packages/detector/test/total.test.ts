import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detect, programOfFile } from "@kv-envelope/detector";
import type { ParsedFile, ProjectFacts, Settings } from "@kv-envelope/detector";
import { findCliFlags } from "@kv-envelope/detector/cli";
import { hostsFor } from "./hosts.js";

const settings: Settings = { writers: ["write"], readers: ["read"], kvBindings: ["KV"] };
const facts: ProjectFacts = { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => ["SESSIONS"] };

/** Pieces that point at each other in every way, so that wild programs meet the analysis and not only the parser. */
const names = fc.constantFrom("a", "b", "body", "url", "put", "kvPut", "env");
const field = fc.constantFrom("value", "expiration_ttl", "metadata", "ttl", "a", "body");

const { expression } = fc.letrec<{ expression: string; object: string; text: string; call: string }>(
  (tie) => ({
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      names,
      tie("text"),
      tie("object"),
      tie("call"),
    ),
    text: fc.oneof(
      fc.constant('"https://api.telnyx.com/v2/storage/kvs/n/keys/k"'),
      tie("expression").map((inner) => `\`\${${inner}}/storage/kvs/n/keys/\${a}\``),
      fc.tuple(tie("expression"), tie("expression")).map(([left, right]) => `(${left}) + (${right})`),
      tie("expression").map((inner) => `JSON.stringify(${inner})`),
      fc.tuple(names, field).map(([object, name]) => `${object}.${name}`),
      fc.tuple(names, names).map(([object, name]) => `${object}[${name}]`),
    ),
    object: fc
      .tuple(field, tie("expression"), tie("expression"))
      .map(([name, value, spread]) => `{ ${name}: ${value}, ...(${spread}), method: "PUT" }`),
    call: fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            "fetch",
            "kvPut",
            "a",
            "b.put",
            "env.KV.put",
            "axios.put",
            "write",
            "new URL",
            "kvGet",
            "env.KV.get",
            "JSON.parse",
            "encodeEnvelope",
            "putWithExpiry",
            "execSync",
            "spawn",
          ),
          tie("expression"),
          tie("expression"),
        )
        .map(([callee, first, second]) => `${callee}(${first}, ${second})`),
      fc.tuple(names, tie("expression")).map(([list, inner]) => `${list}.map((a) => (${inner}))`),
      fc.tuple(names, tie("expression")).map(([name, inner]) => `fetch(...[${name}, ...${name}, ${inner}])`),
    ),
  }),
);

const statement = fc.oneof(
  fc.tuple(names, expression).map(([name, value]) => `${name} = ${value};`),
  fc.tuple(names, field, expression).map(([name, member, value]) => `${name}.${member} = ${value};`),
  fc.tuple(names, expression).map(([name, value]) => `${name} += ${value};`),
  fc
    .tuple(names, names, expression)
    .map(([name, parameter, value]) => `${name} = function (${parameter}, ...url) { return (${value}); };`),
  fc
    .tuple(names, expression)
    .map(([name, value]) => `for (const { ${name}, ...rest } of ${value}) fetch(rest, ${name});`),
  expression.map((value) => `(${value});`),
);
const program = fc
  .array(statement, { minLength: 1, maxLength: 12 })
  .map(
    (statements) =>
      `let a, b, body, url, put, env; class A extends A { put = this.put; static b = super.b; }\n${statements.join("\n")}`,
  );

/** Counts how often a node is asked for its type, which each step of a search begins with. */
function countLooks({ ast, visitorKeys }: ParsedFile): () => number {
  let looks = 0;
  const watch = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(watch);
    if (!isNode(node)) return;
    const { type } = node;
    for (const key of visitorKeys[type] ?? []) watch(Reflect.get(node, key));
    Object.defineProperty(node, "type", { get: () => ((looks += 1), type), enumerable: true });
  };
  watch(ast);
  return () => looks;
}

const isNode = (given: unknown): given is { readonly type: string } =>
  typeof given === "object" && given !== null && "type" in given && typeof given.type === "string";

describe("detect never throws", () => {
  const [host] = hostsFor("js");

  test("whatever refers to whatever", () => {
    fc.assert(
      fc.property(program, (text) => {
        const detection = detect(host?.parse(text, "js") ?? expect.fail("no host"), settings, facts);
        for (const { fields } of detection.findings) expect(fields).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("nor what other rules ask of a program", () => {
    const imports =
      'import { encodeEnvelope, putWithExpiry } from "@kv-envelope/runtime";\nimport { execSync, spawn } from "node:child_process";\n';
    fc.assert(
      fc.property(program, (text) => {
        const file = host?.parse(imports + text, "js") ?? expect.fail("no host");
        const asked = programOfFile(file, { ...settings, envelopeStores: ["KV", "read"] }, facts);
        for (const { members } of asked.uncheckedReads()) expect(members).not.toEqual([]);
        expect(asked.floatingWrites().every(({ isVoid }) => !isVoid)).toBe(true);
        // Nothing names the program that would be run.
        expect(findCliFlags(file, settings, facts)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("a class that extends itself through another, arrays of themselves, arguments that spread themselves", () => {
    const text = `
      class A extends B { save() { return this.put("kvs", {}); } }
      class B extends A { save() { return super.put("kvs", {}); } }
      const list = [...list]; fetch(...list); new A().save(list[0].body); exports.a = exports.a; exports.a(exports.a);
      enum1.x = enum1.x; const f = (...args) => f(...args); f(1); const g = (a) => g(g(a)); g(g);`;
    expect(detect(host?.parse(text, "js") ?? expect.fail("no host"), settings, facts).findings).toEqual([]);
  });

  test("the types of objects that are spread into themselves", () => {
    const text = `let a, b, body, put, env; class A extends A { put = this.put; static b = super.b; }
      put.ttl = { value: env.KV.put("/storage/kvs/n/keys/a", b), ...(body), method: "PUT" };
      put += { metadata: { a: JSON.parse(b, env), ...(put), method: "PUT" }, ...(a), method: "PUT" };
      env.metadata = fetch(...[a, ...a, { body: env[put], ...(a), method: "PUT" }]);
      env = { a: b, ...(fetch(...[a, ...a, fetch(...[put, ...put, b])])), ...env, method: "PUT" };`;
    const file = host?.parse(text, "js") ?? expect.fail("no host");
    const looks = countLooks(file);
    detect(file, settings, facts);
    expect(looks()).toBeLessThan(100_000);
  });

  test("work stays bounded in a file of helpers that all call each other", () => {
    const helpers = Array.from({ length: 60 }, (_, position) => {
      const next = (position + 1) % 60;
      return `const f${position} = (url, init) => init ? f${next}(url, { ...init, n: ${position} }) : f${(position + 7) % 60}(init, url);`;
    });
    const text = `${helpers.join("\n")}\nf0("/storage/kvs/n/keys/a", { method: "PUT", body: JSON.stringify({ value: 1, expiration_ttl: 2 }) });`;
    const file = host?.parse(text, "js") ?? expect.fail("no host");
    const looks = countLooks(file);
    detect(file, settings, facts);
    // 39,000 today. A search that followed every way through the helpers would take millions.
    expect(looks()).toBeLessThan(100_000);
  });
});
