import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceIndex } from "./source-index.js";

/** `name` of `env[name]`, and of `const { [name]: kv } = env` at `kv`. */
export function computedKey(index: SourceIndex, taken: TSESTree.Node): TSESTree.Node | undefined {
  if (taken.type === "MemberExpression") return taken.computed ? taken.property : undefined;
  const binding = index.variableOf(taken)?.defs[0]?.name.parent;
  return binding?.type === "Property" && binding.computed ? binding.key : undefined;
}
