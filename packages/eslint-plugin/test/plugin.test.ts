import { existsSync, readFileSync } from "node:fs";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import { settingsSchema } from "@kv-envelope/detector";
import { configsOf } from "../src/configs.js";
import type { Rule } from "../src/rules/index.js";
import { noVerbatimFields } from "../src/rules/no-verbatim-fields.js";
import { validKey } from "../src/rules/valid-key.js";
import { validTtl } from "../src/rules/valid-ttl.js";

const packageJson: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const docsOf = (ruleName: string): URL => new URL(`../docs/rules/${ruleName}.md`, import.meta.url);

describe("plugin", () => {
  it("names itself as its package does, and the namespace of flat configs", () => {
    const { name, version, namespace } = plugin.meta;
    expect(packageJson).toMatchObject({ name, version });
    expect(namespace).toBe("kv-envelope");
  });

  const presets = ["recommended", "strict", "all"] as const;

  it.each(presets)("refers to itself in the flat preset %s, not to a copy", (preset) => {
    expect(plugin.configs[preset].plugins["kv-envelope"]).toBe(plugin);
    expect(plugin.configs[preset].name).toBe(`kv-envelope/${preset}`);
  });

  it.each(presets)("has the same rules in %s of both forms, each under its own prefix", (preset) => {
    const names = Object.keys(plugin.configs[preset].rules).map((id) => id.replace("kv-envelope/", ""));
    expect(plugin.configs[`${preset}-legacy`]).toEqual({
      plugins: ["@kv-envelope"],
      rules: Object.fromEntries(names.map((name) => [`@kv-envelope/${name}`, "error"])),
    });
  });

  it("has in each preset what the one before it has, and in `all` every rule", () => {
    const [recommended, strict, all] = presets.map((preset) => plugin.configs[preset].rules);
    expect(strict).toMatchObject(recommended ?? {});
    expect(all).toMatchObject(strict ?? {});
    expect(Object.keys(all ?? {})).toEqual(Object.keys(plugin.rules).map((name) => `kv-envelope/${name}`));
  });

  it("goes by what a rule says of itself", () => {
    const rule = (recommended?: true | "strict"): Rule => ({
      meta: { type: "problem", docs: recommended === undefined ? {} : { recommended } },
      create: () => ({}),
    });
    const configs = configsOf({ mistake: rule(true), care: rule("strict"), taste: rule() }, () => plugin);
    const rulesOf = (preset: keyof typeof configs): string[] => Object.keys(configs[preset].rules);
    expect(presets.map(rulesOf)).toEqual([
      ["kv-envelope/mistake"],
      ["kv-envelope/mistake", "kv-envelope/care"],
      ["kv-envelope/mistake", "kv-envelope/care", "kv-envelope/taste"],
    ]);
  });

  it.each(Object.keys(plugin.rules))("%s has a page of docs", (ruleName) => {
    expect(existsSync(docsOf(ruleName))).toBe(true);
  });
});

describe.each([
  ["valid-key", validKey],
  ["valid-ttl", validTtl],
] as const)("%s' meta", (name, { meta }) => {
  it("offers suggestions and no autofix, takes the settings' shape, and points at its docs", () => {
    expect(meta).toMatchObject({ hasSuggestions: true, schema: [settingsSchema], defaultOptions: [{}] });
    expect(meta).not.toHaveProperty("fixable");
    expect(meta.docs).toMatchObject({
      recommended: true,
      url: `https://unpkg.com/@kv-envelope/eslint-plugin@${plugin.meta.version}/docs/rules/${name}.md`,
    });
    const docs = readFileSync(docsOf(name), "utf8");
    for (const option of Object.keys(settingsSchema.properties)) expect(docs).toContain(`\`${option}\``);
  });

  it("refuses a wrong option before anything is linted, and names it", () => {
    const config: Linter.Config = {
      plugins: { "kv-envelope": plugin },
      rules: { [`kv-envelope/${name}`]: ["error", { kvBindings: "CACHE" }] },
    };
    expect(() => new Linter().verify("", [config])).toThrow(/Value "CACHE" should be array/);
  });
});

describe("no-verbatim-fields' meta", () => {
  const { meta } = noVerbatimFields;

  it("offers suggestions and no autofix: a rewrite changes what the program does", () => {
    expect(meta.hasSuggestions).toBe(true);
    expect(meta).not.toHaveProperty("fixable");
  });

  it("takes one closed object of the settings' shape, each option described", () => {
    expect(meta.schema).toEqual([settingsSchema]);
    expect(settingsSchema.additionalProperties).toBe(false);
    for (const [option, schema] of Object.entries(settingsSchema.properties)) {
      expect(schema.description, option).toMatch(/\w.*\.$/);
    }
  });

  it("points at its docs in the published package", () => {
    expect(meta.docs?.url).toBe(
      `https://unpkg.com/@kv-envelope/eslint-plugin@${plugin.meta.version}/docs/rules/no-verbatim-fields.md`,
    );
  });

  it("has its options in its docs, all of them", () => {
    const docs = readFileSync(docsOf("no-verbatim-fields"), "utf8");
    for (const option of Object.keys(settingsSchema.properties)) expect(docs).toContain(`\`${option}\``);
  });
});
