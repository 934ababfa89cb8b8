import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

interface Block {
  readonly language: string;
  readonly code: string;
}

/** The code blocks of a section, in order. */
function blocksUnder(heading: string): Block[] {
  const section = readme.split(/^(?=## )/m).find((text) => text.startsWith(`## ${heading}\n`)) ?? "";
  return [...section.matchAll(/^```(?<language>\w+)\n(?<code>[^]*?)^```$/gm)].map(({ groups }) => ({
    language: groups?.["language"] ?? "",
    code: groups?.["code"] ?? "",
  }));
}

const CONFIG: Linter.Config[] = [
  plugin.configs.recommended,
  { files: ["**/*.ts"], languageOptions: { parser } },
];

const lint = ({ code, language }: Block, config = CONFIG): Linter.LintMessage[] =>
  new Linter().verify(code, config, { filename: `example.${language}`, reportUnusedDisableDirectives: true });

const isConfig = (value: unknown): value is Linter.Config[] => Array.isArray(value);

/** Runs the text of an `eslint.config.mjs`, with this plugin in the place of the package that it imports. */
function configOf({ code }: Block): Linter.Config[] {
  const body = code
    .replace(/^import kvEnvelope from "@kv-envelope\/eslint-plugin";$/m, "")
    .replace("export default", "return");
  const load: unknown = runInThisContext(`(kvEnvelope) => { ${body} }`);
  const config: unknown = typeof load === "function" ? Reflect.apply(load, undefined, [plugin]) : undefined;
  if (!isConfig(config)) throw new Error("the README's configuration is no list");
  return config;
}

const [before = { language: "", code: "" }, after = { language: "", code: "" }] = blocksUnder(
  "Before and after",
).filter(({ language }) => language === "js");

describe("the README", () => {
  it("has a flat configuration that reports what it says", () => {
    const [flat] = blocksUnder("Configure");
    expect(flat && lint(before, configOf(flat)).map(({ ruleId }) => ruleId)).toEqual([
      "kv-envelope/no-verbatim-fields",
    ]);
  });

  it("has a legacy configuration of a preset that there is", () => {
    const { extends: presets }: { extends: string[] } = JSON.parse(
      blocksUnder("Configure").find(({ language }) => language === "json")?.code ?? "",
    );
    expect(
      presets
        .map((preset) => preset.replace("plugin:@kv-envelope/", ""))
        .filter((name) => !Object.hasOwn(plugin.configs, name)),
    ).toEqual([]);
  });

  it("shows what the quick fix makes of the mistake, and that it is silent then", () => {
    const fix = lint(before)[0]?.suggestions?.[0]?.fix;
    expect(fix && before.code.slice(0, fix.range[0]) + fix.text + before.code.slice(fix.range[1])).toBe(
      after.code,
    );
    expect(lint(after)).toEqual([]);
  });

  const [serverTtl, cloudflare, metadata, own] = blocksUnder("Questions");

  it("has settings that are read", () => {
    const config = serverTtl === undefined ? [] : configOf(serverTtl);
    const write = {
      language: "js",
      code: 'import { env } from "@telnyx/edge-runtime";\nawait env.A.put("a", "b", { expirationTtl: 60 });',
    };
    expect(lint(write, config)).toEqual([]);
    expect(Object.keys(config[1]?.settings ?? {})).toEqual(["kv-envelope"]);
  });

  it.each([
    ["Cloudflare's binding", cloudflare],
    ["the user's own metadata", metadata],
    ["a document that is declared the user's own, by a comment that is needed", own],
  ])("is silent about %s", (_, block) => {
    expect(block && lint(block)).toEqual([]);
  });

  it("has the picture that ESLint's output gives: else run `node scripts/screenshot/main.mjs`", () => {
    const script = fileURLToPath(new URL("../../../scripts/screenshot/main.mjs", import.meta.url));
    const drawn = execFileSync(process.execPath, [script, "--print"], { encoding: "utf8" });
    expect(readFileSync(new URL("../docs/images/terminal.svg", import.meta.url), "utf8")).toBe(drawn);
  });
});
