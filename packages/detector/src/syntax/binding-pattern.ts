import type { TSESTree } from "@typescript-eslint/utils";
import { enclosingFunction, isFunction, staticName } from "./nodes.js";
import type { FunctionNode, Variable } from "./nodes.js";

/** In a path: a member whose name is not static, or any element of an array. */
export const ANY_MEMBER = "*";

/** Where a parameter's variable gets its value from. */
export interface ParameterPlace {
  readonly fn: FunctionNode;
  readonly position: number;
  /** The members read from the argument there. */
  readonly path: readonly string[];
}

/**
 * The parameter that a variable is (part of); `undefined` for one that collects the rest.
 * @param part of the parameter: the variable's own name, or a pattern around it.
 */
export function parameterPlace(
  variable: Variable,
  part: TSESTree.Node | undefined = variable.defs[0]?.name,
): ParameterPlace | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== "Parameter" || !isFunction(definition.node) || part === undefined)
    return undefined;
  const fn = definition.node;
  for (const [position, parameter] of fn.params.entries()) {
    const target = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter;
    const path = pathTo(target, part);
    if (path !== undefined) return target.type === "RestElement" ? undefined : { fn, position, path };
  }
  return undefined;
}

/** The values that a parameter's variable has where the caller gives none. */
export function defaultsOfParameter(variable: Variable): TSESTree.Node[] {
  if (variable.defs[0]?.type !== "Parameter") return [];
  return variable.references.flatMap(({ writeExpr }) =>
    writeExpr?.parent?.type === "AssignmentPattern" ? [writeExpr] : [],
  );
}

/** The same, with the members that are read of each: `{ S } = env` reads `S` of `env`, `{ kv = env.S }` nothing of `env.S`. */
export const defaultPlacesOf = (
  variable: Variable,
): { readonly node: TSESTree.Node; readonly path: readonly string[] }[] =>
  defaultsOfParameter(variable).flatMap((node) => {
    const name = variable.defs[0]?.name;
    const path =
      name !== undefined && node.parent?.type === "AssignmentPattern"
        ? pathTo(node.parent.left, name)
        : undefined;
    return path === undefined ? [] : [{ node, path }];
  });

/** The function and position from which a rest parameter collects. */
export function restPlace(
  variable: Variable,
): { readonly fn: FunctionNode; readonly position: number } | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== "Parameter" || !isFunction(definition.node)) return undefined;
  const fn = definition.node;
  const position = fn.params.findIndex(
    (parameter) => parameter.type === "RestElement" && parameter.argument === definition.name,
  );
  return position < 0 ? undefined : { fn, position };
}

/** The type of what a rest parameter collects, and the path from there to a variable: `(...[kv, key]: Args)`. */
export function typedRest(
  variable: Variable,
): { readonly type: TSESTree.TypeNode; readonly path: readonly string[] } | undefined {
  const definition = variable.defs[0];
  if (definition?.type !== "Parameter" || !isFunction(definition.node)) return undefined;
  const rest = definition.node.params.at(-1);
  if (rest?.type !== "RestElement" || rest.typeAnnotation === undefined) return undefined;
  const path = pathTo(rest.argument, definition.name);
  return path === undefined ? undefined : { type: rest.typeAnnotation.typeAnnotation, path };
}

/** The object pattern that a variable collects the rest of, with the names that the others take. */
export function objectRest(
  identifier: TSESTree.Node,
): { readonly pattern: TSESTree.ObjectPattern; readonly taken: ReadonlySet<string> } | undefined {
  const rest = identifier.parent;
  const pattern = rest?.type === "RestElement" ? rest.parent : undefined;
  if (pattern?.type !== "ObjectPattern") return undefined;
  const taken = pattern.properties.flatMap((property) =>
    property.type === "Property" ? (staticName(property) ?? []) : [],
  );
  return { pattern, taken: new Set(taken) };
}

/** The annotation that types a parameter or declared pattern. */
export function annotationOfPattern(pattern: TSESTree.Node | undefined): TSESTree.TypeNode | undefined {
  if (pattern?.type === "AssignmentPattern") return annotationOfPattern(pattern.left);
  if (pattern?.type === "TSParameterProperty") return annotationOfPattern(pattern.parameter);
  return pattern?.type === "Identifier" ||
    pattern?.type === "ObjectPattern" ||
    pattern?.type === "ArrayPattern"
    ? pattern.typeAnnotation?.typeAnnotation
    : undefined;
}

/** The path from what is written to the identifier in the pattern that receives it. */
export function pathInPattern(identifier: TSESTree.Node, written: TSESTree.Node): string[] | undefined {
  const holder = written.parent;
  if (holder?.type === "VariableDeclarator" && holder.init === written) return pathTo(holder.id, identifier);
  if (holder?.type === "AssignmentExpression" && holder.right === written) {
    return holder.operator === "=" || holder.operator === "??=" || holder.operator === "||="
      ? pathTo(holder.left, identifier)
      : undefined;
  }
  if (holder?.type === "ForOfStatement" && holder.right === written) {
    const target = holder.left.type === "VariableDeclaration" ? holder.left.declarations[0].id : holder.left;
    const path = pathTo(target, identifier);
    return path === undefined ? undefined : [ANY_MEMBER, ...path];
  }
  // A default inside a pattern: `{ a = 1 }`.
  return holder?.type === "AssignmentPattern" &&
    holder.right === written &&
    enclosingFunction(holder) === undefined
    ? []
    : undefined;
}

/** The members that a pattern assigns to, each with the path that leads there: `({ S: this.kv } = env)`. */
export function* membersInPattern(
  pattern: TSESTree.Node,
  path: readonly string[] = [],
): Generator<{ readonly member: TSESTree.MemberExpression; readonly path: readonly string[] }> {
  switch (pattern.type) {
    case "MemberExpression":
      yield { member: pattern, path };
      break;
    case "AssignmentPattern":
      yield* membersInPattern(pattern.left, path);
      break;
    case "ArrayPattern":
      for (const [position, element] of pattern.elements.entries())
        if (element !== null) yield* membersInPattern(element, [...path, String(position)]);
      break;
    case "ObjectPattern":
      for (const property of pattern.properties)
        if (property.type === "Property")
          yield* membersInPattern(property.value, [...path, staticName(property) ?? ANY_MEMBER]);
      break;
    default:
  }
}

/** The member names that lead from a binding pattern to an identifier in it. */
function pathTo(pattern: TSESTree.Node, identifier: TSESTree.Node): string[] | undefined {
  if (pattern === identifier) return [];
  if (pattern.type === "AssignmentPattern") return pathTo(pattern.left, identifier);
  if (pattern.type === "ArrayPattern") {
    for (const [position, element] of pattern.elements.entries()) {
      const inner =
        element === null || element.type === "RestElement" ? undefined : pathTo(element, identifier);
      if (inner !== undefined) return [String(position), ...inner];
    }
    return undefined;
  }
  if (pattern.type !== "ObjectPattern") return undefined;
  for (const property of pattern.properties) {
    if (property.type !== "Property") continue;
    const inner = pathTo(property.value, identifier);
    if (inner !== undefined) return [staticName(property) ?? ANY_MEMBER, ...inner];
  }
  return undefined;
}
