import { LEGACY_NAMESPACE, NAMESPACE, PACKAGE_NAME, PACKAGE_VERSION } from "./package-info.js";
import { noVerbatimFields } from "./rules/no-verbatim-fields.js";

/** What every rule of ours visits. A type and no interface: ESLint's own visitor type asks for an index signature. */
type Visitor = { Program?(ast: object): void };

/** Looser than what the rules are: no private package in the published types, and any ESLint's `Plugin` fits. */
interface Rule {
  readonly meta: { readonly type: "problem" | "suggestion" | "layout"; readonly hasSuggestions?: boolean };
  create(context: never): Visitor;
}

interface PluginBase {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<"no-verbatim-fields", Rule>;
}

interface Plugin extends PluginBase {
  readonly configs: {
    /** For `eslint.config.js`. */
    readonly recommended: {
      readonly name: string;
      readonly plugins: Record<string, PluginBase>;
      readonly rules: Record<string, "error">;
    };
    /** For `.eslintrc.*` of ESLint 8, which refuses a flat object. */
    readonly "recommended-legacy": { readonly plugins: string[]; readonly rules: Record<string, "error"> };
  };
}

const rules = { "no-verbatim-fields": noVerbatimFields };

/** Every recommended rule as an error, under the prefix that a kind of configuration knows the plugin by. */
const recommendedRules = (prefix: string): Record<string, "error"> =>
  Object.fromEntries(
    Object.entries(rules)
      .filter(([, rule]) => rule.meta.docs?.recommended === true)
      .map(([name]) => [`${prefix}/${name}`, "error"]),
  );

/** The plugin: what `eslint.config.js` imports, and what `plugins: ["@kv-envelope"]` of an `.eslintrc` loads. */
const plugin: Plugin = {
  meta: { name: PACKAGE_NAME, version: PACKAGE_VERSION, namespace: NAMESPACE },
  rules,
  configs: {
    recommended: {
      name: `${NAMESPACE}/recommended`,
      // The plugin itself and no copy: ESLint refuses two different plugins under one name.
      get plugins() {
        return { [NAMESPACE]: plugin };
      },
      rules: recommendedRules(NAMESPACE),
    },
    "recommended-legacy": { plugins: [LEGACY_NAMESPACE], rules: recommendedRules(LEGACY_NAMESPACE) },
  },
};

export default plugin;
