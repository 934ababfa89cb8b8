import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { memberName, staticName } from "../../syntax/nodes.js";

/** What happens to a value on one step of its way through the source. */
export type Step =
  /** It is the same value there: `x as T`, `(0, x)`, `target = x`. */
  | { readonly kind: "copy" }
  /** It is waited for: a promise and what it is for are one value here. */
  | { readonly kind: "await" }
  /** It is one of two values; `test` is truthy (`when`) where it is this one. Of `??` and `||`, the left one itself. */
  | { readonly kind: "choice"; readonly test: TSESTree.Node; readonly when: boolean }
  /** A member is read of it. `undefined`: one whose name is not in the source. */
  | { readonly kind: "load"; readonly name: string | undefined }
  /** It becomes a member of what is made around it. `undefined`: of a name that is not in the source. */
  | { readonly kind: "store"; readonly name: string | undefined }
  /** Its elements are taken one by one: `for (const each of it)`. */
  | { readonly kind: "element" }
  /** Its members or elements go into what is made or called around it: `{ ...it }`, `[...it]`, `f(...it)`. */
  | { readonly kind: "spread" }
  /** It gets a name, or is taken apart by a pattern. */
  | { readonly kind: "bind" }
  | { readonly kind: "argument"; readonly position: number }
  /** It is called. */
  | { readonly kind: "callee" }
  /** The function around it gives it to its callers. */
  | { readonly kind: "return" }
  /** The generator around it gives it to whoever runs it. */
  | { readonly kind: "yield" }
  /** Its text or number becomes part of another one: templates, concatenation, arithmetic, keys of members. */
  | { readonly kind: "text" }
  /** It is compared with another value. */
  | { readonly kind: "compare" }
  /** It is asked which members it has: `for (const name in it)`. */
  | { readonly kind: "names" }
  /** It is exported. */
  | { readonly kind: "export" }
  /** It is thrown away, or only asked whether it is there: nothing of it goes on. */
  | { readonly kind: "none" }
  /** Nothing here says what becomes of it. */
  | { readonly kind: "unknown" };

/** A step from one node to another: to the expression around it, or the pattern or name that it is bound to. */
export interface Edge {
  readonly from: TSESTree.Node;
  readonly to: TSESTree.Node;
  readonly step: Step;
}

const COPY: Step = { kind: "copy" };
const AWAIT: Step = { kind: "await" };
const BIND: Step = { kind: "bind" };
const TEXT: Step = { kind: "text" };
const COMPARE: Step = { kind: "compare" };
const NONE: Step = { kind: "none" };
const UNKNOWN: Step = { kind: "unknown" };

/**
 * What a node does to the values of its parts: the one table that every walk over values reads, in the
 * direction that it goes. A part that has no edge here is one of which nothing is known.
 */
function edgesOf(node: TSESTree.Node): Edge[] {
  const edge = (from: TSESTree.Node | null | undefined, step: Step, to: TSESTree.Node = node): Edge[] =>
    from === null || from === undefined ? [] : [{ from, to, step }];
  switch (node.type) {
    case "AwaitExpression":
      return edge(node.argument, AWAIT);
    case "ChainExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      return edge(node.expression, COPY);
    case "SequenceExpression":
      return node.expressions.flatMap((each) => edge(each, each === node.expressions.at(-1) ? COPY : NONE));
    case "ConditionalExpression":
      return [
        ...edge(node.test, NONE),
        ...edge(node.consequent, choice(node.test, true)),
        ...edge(node.alternate, choice(node.test, false)),
      ];
    case "LogicalExpression":
      // What `a && b` gives of `a` is nothing that could be taken apart.
      return [
        ...edge(node.left, node.operator === "&&" ? NONE : choice(node.left, true)),
        ...edge(node.right, choice(node.left, node.operator === "&&")),
      ];
    case "AssignmentExpression":
      return assignmentEdges(node);
    case "VariableDeclarator":
      return edge(node.init, BIND, node.id);
    case "AssignmentPattern":
      return edge(node.right, BIND, node.left);
    case "ForOfStatement": {
      const targets =
        node.left.type === "VariableDeclaration" ? node.left.declarations.map(({ id }) => id) : [node.left];
      return targets.flatMap((target) => edge(node.right, { kind: "element" }, target));
    }
    case "MemberExpression":
      return [
        ...edge(node.object, { kind: "load", name: memberName(node) }),
        ...(node.computed ? edge(node.property, TEXT) : []),
      ];
    case "Property":
      if (node.parent.type !== "ObjectExpression") return [];
      return [
        ...edge(node.value, { kind: "store", name: staticName(node) }, node.parent),
        ...(node.computed ? edge(node.key, TEXT) : []),
      ];
    case "ObjectExpression":
      return node.properties.flatMap(edgesOf);
    case "ArrayExpression":
      return arrayEdges(node);
    case "SpreadElement":
      return edge(node.argument, { kind: "spread" }, node.parent);
    case "CallExpression":
    case "NewExpression":
      return [
        ...edge(node.callee, { kind: "callee" }),
        ...node.arguments.flatMap((each, position) =>
          each.type === "SpreadElement" ? edgesOf(each) : edge(each, { kind: "argument", position }),
        ),
      ];
    case "ReturnStatement":
      return edge(node.argument, { kind: "return" });
    case "ArrowFunctionExpression":
      return node.body.type === "BlockStatement" ? [] : edge(node.body, { kind: "return" });
    case "YieldExpression":
      return edge(node.argument, { kind: "yield" });
    default:
      return lastingEdges(node, edge);
  }
}

