// npm puts what the packages depend on beside the TypeScript of the project: whichever that is, the codemod migrates a
// TypeScript file and the plugin lints it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import rootPackage from "../../package.json" with { type: "json" };
import { TYPESCRIPT_ESLINT } from "../matrix/versions.js";
import { packInto, type Tarballs } from "../support/tarballs.js";
import { expectMigration } from "./migrates.js";
import { folderFor, Installed, MANAGERS, removeAll } from "./managers.js";
import { filesOf, PRINTED } from "./project.js";

const { eslint } = rootPackage.devDependencies;

const TYPESCRIPT_ESLINT_PARSER = {
  beside: { "@typescript-eslint/parser": TYPESCRIPT_ESLINT },
  config: `import * as parser from "@typescript-eslint/parser";
const languageOptions = { parser };`,
};
/** A parser that needs no TypeScript, as that of typescript-eslint refuses 7. */
const BABEL_PARSER = {
  beside: { "@babel/core": "7.29.13", "@babel/eslint-parser": "7.29.13", eslint: "9.39.5" },
  config: `import * as parser from "@babel/eslint-parser";
const languageOptions = { parser, parserOptions: { requireConfigFile: false, babelOptions: { parserOpts: { plugins: ["typescript"] } } } };`,
};

let tarballs: Tarballs;
beforeAll(() => {
  tarballs = packInto(folderFor("tarballs"));
});
afterAll(removeAll);

describe("beside TypeScript", () => {
  it.each([
    ["5.4.5", { typescript: "5.4.5" }, TYPESCRIPT_ESLINT_PARSER],
    ["6.0.3", { typescript: "6.0.3" }, TYPESCRIPT_ESLINT_PARSER],
    ["7.0.2", { typescript: "7.0.2" }, BABEL_PARSER],
    // How TypeScript 7 is installed where tools need the API of 6.
    [
      "7.0.2, with 6 under its name",
      { "typescript-7": "npm:typescript@7.0.2", typescript: "npm:@typescript/typescript6@6.0.2" },
      TYPESCRIPT_ESLINT_PARSER,
    ],
  ] as const)("%s", (version, typescript, { beside, config }) => {
    const { npm } = MANAGERS;
    if (npm === undefined) throw new Error("npm is not among the managers");
    const project = new Installed(npm, []);
    project.install({
      ...filesOf(tarballs, { eslint, ...typescript, ...beside }),
      "eslint.config.mjs": `import kvEnvelope from "@kv-envelope/eslint-plugin";
${config}
export default [kvEnvelope.configs.recommended, { files: ["**/*.ts"], languageOptions }];
`,
    });
    const lint = project.bin("eslint", "--format", "json", "src");
    expect(lint.stderr).toBe("");
    expect(JSON.parse(lint.stdout)).toMatchObject([
      { messages: [{ ruleId: "kv-envelope/no-verbatim-fields", line: 5 }] },
    ]);
    expectMigration(project);
    expect(project.bin("eslint", "src")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(project.module("check.mjs").stdout).toBe(PRINTED);
    // Else the test would not have shown anything.
    expect(version.startsWith(versionOf(project.folder, Object.keys(typescript)[0] ?? ""))).toBe(true);
  });
});

const versionOf = (folder: string, name: string): string => {
  const manifest: { version: string } = JSON.parse(
    readFileSync(path.join(folder, "node_modules", name, "package.json"), "utf8"),
  );
  return manifest.version;
};
