// `kv-envelope init` in repositories of several kinds; where it writes, the real ESLint then runs with our rules.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { FLAGGED, project } from "../support/project.js";
import type { Project } from "../support/project.js";

const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const INSTALLED: Readonly<Record<string, string>> = {
  "eslint 8": at("packages/eslint-plugin/node_modules/eslint-v8"),
  "eslint 9": at("packages/eslint-plugin/node_modules/eslint-v9"),
  "eslint 10": at("packages/eslint-plugin/node_modules/eslint"),
};

/** Installs ESLint and our plugin by links, as a package manager would from a registry. */
function install({ root }: Project, eslint: string): void {
  mkdirSync(join(root, "node_modules/@kv-envelope"), { recursive: true });
  mkdirSync(join(root, "node_modules/@typescript-eslint"), { recursive: true });
  symlinkSync(INSTALLED[eslint] ?? "", join(root, "node_modules/eslint"));
  symlinkSync(at("packages/eslint-plugin"), join(root, "node_modules/@kv-envelope/eslint-plugin"));
  symlinkSync(
    at("packages/eslint-plugin/node_modules/@typescript-eslint/parser"),
    join(root, "node_modules/@typescript-eslint/parser"),
  );
}

/** The rules that the repository's own ESLint reports, file by file. */
function reported({ root }: Project): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules/eslint/bin/eslint.js"), "--format", "json", "src"],
    { cwd: root, encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const results: { filePath: string; messages: { ruleId: string }[] }[] = JSON.parse(stdout);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId }) => `${filePath.slice(root.length + 1)} ${ruleId}`),
  );
}

const MANIFEST = '{ "name": "app", "type": "module", "devDependencies": { "eslint": "*" } }\n';
const FLAT = `export default [
  { rules: { "no-var": "error" } }, // ours
];
`;

describe("init --write turns the rules on, after which ESLint reports", () => {
  it.each<[string, string, Readonly<Record<string, string>>, string, string]>([
    ["a list", "eslint 10", { "eslint.config.js": FLAT }, "eslint.config.js", "kv-envelope"],
    [
      "an empty list",
      "eslint 9",
      { "eslint.config.mjs": "export default [];\n" },
      "eslint.config.mjs",
      "kv-envelope",
    ],
    [
      "defineConfig, imports, a name",
      "eslint 10",
      {
        "eslint.config.mjs": `// @ts-check
import { defineConfig } from "eslint/config";

/** @type {import("eslint").Linter.Config[]} */
const config = defineConfig([{ rules: { "no-var": "error" } }]);
export default config;
`,
      },
      "eslint.config.mjs",
      "kv-envelope",
    ],
    [
      "defineConfig with arguments",
      "eslint 10",
      {
        "eslint.config.mjs": `import { defineConfig } from "eslint/config";
export default defineConfig(
  { rules: { "no-var": "error" } },
  { rules: {} }
);
`,
      },
      "eslint.config.mjs",
      "kv-envelope",
    ],
    [
      "CommonJS",
      "eslint 9",
      { "eslint.config.cjs": `"use strict";\nmodule.exports = [{ rules: {} }];\n` },
      "eslint.config.cjs",
      "kv-envelope",
    ],
    [
      "an .eslintrc.json",
      "eslint 8",
      {
        ".eslintrc.json": `{
  // ours
  "root": true,
  "extends": "eslint:recommended",
  "env": { "node": true, "es2022": true },
  "parserOptions": { "ecmaVersion": 2022, "sourceType": "module" }
}
`,
      },
      ".eslintrc.json",
      "@kv-envelope",
    ],
    [
      "eslintConfig in package.json",
      "eslint 8",
      {
        "package.json":
          '{\n\t"name": "app",\n\t"devDependencies": { "eslint": "^8.57.0" },\n\t"eslintConfig": {\n\t\t"root": true,\n\t\t"env": { "node": true },\n\t\t"parserOptions": { "ecmaVersion": 2022, "sourceType": "module" }\n\t}\n}\n',
      },
      "package.json",
      "@kv-envelope",
    ],
    ["no configuration", "eslint 10", {}, "eslint.config.mjs", "kv-envelope"],
  ])("in a repository with %s (%s)", async (_, eslint, files, changed, prefix) => {
    const made = project({ "package.json": MANIFEST, ...files, "src/a.js": FLAGGED });
    install(made, eslint);
    const before = files[changed];
    const dry = await made.cli("init");
    expect(dry).toMatchObject({ code: 1, stderr: "" });
    expect(dry.stdout).toContain(`+++ b/${changed}\n`);
    if (before !== undefined) expect(made.read(changed)).toBe(before);
    const written = await made.cli("init", "--write");
    expect(written.stderr).toBe("");
    expect(written.stdout).toContain(`written  ${changed}\n`);
    expect(reported(made)).toEqual([`src/a.js ${prefix}/no-verbatim-fields`]);
    // What was there stays: each line of it is a line still, but for a comma or a bracket that is joined.
    if (before !== undefined)
      for (const comment of before.match(/\/\/ .*/g) ?? []) expect(made.read(changed)).toContain(comment);
    const after = made.read(changed);
    expect((await made.cli("init", "--write")).stdout).not.toContain("written");
    expect(made.read(changed)).toBe(after);
  });

  it("with TypeScript, where no configuration is there", async () => {
    const made = project({ "package.json": MANIFEST, "tsconfig.json": "{}", "src/a.ts": FLAGGED });
    install(made, "eslint 10");
    const { stdout } = await made.cli("init", "--write");
    expect(stdout).toContain("npm install --save-dev @kv-envelope/eslint-plugin @typescript-eslint/parser:");
    expect(reported(made)).toEqual(["src/a.ts kv-envelope/no-verbatim-fields"]);
  });
});

