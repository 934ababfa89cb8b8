import type { TSESTree } from "@typescript-eslint/utils";
import { constructedClass, isFunction, memberChain, selfAndAncestors } from "../syntax/nodes.js";
import type { CallNode, FunctionNode } from "../syntax/nodes.js";

/** Where a value gets to from one place in the source, by syntax alone. */
export interface Destinations {
  /** Names that are declared with it or assigned it; functions that return it; classes and types that hold it. */
  readonly names: TSESTree.Identifier[];
  /** Names under which the file exports it; `*` where all that CommonJS exports is it. */
  readonly exported: string[];
  /** Calls that it is passed to. */
  readonly passedTo: CallNode[];
  /** Functions that return it. */
  readonly returnedBy: FunctionNode[];
}

/**
 * Follows the value of a node outwards: an over-estimate, which only costs looking at a file too many.
 * @param within a function that the value is not followed out of: whoever passed it in has the result's destinations.
 */
export function destinationsOf(node: TSESTree.Node, within?: FunctionNode): Destinations {
  const found: Destinations = { names: [], exported: [], passedTo: [], returnedBy: [] };
  let isReturned = false;
  let child = node;
  for (const current of selfAndAncestors(node)) {
    if (current === within) break;
    if (current === node) continue;
    if (isFunction(current)) {
      // What a function only uses does not get out of it; what its result's type names does.
      const isDeclared = child === current.returnType || child === current.typeParameters;
      if (
        !isReturned &&
        !isDeclared &&
        (current.type !== "ArrowFunctionExpression" ||
          current.body !== child ||
          child.type === "BlockStatement")
      )
        break;
      found.returnedBy.push(current);
      isReturned = false;
    }
    if (current.type === "ReturnStatement") isReturned = true;
    note(found, current, child, within);
    child = current;
  }
  return found;
}

function note(
  found: Destinations,
  current: TSESTree.Node,
  child: TSESTree.Node,
  within: FunctionNode | undefined,
): void {
  switch (current.type) {
    case "VariableDeclarator":
      found.names.push(...identifiersIn(current.id));
      return;
    case "AssignmentExpression":
      if (current.right === child) noteTarget(found, current.left, current, within);
      return;
    case "AssignmentPattern":
      found.names.push(...identifiersIn(current.left));
      return;
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      if (current.id !== null) found.names.push(current.id);
      return;
    case "CallExpression":
    case "NewExpression":
      if (current.callee !== child) found.passedTo.push(current);
      return;
    case "ExportDefaultDeclaration":
      found.exported.push("default");
      return;
    case "ExportSpecifier":
      found.exported.push(
        current.exported.type === "Identifier" ? current.exported.name : current.exported.value,
      );
      return;
    case "TSExportAssignment":
      found.exported.push("*");
      return;
    default:
  }
}

function noteTarget(
  found: Destinations,
  target: TSESTree.Node,
  assignment: TSESTree.AssignmentExpression,
  within: FunctionNode | undefined,
): void {
  if (target.type !== "MemberExpression") {
    found.names.push(...identifiersIn(target));
    return;
  }
  const chain = memberChain(target);
  // What a constructor keeps is held by the instance, which is what its call gives.
  if (
    chain?.root.type === "ThisExpression" &&
    (within === undefined || constructedClass(within) === undefined)
  ) {
    for (const current of selfAndAncestors(assignment)) {
      if (current.type === "ClassBody" && current.parent.id !== null) found.names.push(current.parent.id);
    }
  }
  if (chain?.root.type !== "Identifier") return;
  found.names.push(chain.root);
  const path =
    chain.root.name === "module" && chain.path[0] === "exports"
      ? chain.path.slice(1)
      : chain.root.name === "exports"
        ? chain.path
        : undefined;
  if (path !== undefined) found.exported.push(path[0] ?? "*");
}

function identifiersIn(pattern: TSESTree.Node): TSESTree.Identifier[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "AssignmentPattern":
      return identifiersIn(pattern.left);
    case "RestElement":
      return identifiersIn(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element === null ? [] : identifiersIn(element)));
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        identifiersIn(property.type === "Property" ? property.value : property),
      );
    case "TSParameterProperty":
      return identifiersIn(pattern.parameter);
    default:
      return [];
  }
}
