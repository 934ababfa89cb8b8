// What the functions of the platform do to what they are given: one table, read forwards and backwards.
import { describe, expect, it } from "vitest";
import {
  allBuiltIns,
  globalPath,
  rowsOfConstructor,
  rowsOfGlobal,
  rowsOfImport,
  rowsOfMethod,
} from "../../src/flow/steps/built-ins.js";
import type { Receiver } from "../../src/flow/steps/built-ins.js";
import {
  backwards,
  backwardsIntoParameter,
  forwards,
  forwardsFromReturn,
  parseRow,
} from "../../src/flow/steps/rows.js";
import type { Place, Root, Row, Target } from "../../src/flow/steps/rows.js";
import { SourceIndex } from "../../src/syntax/source-index.js";
import { hostsFor } from "../hosts.js";

/** `Promise.all`, `new Map`, `array.map`. */
function rowsNamed(name: string): readonly Row[] {
  const [, constructed] = /^new (\w+)$/.exec(name) ?? [];
  const [, module, path] = /^([\w/]+): (.+)$/.exec(name) ?? [];
  if (module !== undefined) return rowsOfImport(module, path ?? "") ?? [];
  const rows =
    constructed === undefined ? (methodRows(name) ?? rowsOfGlobal(name)) : rowsOfConstructor(constructed);
  if (rows === undefined) throw new Error(`the tables have no ${name}`);
  return rows;
}

const RECEIVERS: readonly Receiver[] = [
  "array",
  "promise",
  "map",
  "set",
  "function",
  "response",
  "body",
  "text",
];

function methodRows(name: string): readonly Row[] | undefined {
  const [kind, method] = name.split(".");
  const receiver = RECEIVERS.find((each) => each === kind);
  return receiver === undefined || method === undefined ? undefined : rowsOfMethod(receiver, method);
}

const spelledTarget = ({ parameter, root, path, row }: Target): string => {
  const change = row.change === "copy" ? "" : ` (${row.change})`;
  if (parameter !== undefined)
    return [`parameter ${parameter.position} of ${parameter.argument}`, ...path].join(" ") + change;
  return [root ?? "nobody", ...path].join(" ") + change;
};

