import type { TSESTree } from "@typescript-eslint/utils";
import { fieldOf, usesOfField } from "../../syntax/class-parts.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import { contains, memberName, peel } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";

/** What is made empty, or with a first content, and filled later: `[]`, `{}`, `new Map()`, `Object.create(null)`. */
export type Container =
  | TSESTree.ArrayExpression
  | TSESTree.ObjectExpression
  | TSESTree.NewExpression
  | TSESTree.CallExpression;

/** By the class of a collection: the methods that add to it, and at which position they are given what. */
const ADDING: Readonly<Record<string, { readonly methods: ReadonlySet<string>; readonly from: number }>> = {
  Array: { methods: new Set(["push", "unshift"]), from: 0 },
  Set: { methods: new Set(["add"]), from: 0 },
  Map: { methods: new Set(["set"]), from: 1 },
};
/** Collections that are made of what another one has. */
const COPYING: ReadonlySet<string> = new Set(["Map", "Set"]);
/** Functions of the platform that look at what a container has, or copy it. */
const LOOKING = /^(?:Object\.(?:entries|values|keys|fromEntries|hasOwn)|Array\.(?:from|isArray))$/;

/** The class of the platform that is made an instance of there, unless the program has one of that name. */
export function builtInClass(resolver: Resolver, node: TSESTree.Node): string | undefined {
  return node.type === "NewExpression" &&
    node.callee.type === "Identifier" &&
    resolver.index.variableOf(node.callee) === undefined
    ? node.callee.name
    : undefined;
}

/** Whether it is an object of no class, into which things are put under their keys. */
export const isRecord = (
  { index }: Resolver,
  node: TSESTree.Node,
): node is TSESTree.ObjectExpression | TSESTree.CallExpression =>
  node.type === "ObjectExpression" ||
  (node.type === "CallExpression" && globalPath(index, node.callee) === "Object.create");

/**
 * What is added to something after it was made, and held by a variable or a field of a class: `queue.push(item)`,
 * `jobs.add(item)`, `pending.set(key, item)`, `pending[key] = item`.
 */
export function addedTo(resolver: Resolver, made: Container, callContext: CallContext | null): Bound[] {
  const uses = usesOf(resolver, made);
  const added = isRecord(resolver, made)
    ? uses.flatMap((use) => keptUnderKey(use) ?? [])
    : uses.flatMap((use) => givenTo(use, ADDING[builtInClass(resolver, made) ?? "Array"]));
  return added.map((node) => ({
    node,
    callContext: callContext === null || contains(callContext.fn, node) ? callContext : null,
  }));
}

/**
 * Whether nobody else can fill it: what holds it is a variable of its file or a private field, and only members are read
 * of it, or it is looped over, copied, taken over by another variable (`const batch = pending`), or replaced.
 */
export function isFilledHere(resolver: Resolver, made: Container): boolean {
  const { index } = resolver;
  const variable = variableHolding(index, made);
  const isOwn = variable === undefined ? fieldOf(wholeOf(made))?.isPrivate === true : !isExported(variable);
  const isFilledOtherwise = isRecord(resolver, made)
    ? isNamedMemberSet
    : made.type === "NewExpression"
      ? () => false
      : isElementSet;
  return isOwn && namesIn(index, made).every((use) => isLookedAt(resolver, use) && !isFilledOtherwise(use));
}

/**
 * What an expression stands for, if all of it are containers of which what is put in there is taken out in its own file
 * or class alone.
 */
export function keptHere(resolver: Resolver, expression: TSESTree.Node): Container[] | undefined {
  const values = resolver.follow({ node: expression, callContext: null });
  const made = values.flatMap(({ node, path }) =>
    path.length === 0 && isContainer(resolver, node) && isFilledHere(resolver, node) ? [node] : [],
  );
  return made.length > 0 && made.length === values.length ? made : undefined;
}

/** The types that annotations and type arguments give to what a container holds, or to itself. */
export function typesOf({ index }: Resolver, made: Container): TSESTree.TypeNode[] {
  const whole = wholeOf(made);
  const asserted = whole !== made && whole.type === "TSAsExpression" ? [whole.typeAnnotation] : [];
  const given = made.type === "NewExpression" ? (made.typeArguments?.params.slice(-1) ?? []) : [];
  const field = whole.parent?.type === "PropertyDefinition" ? whole.parent.typeAnnotation : undefined;
  const names = (variableHolding(index, made)?.defs ?? []).map(({ name }) => name);
  const declared = names.map((name) => (name.type === "Identifier" ? name.typeAnnotation : undefined));
  return [...asserted, ...given, ...[field, ...declared].flatMap((each) => each?.typeAnnotation ?? [])];
}

const isContainer = (resolver: Resolver, node: TSESTree.Node): node is Container =>
  node.type === "ArrayExpression" ||
  isRecord(resolver, node) ||
  Object.hasOwn(ADDING, builtInClass(resolver, node) ?? "");

