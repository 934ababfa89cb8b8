import { configsOf } from "./configs.js";
import type { Configs } from "./configs.js";
import { NAMESPACE, PACKAGE_NAME, PACKAGE_VERSION } from "./package-info.js";
import { rules } from "./rules/index.js";

interface PluginBase {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: typeof rules;
}

interface Plugin extends PluginBase {
  readonly configs: Configs<PluginBase>;
}

/** The plugin: what `eslint.config.mjs` imports, and what `plugins: ["@kv-envelope"]` of an `.eslintrc` loads. */
const plugin: Plugin = {
  meta: { name: PACKAGE_NAME, version: PACKAGE_VERSION, namespace: NAMESPACE },
  rules,
  configs: configsOf(rules, () => plugin),
};

export default plugin;