/** What becomes of a value at a path in an argument. */
const FORWARDS: readonly (readonly [
  name: string,
  argumentCount: number,
  root: Root,
  path: readonly string[],
  to: readonly string[],
])[] = [
  ["Promise.resolve", 1, 0, [], ["result"]],
  ["Promise.all", 1, 0, ["1"], ["result 1"]],
  ["Promise.race", 1, 0, ["*"], ["result"]],
  ["Promise.any", 1, 0, ["0", "raw"], ["result raw"]],
  ["Promise.allSettled", 1, 0, ["*"], ["result * value"]],
  ["Promise.try", 2, 1, [], ["parameter 0 of 0"]],
  ["structuredClone", 1, 0, ["a"], ["result a"]],
  ["Object.freeze", 1, 0, [], ["result"]],
  ["Object.assign", 2, 1, ["raw"], ["result raw"]],
  ["Object.values", 1, 0, ["raw"], ["result *"]],
  ["Object.entries", 1, 0, ["raw"], ["result * 1"]],
  ["Object.fromEntries", 1, 0, ["*", "1"], ["result *"]],
  ["Object.keys", 1, 0, [], ["nobody (names)"]],
  ["Object.getOwnPropertyNames", 1, 0, [], ["nobody (names)"]],
  ["Reflect.ownKeys", 1, 0, [], ["nobody (names)"]],
  ["Reflect.get", 2, 0, ["raw"], ["result"]],
  ["Array.from", 1, 0, ["*"], ["result *"]],
  ["Array.from", 2, 0, ["*"], ["parameter 0 of 1"]],
  ["Array.of", 2, 1, [], ["result *"]],
  ["JSON.parse", 1, 0, [], ["result (parsed)"]],
  ["JSON.stringify", 1, 0, [], ["result (json)"]],
  ["String", 1, 0, [], ["result (text)"]],
  ["console.log", 2, 1, [], []],
  ["Reflect.apply", 3, 2, ["0"], ["parameter 0 of 0"]],
  ["new Map", 1, 0, ["*", "1"], ["result *"]],
  ["new Set", 1, 0, ["*"], ["result *"]],
  ["new Response", 2, 0, [], ["result (response)"]],
  ["new Response", 2, 1, [], []],
  ["array.map", 1, "this", ["*", "raw"], ["parameter 0 of 0 raw"]],
  ["array.filter", 1, "this", ["0"], ["parameter 0 of 0", "result *"]],
  ["array.find", 1, "this", ["*"], ["parameter 0 of 0", "result"]],
  ["array.at", 1, "this", ["*", "raw"], ["result raw"]],
  ["array.reduce", 2, "this", ["*"], ["parameter 1 of 0"]],
  ["array.reduce", 1, "this", ["*"], ["parameter 1 of 0", "parameter 0 of 0"]],
  ["array.concat", 1, 0, ["*"], ["result *"]],
  ["array.push", 1, 0, [], ["this *"]],
  ["array.join", 1, "this", ["*"], ["nobody (hidden)"]],
  ["array.includes", 1, 0, [], []],
  ["promise.then", 1, "this", [], ["parameter 0 of 0"]],
  ["promise.then", 0, "this", [], ["result"]],
  ["promise.catch", 1, "this", [], ["result"]],
  ["promise.finally", 1, "this", ["*"], ["result *"]],
  ["map.set", 2, 1, [], ["this *"]],
  ["map.get", 1, "this", ["*"], ["result"]],
  ["set.add", 1, 0, [], ["this *"]],
  ["response.clone", 0, "this", [], ["result"]],
  ["body.tee", 0, "this", [], ["result *"]],
  ["stream: Readable.from", 1, 0, ["*", "raw"], ["result * raw"]],
  ["stream/promises: pipeline", 3, 0, ["*"], ["parameter 0 of 1 *"]],
];

describe("forwards", () => {
  it.each(FORWARDS)("%s with %i arguments, from %s at %j", (name, argumentCount, root, path, to) => {
    const found = forwards(rowsNamed(name), root, path, argumentCount);
    expect(found.flatMap((each) => (each.kind === "goes" ? [spelledTarget(each.target)] : []))).toEqual(to);
  });

  it("says where a function takes the value itself apart", () => {
    expect(forwards(rowsNamed("Promise.race"), 0, [], 1)).toMatchObject([{ kind: "opens", name: "*" }]);
    expect(forwards(rowsNamed("Object.fromEntries"), 0, ["*"], 1)).toMatchObject([
      { kind: "opens", name: "1" },
    ]);
  });

  it.each([
    ["array.map", 0, [], "result *"],
    ["array.flatMap", 0, ["*"], "result * *", "result *"],
    ["array.reduce", 0, [], "parameter 0 of 0", "result"],
    ["stream: pipeline", 0, [], "parameter 0 of 1"],
    ["promise.then", 1, ["raw"], "result raw"],
    ["promise.catch", 0, [], "result"],
    ["Array.from", 1, [], "result *"],
    ["Promise.try", 0, [], "result"],
    ["array.forEach", 0, []],
    ["setTimeout", 0, []],
  ] as const)("%s, from what the function gives that is argument %i, at %j", (name, root, path, ...to) => {
    expect(forwardsFromReturn(rowsNamed(name), root, path, 2).map(spelledTarget)).toEqual(to);
  });
});

const spelledPlace = ({ root, accesses }: Place): string =>
  [
    root,
    ...accesses.map((access) =>
      access.kind === "member"
        ? (access.name ?? "any member")
        : access.kind === "parameter"
          ? `parameter ${access.position}`
          : access.kind,
    ),
  ].join(" ");

