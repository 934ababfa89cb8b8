import path from "node:path";

/** A script of `package.json`: the literal that spells it, quotes included. */
export interface PackageScript {
  readonly range: readonly [number, number];
  /** Where the literal starts, counted as its parser counts columns. */
  readonly line: number;
  readonly column: number;
}

/** Whether a file is a manifest whose `scripts` a package manager runs. */
export const isPackageManifest = (filename: string): boolean => path.basename(filename) === "package.json";

/** The scripts, from the `Document` of `@eslint/json` or the `Program` of `jsonc-eslint-parser`. */
export function scriptsOf(ast: object): PackageScript[] {
  const [statement] = listOf(ast, "body");
  const root =
    property(ast, "type") === "Document" ? property(ast, "body") : property(statement, "expression");
  return membersOf(root)
    .filter(({ name }) => name === "scripts")
    .flatMap(({ value }) => membersOf(value))
    .flatMap(({ value }) => scriptAt(value));
}

interface Member {
  readonly name: unknown;
  readonly value: unknown;
}

/** The members of an object: `members` of `name` and `value`, or `properties` of `key` and `value`. */
const membersOf = (object: unknown): Member[] => [
  ...listOf(object, "members").map((member) => ({
    name: nameOf(property(member, "name")),
    value: property(member, "value"),
  })),
  ...listOf(object, "properties").map((member) => ({
    name: nameOf(property(member, "key")),
    value: property(member, "value"),
  })),
];

/** A string literal's value, or a bare name as JSON5 allows it. */
const nameOf = (key: unknown): unknown => property(key, "value") ?? property(key, "name");

function scriptAt(literal: unknown): PackageScript[] {
  if (typeof property(literal, "value") !== "string") return [];
  const [start, end] = listOf(literal, "range");
  const place = property(property(literal, "loc"), "start");
  const [line, column] = [property(place, "line"), property(place, "column")];
  if (
    typeof start !== "number" ||
    typeof end !== "number" ||
    typeof line !== "number" ||
    typeof column !== "number"
  )
    return [];
  return [{ range: [start, end], line, column }];
}

function listOf(node: unknown, name: string): readonly unknown[] {
  const list = property(node, name);
  return Array.isArray(list) ? list : [];
}

const property = (node: unknown, name: string): unknown =>
  typeof node === "object" && node !== null ? Reflect.get(node, name) : undefined;