/** Whether a container goes nowhere as a whole where it is named. */
function isLookedAt(resolver: Resolver, use: TSESTree.Node): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === use;
    case "ForOfStatement":
    case "ForInStatement":
      return parent.right === use;
    case "SpreadElement":
      return parent.parent.type === "ArrayExpression";
    case "BinaryExpression":
      return parent.operator === "in";
    case "VariableDeclarator":
      return parent.id === use || variableTaking(resolver.index, use) !== undefined;
    case "AssignmentExpression":
      return parent.left === use || variableTaking(resolver.index, use) !== undefined;
    case "NewExpression":
      return COPYING.has(builtInClass(resolver, parent) ?? "");
    case "CallExpression":
      return LOOKING.test(globalPath(resolver.index, parent.callee) ?? "");
    default:
      return false;
  }
}

/** Whether an element gets into an array there in a way that is not followed: `queue[0] = item`, `queue.splice(0, 0, item)`. */
const isElementSet = (use: TSESTree.Node): boolean =>
  assignmentTo(use) !== undefined ||
  callOn(use, new Set(["fill"])) !== undefined ||
  (callOn(use, new Set(["splice"]))?.arguments.length ?? 0) > 2;

/** The same of an object: `pending.first = item` */
const isNamedMemberSet = (use: TSESTree.Node): boolean =>
  assignmentTo(use) !== undefined && keptUnderKey(use) === undefined;

function givenTo(use: TSESTree.Node, adding: (typeof ADDING)[string] | undefined): TSESTree.Expression[] {
  const call = adding === undefined ? undefined : callOn(use, adding.methods);
  return (call?.arguments.slice(adding?.from) ?? []).flatMap((node) =>
    node.type === "SpreadElement" ? [] : [node],
  );
}

/** The call of one of some methods on what stands there. */
export function callOn(
  object: TSESTree.Node,
  methods: ReadonlySet<string>,
): TSESTree.CallExpression | undefined {
  const member = object.parent;
  const call =
    member?.type === "MemberExpression" && member.object === object && methods.has(memberName(member) ?? "")
      ? member.parent
      : undefined;
  return call?.type === "CallExpression" && call.callee === member ? call : undefined;
}

/** `pending[key] = item`, `pending[key] ??= item` */
function keptUnderKey(use: TSESTree.Node): TSESTree.Expression | undefined {
  const assignment = assignmentTo(use);
  return assignment?.left.type === "MemberExpression" &&
    assignment.left.computed &&
    /^(?:=|\?\?=|\|\|=|&&=)$/.test(assignment.operator)
    ? assignment.right
    : undefined;
}

/** The assignment to a member of what stands there. */
function assignmentTo(use: TSESTree.Node): TSESTree.AssignmentExpression | undefined {
  const member = use.parent;
  const assignment = member?.parent;
  return member?.type === "MemberExpression" &&
    member.object === use &&
    assignment?.type === "AssignmentExpression" &&
    assignment.left === member
    ? assignment
    : undefined;
}

/** The places that name what something was put into, in its own file, and in those that import it. */
function usesOf(resolver: Resolver, made: Container): readonly TSESTree.Node[] {
  const own = namesIn(resolver.index, made);
  if (variableHolding(resolver.index, made) === undefined || isRecord(resolver, made)) return own;
  const file = resolver.index.fileOf(made);
  const adding = ADDING[builtInClass(resolver, made) ?? "Array"];
  const imported = [...(adding?.methods ?? [])].flatMap((method) =>
    resolver.index
      .membersNamed(method)
      .flatMap((member) =>
        member.type === "MemberExpression" &&
        resolver.index.fileOf(member) !== file &&
        resolver
          .follow({ node: member.object, callContext: null })
          .some(({ node, path }) => node === made && path.length === 0)
          ? [member.object]
          : [],
      ),
  );
  return [...own, ...imported];
}

/** The places of its own file that name it: what holds it, and the variables that take it over from there. */
function namesIn(index: SourceIndex, made: Container): readonly TSESTree.Node[] {
  const held = variableHolding(index, made);
  const names = held === undefined ? usesOfField(index, wholeOf(made)) : namesOf(held);
  const all = new Set<TSESTree.Node>(names);
  for (const name of all) for (const other of namesOf(variableTaking(index, name))) all.add(other);
  return [...all];
}

const namesOf = (variable: Variable | undefined): readonly TSESTree.Node[] =>
  (variable?.references ?? []).map(({ identifier }) => identifier);

/** The variable that is given what was made: `const pending = {} as Pending`, `pending = {}`. */
const variableHolding = (index: SourceIndex, made: Container): Variable | undefined =>
  variableTaking(index, wholeOf(made));

/** The variable that is given the value of an expression, and of nothing else. */
function variableTaking(index: SourceIndex, value: TSESTree.Node): Variable | undefined {
  const { parent } = value;
  const target =
    parent?.type === "VariableDeclarator" && parent.init === value
      ? parent.id
      : parent?.type === "AssignmentExpression" && parent.right === value
        ? parent.left
        : undefined;
  return target?.type === "Identifier" ? index.variableOf(target) : undefined;
}

/** An expression with the type assertions around it. */
function wholeOf(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  return parent !== undefined &&
    parent.type !== "AwaitExpression" &&
    peel(parent) === node &&
    parent.type !== "SequenceExpression"
    ? wholeOf(parent)
    : node;
}

const isExported = ({ defs }: Variable): boolean =>
  defs.some(
    ({ node }) => node.type === "VariableDeclarator" && node.parent.parent.type === "ExportNamedDeclaration",
  );
