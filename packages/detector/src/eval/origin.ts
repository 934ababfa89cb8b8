import type { TSESTree } from "@typescript-eslint/utils";
import { memberChain } from "../syntax/nodes.js";
import type { SourceIndex } from "../syntax/source-index.js";
import type { Bound, AbstractValue } from "./call-context.js";
import type { Resolver } from "./resolver.js";

/** Where a value comes from. `path` holds the members read from there. */
export type Origin =
  | {
      readonly kind: "global";
      readonly name: string;
      readonly path: readonly string[];
      readonly value: AbstractValue;
    }
  /** `name` is `default`, the exported name, or `*` for the namespace (and what `require` returns). */
  | {
      readonly kind: "import";
      readonly module: string;
      readonly name: string;
      readonly path: readonly string[];
      readonly value: AbstractValue;
    }
  | {
      readonly kind: "instance";
      readonly of: Origin;
      readonly path: readonly string[];
      readonly value: AbstractValue;
    }
  | {
      readonly kind: "result";
      readonly of: Origin;
      readonly call: TSESTree.CallExpression;
      readonly path: readonly string[];
      readonly value: AbstractValue;
    }
  | { readonly kind: "unknown"; readonly path: readonly string[]; readonly value: AbstractValue };

const GLOBAL_OBJECTS = new Set(["globalThis", "window", "self", "global"]);

/** The places that an expression's value can come from. */
export function originsOf(resolver: Resolver, bound: Bound): Origin[] {
  return resolver.bounded([], () => resolver.follow(bound).map((value) => originOfValue(resolver, value)));
}

function originOfValue(resolver: Resolver, value: AbstractValue): Origin {
  const { node, path, callContext } = value;
  if (node.type === "Identifier") {
    const variable = resolver.index.variableOf(node);
    if (variable === undefined) {
      const [first, ...rest] = path;
      const isGlobalObject = GLOBAL_OBJECTS.has(node.name) && first !== undefined;
      return {
        kind: "global",
        name: isGlobalObject ? first : node.name,
        path: isGlobalObject ? rest : path,
        value,
      };
    }
    const definition = variable.defs[0];
    if (definition?.type === "ImportBinding" && definition.parent.type === "ImportDeclaration") {
      return importOrigin(definition.parent.source.value, importedName(definition.node), value);
    }
    if (definition?.node.type === "TSImportEqualsDeclaration") {
      const reference = definition.node.moduleReference;
      if (reference.type === "TSExternalModuleReference") {
        return importOrigin(reference.expression.value, "*", value);
      }
    }
    return { kind: "unknown", path, value };
  }
  if (node.type === "NewExpression") {
    const [of] = originsOf(resolver, { node: node.callee, callContext });
    return of === undefined ? { kind: "unknown", path, value } : { kind: "instance", of, path, value };
  }
  if (
    node.type === "ImportExpression" &&
    node.source.type === "Literal" &&
    typeof node.source.value === "string"
  ) {
    return importOrigin(node.source.value, "*", value);
  }
  if (node.type === "CallExpression") {
    const [of] = originsOf(resolver, { node: node.callee, callContext });
    if (of === undefined) return { kind: "unknown", path, value };
    const [argument] = node.arguments;
    if (
      of.kind === "global" &&
      of.name === "require" &&
      argument?.type === "Literal" &&
      typeof argument.value === "string"
    ) {
      return importOrigin(argument.value, "*", value);
    }
    return { kind: "result", of, call: node, path, value };
  }
  return { kind: "unknown", path, value };
}

/** The export that an expression names as it is imported, also where the module is at hand and could be followed. */
export function importedAs(
  index: SourceIndex,
  expression: TSESTree.Node,
): { readonly module: string; readonly name: string } | undefined {
  const chain = memberChain(expression);
  const definition = chain?.root.type === "Identifier" ? index.variableOf(chain.root)?.defs[0] : undefined;
  if (
    chain === undefined ||
    definition?.type !== "ImportBinding" ||
    definition.parent.type !== "ImportDeclaration"
  )
    return undefined;
  const imported = importedName(definition.node);
  const [name, ...others] = imported === "*" ? chain.path : [imported, ...chain.path];
  return name === undefined || others.length > 0
    ? undefined
    : { module: definition.parent.source.value, name };
}

export function importedName(specifier: TSESTree.Node): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  if (specifier.type !== "ImportSpecifier") return "*";
  return specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
}

/** A member of a namespace is a named import: `axios.default`, `undici.fetch`. */
function importOrigin(module: string, name: string, value: AbstractValue): Origin {
  const [first, ...rest] = value.path;
  const bare = module.replace(/^node:/, "");
  if (name === "*" && first !== undefined)
    return { kind: "import", module: bare, name: first, path: rest, value };
  return { kind: "import", module: bare, name, path: value.path, value };
}

/** The origin at the far end of calls and constructions: what `nock("…")` or `new Telnyx()` come from. */
export function rootOrigin(origin: Origin): Origin {
  return origin.kind === "instance" || origin.kind === "result" ? rootOrigin(origin.of) : origin;
}
