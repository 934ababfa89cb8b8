import { describe, expect, it } from "vitest";
import { importTexts } from "../../src/syntax/text/import-texts.js";

const importsOf = (text: string): string[] =>
  [...importTexts(text)].map(({ specifier, isByName }) => `${specifier} ${isByName() ? "by name" : "all"}`);

describe("an import takes what it names and nothing else", () => {
  it.each([
    'import { a } from "x";',
    'import {\n  a,\n  b as c,\n} from "x";',
    'import type { A } from "x";',
    "import { a, /* } */ b } from 'x';",
    'export { a as default } from "x";',
    'export type { A } from "x";',
    'import "x";',
    'const { a, b: c } = require("x");',
    'let { a } = await import("x");',
    'const a = require("x").a;',
    'const a = 1;import{a}from"x"',
  ])("%s", (text) => {
    expect(importsOf(text)).toEqual(["x by name"]);
  });
});

describe("an import may take anything", () => {
  it.each([
    'import * as x from "x";',
    'import d from "x";',
    'import d, { a } from "x";',
    'import d, * as x from "x";',
    'export * from "x";',
    'export * as x from "x";',
    'import x = require("x");',
    'const x = require("x");',
    'const { a, ...rest } = require("x");',
    'const { [key]: a } = require("x");',
    'const x = await import("x");',
    'import("x").then(({ a }) => a);',
    'require("x")[name];',
    'export default require("x");',
  ])("%s", (text) => {
    expect(importsOf(text)).toEqual(["x all"]);
  });
});

it("tells several imports of a text apart", () => {
  const text = `/**\n * Takes \`import * as\` nothing.\n */\nimport * as path from "node:path";\nimport { a } from "./a.js";\n`;
  expect(importsOf(text)).toEqual(["node:path all", "./a.js by name"]);
});

describe("in backticks", () => {
  it.each([
    ["a word of a comment is no module", "/** Taken from `domain_id`, or from `from`. */", []],
    ["a call's argument is one", "await import(`x`);", ["x all"]],
    ["and that of require", "const { a } = require(`x`);", ["x by name"]],
  ])("%s", (_, text, found) => {
    expect(importsOf(text)).toEqual(found);
  });
});
