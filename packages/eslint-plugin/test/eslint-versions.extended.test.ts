import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ESLint } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../package.json";

// The built package, installed in a project of its own and loaded by each real ESLint's command line.
const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const folderOf = (installed: string): string => path.dirname(require.resolve(`${installed}/package.json`));
const installedEslints = { 8: "eslint-v8", 9: "eslint-v9", 10: "eslint" };

const CODE = `const NS = process.env.KV_MY_CACHE_ID;

export async function save(key, value, ttl) {
  await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${NS}/keys/\${key}\`, {
    method: "PUT",
    body: JSON.stringify({
      value,
      expiration_ttl: ttl,
    }),
  });
}
`;
const TYPED_CODE = CODE.replace(
  "(key, value, ttl)",
  "(key: string, value: string, ttl: number): Promise<void>",
);

const FLAT_CONFIG = `const plugin = require("@kv-envelope/eslint-plugin");
const parser = require("@typescript-eslint/parser");
module.exports = [plugin.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser } }];
`;
const FLAT_CONFIG_ESM = `import plugin from "@kv-envelope/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
export default [plugin.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser } }];
`;
// A writer in one file, its caller in another: only type information leads from the one to the other.
const WRITER = `export async function storeText(key: string, body: string): Promise<void> {
  await fetch(\`https://api.telnyx.com/v2/storage/kvs/sessions/keys/\${key}\`, { method: "PUT", body });
}
`;
const CALLER = `import { storeText } from "./writer.js";

export const save = (token: string): Promise<void> => storeText("token", JSON.stringify({ value: token, expiration_ttl: 3600 }));
`;
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    module: "ESNext",
    moduleResolution: "Bundler",
    target: "ES2022",
    types: [],
    strict: true,
    noEmit: true,
  },
  include: ["*.ts"],
});
const TYPED_FLAT_CONFIG = `import plugin from "@kv-envelope/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
const parserOptions = { projectService: true, tsconfigRootDir: process.cwd() };
export default [plugin.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser, parserOptions } }];
`;
const LEGACY_CONFIG = JSON.stringify({
  root: true,
  extends: ["plugin:@kv-envelope/recommended-legacy"],
  parserOptions: { ecmaVersion: 2022, sourceType: "module" },
  overrides: [{ files: ["*.ts"], parser: "@typescript-eslint/parser" }],
});
const TYPED_LEGACY_CONFIG = JSON.stringify({
  root: true,
  extends: ["plugin:@kv-envelope/recommended-legacy"],
  parser: "@typescript-eslint/parser",
  parserOptions: { project: "./tsconfig.json" },
});
const LEGACY_WRONG_SETTING = JSON.stringify({
  root: true,
  plugins: ["@kv-envelope"],
  rules: { "@kv-envelope/no-verbatim-fields": "warn" },
  settings: { "kv-envelope": { writer: [] } },
  parserOptions: { ecmaVersion: 2022, sourceType: "module" },
});

const declaredDependencies: readonly string[] = Object.keys(packageJson.dependencies);

let project = "";

function install(name: string, from: string): void {
  const link = path.join(project, "node_modules", name);
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(from, link, "junction");
}

beforeAll(() => {
  if (!existsSync(path.join(packageFolder, "dist", "index.d.cts")))
    throw new Error("build the package first: npm run build");
  project = mkdtempSync(path.join(tmpdir(), "kv-envelope-lint-"));
  install("@kv-envelope/eslint-plugin", packageFolder);
  install("@typescript-eslint/parser", folderOf("@typescript-eslint/parser"));
  const files = {
    "save.js": CODE,
    "save.ts": TYPED_CODE,
    "eslint.config.cjs": FLAT_CONFIG,
    "eslint.config.mjs": FLAT_CONFIG_ESM,
    ".eslintrc.json": LEGACY_CONFIG,
    "wrong.eslintrc.json": LEGACY_WRONG_SETTING,
    "writer.ts": WRITER,
    "caller.ts": CALLER,
    "tsconfig.json": TSCONFIG,
    "typed.eslint.config.mjs": TYPED_FLAT_CONFIG,
    "typed.eslintrc.json": TYPED_LEGACY_CONFIG,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(project, name), text);
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const eslint = (version: keyof typeof installedEslints, flat: boolean, ...args: readonly string[]): Run =>
  eslintOn(["save.js", "save.ts"], version, flat, ...args);

function eslintOn(
  files: readonly string[],
  version: keyof typeof installedEslints,
  flat: boolean,
  ...args: readonly string[]
): Run {
  const cli = path.join(folderOf(installedEslints[version]), "bin", "eslint.js");
  return spawnSync(process.execPath, [cli, "--format", "json", ...args, ...files], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, ESLINT_USE_FLAT_CONFIG: String(flat) },
  });
}

