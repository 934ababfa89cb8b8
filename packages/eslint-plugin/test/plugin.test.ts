import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";
import { settingsSchema } from "@kv-envelope/detector";
import { noVerbatimFields } from "../src/rules/no-verbatim-fields.js";

const packageJson: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const docsOf = (ruleName: string): URL => new URL(`../docs/rules/${ruleName}.md`, import.meta.url);

describe("plugin", () => {
  it("names itself as its package does, and the namespace of flat configs", () => {
    const { name, version, namespace } = plugin.meta;
    expect(packageJson).toMatchObject({ name, version });
    expect(namespace).toBe("kv-envelope");
  });

  it("refers to itself in the flat preset, not to a copy", () => {
    expect(plugin.configs.recommended.plugins["kv-envelope"]).toBe(plugin);
  });

  it("has every rule as an error in both presets, each under its own prefix", () => {
    expect(plugin.configs.recommended.name).toBe("kv-envelope/recommended");
    expect(plugin.configs.recommended.rules).toEqual({ "kv-envelope/no-verbatim-fields": "error" });
    expect(plugin.configs["recommended-legacy"]).toEqual({
      plugins: ["@kv-envelope"],
      rules: { "@kv-envelope/no-verbatim-fields": "error" },
    });
  });

  it.each(Object.keys(plugin.rules))("%s has a page of docs", (ruleName) => {
    expect(existsSync(docsOf(ruleName))).toBe(true);
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