/** Where a member of the result comes from (or the result itself). */
const BACKWARDS: readonly (readonly [name: string, path: readonly string[], from: readonly string[]])[] = [
  ["Promise.all", [], ["0"]],
  ["Promise.all", ["1"], ["0 | 1"]],
  ["Promise.race", [], ["0 element"]],
  ["Promise.allSettled", ["0"], []],
  ["Promise.allSettled", ["0", "value"], ["0 element"]],
  ["Object.entries", ["0", "1", "id"], ["0 any member | id"]],
  ["Object.assign", ["raw"], ["any argument raw"]],
  ["Object.values", ["0"], ["0 any member"]],
  ["Array.from", ["0"], ["0 element"]],
  ["array.map", ["0"], ["0 return"]],
  ["array.filter", ["*"], ["this element"]],
  ["array.find", [], ["this element"]],
  ["array.concat", ["0"], ["this element", "any argument element"]],
  ["promise.then", [], ["this"]],
  ["map.get", [], ["this any member"]],
  ["stream: Readable.from", ["0", "raw"], ["0 element | raw"]],
  ["stream: pipeline", [], []],
  ["JSON.parse", [], ["0"]],
  ["console.log", [], []],
];

describe("backwards", () => {
  it.each(BACKWARDS)("%s, to the result at %j", (name, path, from) => {
    const found = backwards(rowsNamed(name), path, name === "promise.then" ? 0 : 1);
    expect(found.map((each) => [spelledPlace(each.from), ...each.rest].join(" | "))).toEqual(from);
  });

  it.each([
    ["array.map", 0, 0, "this element"],
    ["array.reduce", 0, 1, "this element"],
    ["array.reduce", 0, 0, "1", "0 return"],
    ["stream: pipeline", 1, 0, "0 return", "0"],
    ["stream: pipeline", 2, 0, "1 return"],
    ["array.sort", 0, 1, "this element"],
    ["promise.then", 0, 0, "this"],
    ["Array.from", 1, 0, "0 element"],
    ["Reflect.apply", 0, 0, "2 element"],
    ["array.map", 0, 1],
  ] as const)("%s, to parameter %i of argument %i", (name, root, position, ...from) => {
    expect(backwardsIntoParameter(rowsNamed(name), root, position, 3).map(spelledPlace)).toEqual(from);
  });
});

describe("the table", () => {
  it.each(allBuiltIns().map(({ name, rows }) => [name, rows] as const))(
    "%s goes back wherever it goes forwards to its result",
    (_, rows) => {
      for (const row of rows) {
        if (row.to?.root !== "result") continue;
        const path = row.to.accesses.map((access) => (access.kind === "member" ? (access.name ?? "a") : "0"));
        expect(backwards(rows, path, row.unless ?? 3).map((each) => each.row)).toContain(row);
      }
    },
  );

  it.each([
    "Argument[0]",
    "Argument[0] → Result",
    "Argument[x] → ReturnValue",
    "Argument[0].Values → ReturnValue",
  ])("refuses %s", (text) => {
    expect(() => parseRow(text)).toThrow(SyntaxError);
  });
});

describe("a global's name", () => {
  const pathOf = (text: string): string | undefined => {
    const [host] = hostsFor("ts");
    const file = host?.parse(text, "ts");
    if (file === undefined) throw new Error("no host parses TypeScript");
    const index = new SourceIndex();
    index.add(file);
    const statement = file.ast.body.at(-1);
    if (statement?.type !== "ExpressionStatement") throw new Error("no expression");
    return globalPath(index, statement.expression);
  };

  it.each([
    ["Promise.all;", "Promise.all"],
    ["globalThis.structuredClone;", "structuredClone"],
    ['window["JSON"].parse;', "JSON.parse"],
    ["structuredClone;", "structuredClone"],
    // The program's own, whatever it is called.
    ["const Promise = require('bluebird'); Promise.all;", undefined],
    ["import { JSON } from './json.js'; JSON.parse;", undefined],
    ["function structuredClone(x) { return x.value; } structuredClone;", undefined],
    ["make().all;", undefined],
  ])("%s", (text, path) => {
    expect(pathOf(text)).toBe(path);
  });
});
