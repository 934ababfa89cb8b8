import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound, Leaf } from "./call-context.js";
import type { Resolver } from "./resolver.js";

/** Where a value comes from. `path` holds the members read from there. */
export type Origin =
  | { readonly kind: "global"; readonly name: string; readonly path: readonly string[]; readonly leaf: Leaf }
  /** `name` is `default`, the exported name, or `*` for the namespace (and what `require` returns). */
  | {
      readonly kind: "import";
      readonly module: string;
      readonly name: string;
      readonly path: readonly string[];
      readonly leaf: Leaf;
    }
  | { readonly kind: "instance"; readonly of: Origin; readonly path: readonly string[]; readonly leaf: Leaf }
  | {
      readonly kind: "result";
      readonly of: Origin;
      readonly call: TSESTree.CallExpression;
      readonly path: readonly string[];
      readonly leaf: Leaf;
    }
  | { readonly kind: "unknown"; readonly path: readonly string[]; readonly leaf: Leaf };

const GLOBAL_OBJECTS = new Set(["globalThis", "window", "self", "global"]);

/** The places that an expression's value can come from. */
export function originsOf(resolver: Resolver, bound: Bound): Origin[] {
  return resolver.bounded([], () => resolver.follow(bound).map((leaf) => originOfLeaf(resolver, leaf)));
}

function originOfLeaf(resolver: Resolver, leaf: Leaf): Origin {
  const { node, path, callContext } = leaf;
  if (node.type === "Identifier") {
    const variable = resolver.index.variableOf(node);
    if (variable === undefined) {
      const [first, ...rest] = path;
      const isGlobalObject = GLOBAL_OBJECTS.has(node.name) && first !== undefined;
      return {
        kind: "global",
        name: isGlobalObject ? first : node.name,
        path: isGlobalObject ? rest : path,
        leaf,
      };
    }
    const definition = variable.defs[0];
    if (definition?.type === "ImportBinding" && definition.parent.type === "ImportDeclaration") {
      return importOrigin(definition.parent.source.value, importedName(definition.node), leaf);
    }
    if (definition?.node.type === "TSImportEqualsDeclaration") {
      const reference = definition.node.moduleReference;
      if (reference.type === "TSExternalModuleReference") {
        return importOrigin(reference.expression.value, "*", leaf);
      }
    }
    return { kind: "unknown", path, leaf };
  }
  if (node.type === "NewExpression") {
    const [of] = originsOf(resolver, { node: node.callee, callContext });
    return of === undefined ? { kind: "unknown", path, leaf } : { kind: "instance", of, path, leaf };
  }
  if (
    node.type === "ImportExpression" &&
    node.source.type === "Literal" &&
    typeof node.source.value === "string"
  ) {
    return importOrigin(node.source.value, "*", leaf);
  }
  if (node.type === "CallExpression") {
    const [of] = originsOf(resolver, { node: node.callee, callContext });
    if (of === undefined) return { kind: "unknown", path, leaf };
    const [argument] = node.arguments;
    if (
      of.kind === "global" &&
      of.name === "require" &&
      argument?.type === "Literal" &&
      typeof argument.value === "string"
    ) {
      return importOrigin(argument.value, "*", leaf);
    }
    return { kind: "result", of, call: node, path, leaf };
  }
  return { kind: "unknown", path, leaf };
}

export function importedName(specifier: TSESTree.Node): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  if (specifier.type !== "ImportSpecifier") return "*";
  return specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
}

/** A member of a namespace is a named import: `axios.default`, `undici.fetch`. */
function importOrigin(module: string, name: string, leaf: Leaf): Origin {
  const [first, ...rest] = leaf.path;
  const bare = module.replace(/^node:/, "");
  if (name === "*" && first !== undefined)
    return { kind: "import", module: bare, name: first, path: rest, leaf };
  return { kind: "import", module: bare, name, path: leaf.path, leaf };
}

/** The origin at the far end of calls and constructions: what `nock("…")` or `new Telnyx()` come from. */
export function rootOrigin(origin: Origin): Origin {
  return origin.kind === "instance" || origin.kind === "result" ? rootOrigin(origin.of) : origin;
}
