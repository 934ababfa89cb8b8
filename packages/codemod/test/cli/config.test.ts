import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig, readConfig } from "../../src/config/config.js";
import { project } from "../support/project.js";

describe("the configuration", () => {
  it("is empty where there is no file", () => {
    expect(readConfig(project({}).root, undefined)).toEqual({ settings: {}, ignore: [] });
  });

  it("is read from the default file, BOM and all, and from the file named", () => {
    const { root } = project({
      "kv-envelope.config.json": '\uFEFF{ "writers": ["putKv"], "ignore": ["gen/**"] }',
      "conf/other.json": '{ "serverTtl": ["cli"] }',
    });
    expect(readConfig(root, undefined)).toEqual({ settings: { writers: ["putKv"] }, ignore: ["gen/**"] });
    expect(readConfig(root, "conf/other.json")).toEqual({ settings: { serverTtl: ["cli"] }, ignore: [] });
  });

  it("must be there if it is named, and be a file", () => {
    const { root } = project({});
    mkdirSync(join(root, "dir"));
    expect(() => readConfig(root, "none.json")).toThrow("--config: none.json: no such file");
    expect(() => readConfig(root, "dir")).toThrow("--config: dir: is a directory, not a JSON file");
  });

  it.each([
    ["{ writers: [] }", /^c\.json: is not JSON: line 1, column 3: a word that JSON does not have$/],
    [
      '{\n  "writers": []\n  "ignore": []\n}',
      /^c\.json: is not JSON: line 3, column 3: a comma is expected$/,
    ],
    ['{ "ignore": [] // none\n}', /^c\.json: is not JSON: line 1, column 16: JSON has no comments$/],
    ['{ "ignore": []', /^c\.json: is not JSON: line 1, column 15: a closing \} is expected$/],
    ["", /^c\.json: is not JSON: it is empty$/],
    ["[]", /^c\.json: holds an array; allowed: a JSON object$/],
    ["null", /^c\.json: holds null; allowed: a JSON object$/],
    [
      '{ "writer": [] }',
      /^c\.json: "writer": unknown key; did you mean "writers"\? \(allowed: writers, .*ignore\)$/,
    ],
    ['{ "colour": 1 }', /^c\.json: "colour": unknown key \(allowed: /],
    ['{ "writers": "putKv" }', /^c\.json\.writers: "putKv" given; /],
    [
      '{ "helpers": { "module": "./a\\"; evil(); \\"" } }',
      /^c\.json\.helpers\.module: "\.\/a\\"; evil\(\); \\"" given; allowed: a module specifier, without quotes, backslashes and line breaks$/,
    ],
    ['{ "helpers": { "module": "./a\\nevil()" } }', /given; allowed: a module specifier/],
    ['{ "helpers": { "module": "" } }', /given; allowed: a module specifier/],
    ['{ "ignore": "gen/**" }', /^c\.json: ignore: "gen\/\*\*" given; allowed: an array of globs/],
    ['{ "ignore": ["a", 1] }', /^c\.json: ignore: \["a",1\] given; allowed: an array of globs/],
  ])("refuses %s in one line", (text, message) => {
    expect(() => parseConfig(text, "c.json")).toThrow(message);
    expect(() => parseConfig(text, "c.json")).toThrow(/^[^\n]*$/);
  });
});