/** Where a value's way ends: in a text, a comparison, a test, an export. */
function lastingEdges(
  node: TSESTree.Node,
  edge: (from: TSESTree.Node | null | undefined, step: Step) => Edge[],
): Edge[] {
  switch (node.type) {
    case "TemplateLiteral":
      return node.expressions.flatMap((each) => edge(each, TEXT));
    case "TaggedTemplateExpression":
      return [...edge(node.tag, { kind: "callee" }), ...edge(node.quasi, TEXT)];
    case "BinaryExpression": {
      const step = node.operator === "+" ? TEXT : COMPARE;
      return [...edge(node.left, step), ...edge(node.right, step)];
    }
    case "SwitchStatement":
      return edge(node.discriminant, COMPARE);
    case "SwitchCase":
      return edge(node.test, COMPARE);
    case "UnaryExpression":
      return edge(node.argument, /^(?:!|typeof|void|delete)$/.test(node.operator) ? NONE : TEXT);
    case "UpdateExpression":
      return edge(node.argument, TEXT);
    case "IfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      return edge(node.test, NONE);
    case "ForStatement":
      return [...edge(node.init, NONE), ...edge(node.test, NONE), ...edge(node.update, NONE)];
    case "ExpressionStatement":
      return edge(node.expression, NONE);
    case "ForInStatement":
      return edge(node.right, { kind: "names" });
    case "TSTypeQuery":
      return edge(node.exprName, NONE);
    case "ExportDefaultDeclaration":
      return edge(node.declaration, { kind: "export" });
    case "ExportSpecifier":
      return edge(node.local, { kind: "export" });
    case "TSExportAssignment":
      return edge(node.expression, { kind: "export" });
    case "ImportExpression":
      return edge(node.source, TEXT);
    case "JSXExpressionContainer":
      // What a component does with what it is given is its own affair.
      return edge(node.expression, isGivenToComponent(node) ? UNKNOWN : TEXT);
    default:
      return [];
  }
}

const choice = (test: TSESTree.Node, when: boolean): Step => ({ kind: "choice", test, when });

function assignmentEdges(node: TSESTree.AssignmentExpression): Edge[] {
  const { left, right, operator } = node;
  const bound: Edge = { from: right, to: left, step: BIND };
  switch (operator) {
    case "=":
      return [bound, { from: right, to: node, step: COPY }];
    case "??=":
    case "||=":
      return [
        bound,
        { from: left, to: node, step: choice(left, true) },
        { from: right, to: node, step: choice(left, false) },
      ];
    case "&&=":
      return [bound, { from: right, to: node, step: choice(left, true) }];
    default:
      return [left, right].map((from) => ({ from, to: node, step: TEXT }));
  }
}

/** An element has its position, up to the first spread. */
function arrayEdges(node: TSESTree.ArrayExpression): Edge[] {
  const firstSpread = node.elements.findIndex((each) => each?.type === "SpreadElement");
  return node.elements.flatMap((from, position): Edge[] => {
    if (from === null) return [];
    if (from.type === "SpreadElement") return edgesOf(from);
    const name = firstSpread >= 0 && position > firstSpread ? ANY_MEMBER : String(position);
    return [{ from, to: node, step: { kind: "store", name } }];
  });
}

/** `<Session entry={raw} />`: not of an element of the page's own, nor what stands between tags. */
const isGivenToComponent = ({ parent }: TSESTree.JSXExpressionContainer): boolean =>
  parent.type === "JSXAttribute" &&
  !(parent.parent.name.type === "JSXIdentifier" && /^[a-z]/.test(parent.parent.name.name));

/** Forwards: the steps that a value takes from a node. One that is unknown where no step is known. */
export function stepsFrom(node: TSESTree.Node): readonly Edge[] {
  const { parent } = node;
  if (parent === undefined) return [];
  const edges = edgesOf(parent).filter(({ from }) => from === node);
  return edges.length > 0 ? edges : [{ from: node, to: parent, step: UNKNOWN }];
}

/** Backwards: the steps by which an expression gets its value from its own parts. */
export const stepsInto = (node: TSESTree.Node): readonly Edge[] =>
  edgesOf(node).filter(({ to }) => to === node);
