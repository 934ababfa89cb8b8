import { defineConfig } from "eslint/config";
import { defineConfig as defineConfigV9 } from "eslint-v9/config";
import { expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

// What counts here is that it type-checks: users' typed configs take the plugin without a cast.
it("the flat config is of the types of ESLint 9 and 10", () => {
  const plugins = { "kv-envelope": plugin };
  expect(defineConfig(plugin.configs.recommended, { files: ["**/*.ts"], plugins })).toHaveLength(2);
  expect(defineConfigV9(plugin.configs.recommended, { files: ["**/*.ts"], plugins })).toHaveLength(2);
});

it("the flat config can be extended by its name", () => {
  const plugins = { "kv-envelope": plugin };
  const configs = [
    defineConfig({ files: ["**/*.ts"], plugins, extends: ["kv-envelope/recommended"] }),
    defineConfigV9({ files: ["**/*.ts"], plugins, extends: ["kv-envelope/recommended"] }),
  ];
  for (const config of configs) {
    expect(config.flatMap(({ rules }) => Object.keys(rules ?? {}))).toEqual(["kv-envelope/no-verbatim-fields"]);
  }
});
