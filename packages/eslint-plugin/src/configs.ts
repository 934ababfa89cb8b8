import path from "node:path";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { FACTS, LEGACY_NAMESPACE, NAMESPACE } from "./package-info.js";
import type { Rule } from "./rules/index.js";

type Severities = Record<string, "error">;

/** What the rules read around the working directory; a folder within it may say something else. */
interface Facts {
  /** The version of `@telnyx/edge-runtime`, `null` without one. */
  readonly edgeRuntime: string | null;
  /** The bindings that `func.toml` or `telnyx.toml` lists. */
  readonly bindings: readonly string[];
}

/** For `eslint.config.mjs`. */
interface FlatConfig<Plugin> {
  readonly name: string;
  readonly plugins: Record<string, Plugin>;
  readonly settings: Record<string, Facts>;
  readonly rules: Severities;
}

/** For `.eslintrc.*` of ESLint 8, which refuses a flat object. */
interface LegacyConfig {
  readonly plugins: string[];
  readonly rules: Severities;
}

type Preset = "recommended" | "strict" | "all";

/** A type and no interface: ESLint's own plugin types ask for an index signature. */
export type Configs<Plugin> = {
  /** What is certainly a mistake. */
  readonly recommended: FlatConfig<Plugin>;
  /** The recommended rules, and those that ask for more care than every program needs. */
  readonly strict: FlatConfig<Plugin>;
  /** Every rule there is. A new one joins with a minor version. */
  readonly all: FlatConfig<Plugin>;
  readonly "recommended-legacy": LegacyConfig;
  readonly "strict-legacy": LegacyConfig;
  readonly "all-legacy": LegacyConfig;
};

/** Whether a rule is in a preset: what it says in its `meta.docs` decides. */
function isIn(preset: Preset, { meta }: Rule): boolean {
  const recommended = meta.docs?.recommended;
  switch (preset) {
    case "recommended":
      return recommended === true;
    case "strict":
      return recommended !== undefined;
    case "all":
      return true;
  }
}

/** @param plugin gives the plugin itself and no copy: ESLint refuses two different plugins under one name. */
export function configsOf<Plugin>(
  rules: Readonly<Record<string, Rule>>,
  plugin: () => Plugin,
): Configs<Plugin> {
  /** The preset's rules, under the prefix that a kind of configuration knows the plugin by. */
  const severities = (preset: Preset, prefix: string): Severities =>
    Object.fromEntries(
      Object.entries(rules)
        .filter(([, rule]) => isIn(preset, rule))
        .map(([name]) => [`${prefix}/${name}`, "error"]),
    );
  const flat = (preset: Preset): FlatConfig<Plugin> => ({
    name: `${NAMESPACE}/${preset}`,
    get plugins() {
      return { [NAMESPACE]: plugin() };
    },
    // No rule goes by it. It is there for ESLint's cache, which would keep a file as clean as it was when these change:
    // of what is not in the file it knows the configuration alone.
    get settings() {
      return { [FACTS]: factsOf(process.cwd()) };
    },
    rules: severities(preset, NAMESPACE),
  });
  const legacy = (preset: Preset): LegacyConfig => ({
    plugins: [LEGACY_NAMESPACE],
    rules: severities(preset, LEGACY_NAMESPACE),
  });
  return {
    recommended: flat("recommended"),
    strict: flat("strict"),
    all: flat("all"),
    "recommended-legacy": legacy("recommended"),
    "strict-legacy": legacy("strict"),
    "all-legacy": legacy("all"),
  };
}

function factsOf(directory: string): Facts {
  const facts = projectFactsFor(path.join(directory, "eslint.config.js"));
  return { edgeRuntime: facts.edgeRuntimeVersion(), bindings: facts.manifestBindings() };
}