const FOUND_IN_EACH = ["save.js", "save.ts"].map((name) => ({
  filePath: expect.stringMatching(new RegExp(`[\\\\/]${name}$`)),
  line: 8,
}));

/** Where the rule reported, and that nothing else did. */
function reportsOf(run: Run, ruleId: string): { filePath: string; line: number }[] {
  expect(run.stderr).toBe("");
  const results: ESLint.LintResult[] = JSON.parse(run.stdout);
  return results.flatMap(({ filePath, messages }) =>
    messages.map((message) => {
      expect(message).toMatchObject({ ruleId, severity: 2 });
      return { filePath, line: message.line };
    }),
  );
}

describe.each([
  [8, "eslint.config.cjs"],
  [8, "eslint.config.mjs"],
  [9, "eslint.config.cjs"],
  [9, "eslint.config.mjs"],
  [10, "eslint.config.cjs"],
  [10, "eslint.config.mjs"],
] as const)("ESLint %i with %s", (version, config) => {
  it("reports in JavaScript and in TypeScript", () => {
    const run = eslint(version, true, "--config", config);
    expect(reportsOf(run, "kv-envelope/no-verbatim-fields")).toEqual(FOUND_IN_EACH);
    expect(run.status).toBe(1);
  });
});

describe("ESLint 8 with .eslintrc", () => {
  it("reports in JavaScript and in TypeScript, under the legacy prefix", () => {
    const run = eslint(8, false);
    expect(reportsOf(run, "@kv-envelope/no-verbatim-fields")).toEqual(FOUND_IN_EACH);
    expect(run.status).toBe(1);
  });

  it("says of a wrong setting what is wrong, and fails", () => {
    const run = eslint(8, false, "--no-eslintrc", "--config", "wrong.eslintrc.json");
    expect(run.stderr).toContain('settings["kv-envelope"].writer: unknown option; allowed: writers');
    expect(run.status).toBe(2);
  });
});

describe("with type information", () => {
  const inCaller = [{ filePath: expect.stringMatching(/[\\/]caller\.ts$/), line: 3 }];

  it.each([8, 9, 10] as const)("ESLint %i follows an import to the writer", (version) => {
    const run = eslintOn(["writer.ts", "caller.ts"], version, true, "--config", "typed.eslint.config.mjs");
    expect(reportsOf(run, "kv-envelope/no-verbatim-fields")).toEqual(inCaller);
  });

  it("so does ESLint 8 with .eslintrc", () => {
    const run = eslintOn(
      ["writer.ts", "caller.ts"],
      8,
      false,
      "--no-eslintrc",
      "--config",
      "typed.eslintrc.json",
    );
    expect(reportsOf(run, "@kv-envelope/no-verbatim-fields")).toEqual(inCaller);
  });

  it("without it the caller is silent", () => {
    expect(
      reportsOf(eslintOn(["writer.ts", "caller.ts"], 10, true, "--config", "eslint.config.mjs"), ""),
    ).toEqual([]);
  });
});

describe("the built package", () => {
  it("is the plugin itself for require(), and the default export for import", () => {
    const print = "const kinds = (p) => Object.keys(p).sort().join();";
    const run = (mode: string, load: string): string =>
      execFileSync(
        process.execPath,
        [`--input-type=${mode}`, "--eval", `${load} ${print} console.log(kinds(plugin))`],
        {
          cwd: project,
          encoding: "utf8",
        },
      ).trim();
    expect(run("commonjs", 'const plugin = require("@kv-envelope/eslint-plugin");')).toBe(
      "configs,meta,rules",
    );
    expect(run("module", 'import plugin from "@kv-envelope/eslint-plugin";')).toBe("configs,meta,rules");
  });

  it.each(["index.js", "index.cjs", "index.d.ts", "index.d.cts"])(
    "%s loads only what the package declares",
    (file) => {
      const text = readFileSync(path.join(packageFolder, "dist", file), "utf8");
      const loaded = [
        ...text.matchAll(/(?:\bfrom\s+|\brequire\(|\bimport\s+|\bimport\()["']([^"'.…][^"']*)["']/g),
      ].map(([, name = ""]) => name);
      const packages = loaded.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
      expect(packages.filter((name) => !isBuiltin(name) && !declaredDependencies.includes(name))).toEqual([]);
      // What of typescript-eslint's is copied in has to do without its parser: that is a megabyte, and asks for TypeScript.
      expect(text).not.toContain("/node_modules/@typescript-eslint/typescript-estree/");
    },
  );
});