describe("init says what to add by hand, and changes nothing, where there is", () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      "a configuration that a function makes",
      { "eslint.config.mjs": 'import antfu from "@antfu/eslint-config";\nexport default antfu();\n' },
      /eslint\.config\.mjs is not understood: add {2}import kvEnvelope from "@kv-envelope\/eslint-plugin";/,
    ],
    [
      "one that does not parse",
      { "eslint.config.mjs": "export default [;\n" },
      /eslint\.config\.mjs is not understood/,
    ],
    [
      "an older configuration in JavaScript",
      {
        ".eslintrc.cjs": "module.exports = { root: true };\n",
        "package.json": '{ "devDependencies": { "eslint": "^8.57.0" } }',
      },
      /\.eslintrc\.cjs is not understood: add "plugin:@kv-envelope\/recommended-legacy" to its "extends"/,
    ],
    [
      "an older configuration, which ESLint 9 does not read",
      { ".eslintrc.json": "{}", "package.json": '{ "devDependencies": { "eslint": "^9.0.0" } }' },
      /\.eslintrc\.json is not read by ESLint 9: move to eslint\.config\.mjs first/,
    ],
    [
      "an ESLint that is too old",
      { ".eslintrc.json": "{}", "package.json": '{ "devDependencies": { "eslint": "^8.40.0" } }' },
      /ESLint 8\.40: the rules need 8\.57 or newer/,
    ],
    ["no package.json", { "package.json": "" }, /package\.json: there is none that can be read here/],
  ])("%s", async (_, files, message) => {
    const made = project({ "package.json": MANIFEST, ...files });
    const { code, stdout } = await made.cli("init", "--write");
    expect(code).toBe(1);
    expect(stdout).toMatch(message);
    expect(stdout).not.toContain("written");
    for (const [file, text] of Object.entries(files)) expect(made.read(file)).toBe(text);
  });

  it("two lockfiles, and CI of another kind", async () => {
    const made = project({
      "package.json": MANIFEST,
      "yarn.lock": "",
      "pnpm-lock.yaml": "",
      ".gitlab-ci.yml": "",
    });
    const { stdout } = await made.cli("init");
    expect(stdout).toContain('there are lockfiles of pnpm and yarn; set "packageManager" in package.json');
    expect(stdout).toContain(".gitlab-ci.yml: add  npx kv-envelope --check  to a job of GitLab CI");
  });
});

describe("init", () => {
  it.each([
    [
      { "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "" },
      "pnpm add --save-dev --workspace-root",
      "pnpm exec kv-envelope",
    ],
    [{ "yarn.lock": "" }, "yarn add --dev", "yarn kv-envelope"],
    [{ "bun.lock": "" }, "bun add --dev", "bunx kv-envelope"],
    [{ "package-lock.json": "{}" }, "npm install --save-dev", "npx kv-envelope"],
  ])("goes by the lockfile %j, in the workflow too, which it adds beside others", async (files, add, run) => {
    const made = project({ "package.json": MANIFEST, ...files, ".github/workflows/test.yml": "on: push\n" });
    const { stdout } = await made.cli("init", "--write");
    expect(stdout).toContain(`${add} @kv-envelope/eslint-plugin @kv-envelope/codemod:`);
    expect(made.read(".github/workflows/kv-envelope.yml")).toContain(`- run: ${run} --format github\n`);
    expect(made.read(".github/workflows/test.yml")).toBe("on: push\n");
  });

  it("is done where all is there", async () => {
    const made = project({
      "package.json": '{ "devDependencies": { "eslint": "*", "@kv-envelope/eslint-plugin": "*" } }',
      "eslint.config.mjs":
        'import kv from "@kv-envelope/eslint-plugin";\nexport default [kv.configs.recommended];\n',
    });
    expect(await made.cli("init")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("all is set up"),
    });
  });

  it("says so where a file can't be written", async () => {
    const made = project({ "package.json": MANIFEST, "eslint.config.js": FLAT });
    chmodSync(join(made.root, "eslint.config.js"), 0o444);
    expect(await made.cli("init", "--write")).toMatchObject({
      code: 1,
      stderr: "kv-envelope: init: eslint.config.js can't be written: it is read-only\n",
    });
    expect(made.read("eslint.config.js")).toBe(FLAT);
  });
});
