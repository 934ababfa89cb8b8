// What each place in the source does to a value that stands there: one table, read forwards and backwards.
import type { TSESTree } from "@typescript-eslint/utils";
import { describe, expect, it } from "vitest";
import { stepsFrom, stepsInto } from "../../src/flow/steps/positions.js";
import type { Edge, Step } from "../../src/flow/steps/positions.js";
import { SourceIndex } from "../../src/syntax/source-index.js";
import { hostsFor } from "../hosts.js";

const [host] = hostsFor("tsx");

/** A text, its nodes, and where in it `it` stands that is followed. */
function sourceOf(text: string): {
  readonly textOf: (node: TSESTree.Node) => string;
  readonly value: TSESTree.Identifier;
  readonly last: TSESTree.Node | undefined;
} {
  if (host === undefined) throw new Error("no host parses TSX");
  const file = host.parse(text, "tsx");
  const index = new SourceIndex();
  const added = index.add(file);
  const found: TSESTree.Identifier[] = [];
  const look = (node: TSESTree.Node): void => {
    if (node.type === "Identifier" && node.name === "it") found.push(node);
    for (const child of added.childrenOf(node)) look(child);
  };
  look(file.ast);
  const [value] = found;
  if (value === undefined) throw new Error(`${text} has no \`it\``);
  const statement = file.ast.body.at(-1);
  const last = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
  return { textOf: (node) => index.textOf(node), value, last };
}

/** A step in short: `load value`, `choice if flag`. */
function spelled(step: Step, textOf: (node: TSESTree.Node) => string): string {
  switch (step.kind) {
    case "load":
    case "store":
      return `${step.kind} ${step.name ?? "?"}`;
    case "argument":
      return `argument ${step.position}`;
    case "choice":
      return `choice ${step.when ? "if" : "unless"} ${textOf(step.test)}`;
    default:
      return step.kind;
  }
}

const FORWARDS: readonly (readonly [source: string, ...steps: readonly string[]])[] = [
  // The same value
  ["it as string;", "copy → it as string"],
  ["it!;", "copy → it!"],
  ["it satisfies object;", "copy → it satisfies object"],
  ["(other, it);", "copy → other, it"],
  ["(it, other);", "none → it, other"],
  ["async () => { await it; };", "await → await it"],
  // One of two
  ["flag ? it : other;", "choice if flag → flag ? it : other"],
  ["flag ? other : it;", "choice unless flag → flag ? other : it"],
  ["it ? one : other;", "none → it ? one : other"],
  ["it ?? other;", "choice if it → it ?? other"],
  ["other || it;", "choice unless other → other || it"],
  ["flag && it;", "choice if flag → flag && it"],
  ["it && other;", "none → it && other"],
  // Names
  ["const name = it;", "bind → name"],
  ["const { a, b: [c] } = it;", "bind → { a, b: [c] }"],
  ["name = it;", "bind → name", "copy → name = it"],
  ["holder.name = it;", "bind → holder.name", "copy → holder.name = it"],
  ["name ??= it;", "bind → name", "choice unless name → name ??= it"],
  ["name += it;", "text → name += it"],
  ["const f = (a = it) => a;", "bind → a"],
  ["for (const each of it) each();", "element → each"],
  ["for (const key in it) key;", "names → for (const key in it) key;"],
  // Members
  ["it.value;", "load value → it.value"],
  ['it["value"];', 'load value → it["value"]'],
  ["it[name];", "load ? → it[name]"],
  ["table[it];", "text → table[it]"],
  ["({ raw: it });", "store raw → { raw: it }"],
  ["({ [name]: it });", "store ? → { [name]: it }"],
  ["[other, it];", "store 1 → [other, it]"],
  ["[...others, it];", "store * → [...others, it]"],
  ["({ ...it });", "spread → { ...it }"],
  ["[...it];", "spread → [...it]"],
  ["f(...it);", "spread → f(...it)"],
  // Calls and functions
  ["f(other, it);", "argument 1 → f(other, it)"],
  ["new Session(it);", "argument 0 → new Session(it)"],
  ["it(other);", "callee → it(other)"],
  ["() => it;", "return → () => it"],
  ["() => { return it; };", "return → return it;"],
  ["function* f() { yield it; }", "yield → yield it"],
  ["function f() { throw it; }", "unknown → throw it;"],
  ["class A { field = it; }", "unknown → field = it;"],
  // Where it ends
  ["`a ${it} b`;", "text → `a ${it} b`"],
  ["it + 1;", "text → it + 1"],
  ["-it;", "text → -it"],
  ["it === other;", "compare → it === other"],
  ["switch (it) { default: }", "compare → switch (it) { default: }"],
  ["!it;", "none → !it"],
  ["typeof it;", "none → typeof it"],
  ["void it;", "none → void it"],
  ["if (it) f();", "none → if (it) f();"],
  ["while (it) f();", "none → while (it) f();"],
  ["it;", "none → it;"],
  ["export default it;", "export → export default it;"],
  ["export { it };", "export → it"],
  ["<b>{it}</b>;", "text → {it}"],
  ["<b title={it} />;", "text → {it}"],
  ["<Session entry={it} />;", "unknown → {it}"],
];

describe("forwards", () => {
  it.each(FORWARDS)("%s", (text, ...steps) => {
    const { value, textOf } = sourceOf(text);
    const spell = ({ step, to }: Edge): string => `${spelled(step, textOf)} → ${textOf(to)}`;
    expect(stepsFrom(value).map(spell)).toEqual(steps);
  });
});

const BACKWARDS: readonly (readonly [source: string, ...steps: readonly string[]])[] = [
  ["it as string;", "copy ← it"],
  ["it!;", "copy ← it"],
  ["(other, it);", "none ← other", "copy ← it"],
  ["it ? one : other;", "none ← it", "choice if it ← one", "choice unless it ← other"],
  ["it ?? other;", "choice if it ← it", "choice unless it ← other"],
  ["it && other;", "none ← it", "choice if it ← other"],
  ["name = it;", "copy ← it"],
  ["name ||= it;", "choice if name ← name", "choice unless name ← it"],
  ["it.value;", "load value ← it"],
  ["it[name];", "load ? ← it", "text ← name"],
  ["[it, other];", "store 0 ← it", "store 1 ← other"],
  ["f(it);", "callee ← f", "argument 0 ← it"],
  ["() => it;", "return ← it"],
  ["`a ${it}`;", "text ← it"],
  ["it === 1;", "compare ← it", "compare ← 1"],
];

describe("backwards", () => {
  it.each(BACKWARDS)("%s", (text, ...steps) => {
    const { last, textOf } = sourceOf(text);
    const spell = ({ step, from }: Edge): string => `${spelled(step, textOf)} ← ${textOf(from)}`;
    expect(last === undefined ? [] : stepsInto(last).map(spell)).toEqual(steps);
  });

  it("goes back each step that goes forwards to an expression around", () => {
    for (const [text] of FORWARDS) {
      const { value } = sourceOf(text);
      for (const edge of stepsFrom(value)) {
        // A name that is bound, and what nothing is known of, is no expression made of it.
        if (/^(?:bind|element|unknown)$/.test(edge.step.kind)) continue;
        const back = [...stepsInto(edge.to), ...stepsInto(value.parent)];
        expect(back, text).toContainEqual(edge);
      }
    }
  });
});
