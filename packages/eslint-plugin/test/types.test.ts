import type { ESLint, Linter } from "eslint";
import { defineConfig } from "eslint/config";
import { defineConfig as defineConfigV9 } from "eslint-v9/config";
import type { ESLint as ESLintV9, Linter as LinterV9 } from "eslint-v9";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const plugins = { "kv-envelope": plugin };
const presets = ["recommended", "strict", "all"] as const;

// What counts here is that it type-checks: users' typed configs take the plugin without a cast.
describe("the types of ESLint 9 and 10", () => {
  it.each(presets)("take the flat preset %s", (preset) => {
    expect(defineConfig(plugin.configs[preset], { files: ["**/*.ts"], plugins })).toHaveLength(2);
    expect(defineConfigV9(plugin.configs[preset], { files: ["**/*.ts"], plugins })).toHaveLength(2);
  });

  it.each(presets)("let the flat preset %s be extended by its name", (preset) => {
    const configs = [
      defineConfig({ files: ["**/*.ts"], plugins, extends: [`kv-envelope/${preset}`] }),
      defineConfigV9({ files: ["**/*.ts"], plugins, extends: [`kv-envelope/${preset}`] }),
    ];
    for (const config of configs) {
      expect(config.flatMap(({ rules }) => Object.keys(rules ?? {}))).toEqual(
        Object.keys(plugin.configs[preset].rules),
      );
    }
  });

  it("take the plugin as a plugin, and its presets in a plain list of configs", () => {
    const asPlugin: [ESLint.Plugin, ESLintV9.Plugin] = [plugin, plugin];
    const asList: Linter.Config[] = [plugin.configs.recommended, plugin.configs.strict, plugin.configs.all];
    const asListV9: LinterV9.Config[] = [
      plugin.configs.recommended,
      plugin.configs.strict,
      plugin.configs.all,
    ];
    expect([...asPlugin, ...asList, ...asListV9]).toHaveLength(8);
  });

  it("take the legacy presets as configurations of ESLint 8", () => {
    const legacy: Linter.LegacyConfig[] = presets.map((preset) => plugin.configs[`${preset}-legacy`]);
    expect(legacy).toHaveLength(3);
  });

  it("name the rules: a rule that is not there is a fault of the config's types", () => {
    expect(plugin.rules["no-verbatim-fields"]).toBeDefined();
    // @ts-expect-error -- no such rule
    expect(plugin.rules["no-such-rule"]).toBeUndefined();
  });
});
