import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { describedBy } from "../../syntax/given-members.js";
import type { DefinedMember } from "../../syntax/given-members.js";
import { nameOf } from "../../syntax/module/export-names.js";
import { enclosingFunction, memberName, staticName } from "../../syntax/nodes.js";
import { PROVIDER } from "../../syntax/provider-members.js";
import { rowsOfMethod } from "../steps/built-ins.js";
import { CALL, heldAt, INSTANCE, ITSELF, taking } from "./access-path.js";
import type { State } from "./state.js";
import type { Tracking } from "./tracking.js";

/** The same state one step further in; `undefined` where the step leads elsewhere. */
export function stepInto(step: string, state: State): State | undefined {
  // Of evidence all counts that is taken from it; a function is only what it is.
  if (state.path.length === 0 && state.of !== "evidence") return undefined;
  const path = taking(step, state.path);
  return path === undefined ? undefined : { ...state, path };
}

/** The same state within what holds it at a step. */
export const holding = (step: string, state: State): State => ({ ...state, path: heldAt(step, state.path) });

/** Whether what is read from a value where it is named can lead to it: a large class names `this` hundreds of times. */
export function leadsOn({ parent }: TSESTree.Node, state: State): boolean {
  const name =
    parent?.type === "MemberExpression"
      ? memberName(parent)
      : parent?.type === "TSQualifiedName"
        ? parent.right.name
        : undefined;
  // `put.bind(self)`, `put.call(self)`
  return name === undefined || state.path.length === 0 || stepInto(name, state) !== undefined;
}

/** Whether a value is followed by the name under which it is kept, and not through what keeps it. */
export const isByName = ({ of }: State): boolean => of !== "evidence" && of.kind === "kept";

/** Takes the value of a node to what it stands in. */
export function followExpression(tracking: Tracking, node: TSESTree.Node, state: State): void {
  const { parent } = node;
  switch (parent?.type) {
    case "AwaitExpression":
      if (!state.isAnswer) tracking.value(parent, state);
      return;
    case "ChainExpression":
    case "TSNonNullExpression":
    case "TSInstantiationExpression":
      return tracking.value(parent, state);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      if (parent.expression !== node) return;
      tracking.value(parent, state);
      return tracking.declared(parent.typeAnnotation, state);
    case "ConditionalExpression":
      return parent.test === node ? undefined : tracking.value(parent, state);
    case "LogicalExpression":
      return tracking.value(parent, state);
    case "SequenceExpression":
      return parent.expressions.at(-1) === node ? tracking.value(parent, state) : undefined;
    case "TemplateLiteral":
    case "BinaryExpression":
      return state.of === "evidence" ? tracking.value(parent, { ...state, path: ITSELF }) : undefined;
    case "TaggedTemplateExpression":
      return parent.quasi === node ? tracking.value(parent, state) : undefined;
    case "SpreadElement":
      return spread(tracking, parent, state);
    case "Property":
      return ofProperty(tracking, parent, node, state);
    case "ArrayExpression":
      return tracking.value(parent, holding(ANY_MEMBER, state));
    case "MemberExpression":
      return parent.object === node ? readFrom(tracking, parent, state) : undefined;
    case "CallExpression":
    case "NewExpression":
      return parent.callee === node ? tracking.called(parent, state) : tracking.passed(parent, node, state);
    default:
      return followStatement(tracking, node, state);
  }
}

/** The same for what declares, keeps or gives back a value. */
function followStatement(tracking: Tracking, node: TSESTree.Node, state: State): void {
  const { parent } = node;
  switch (parent?.type) {
    case "VariableDeclarator":
      return parent.init === node ? tracking.bind(parent.id, state) : undefined;
    case "AssignmentExpression":
      if (parent.right !== node) return;
      tracking.bind(parent.left, state);
      return tracking.value(parent, state);
    case "AssignmentPattern":
      return parent.right === node ? tracking.bind(parent.left, state) : undefined;
    case "ForOfStatement":
      return parent.right === node ? eachBound(tracking, parent.left, state) : undefined;
    case "ReturnStatement":
      return tracking.returned(enclosingFunction(parent), state);
    case "ArrowFunctionExpression":
      return parent.body === node ? tracking.returned(parent, state) : undefined;
    case "YieldExpression":
      return tracking.returned(enclosingFunction(parent), holding(ANY_MEMBER, state));
    case "PropertyDefinition":
    case "MethodDefinition":
      return parent.value === node ? tracking.member(parent, state) : undefined;
    case "TSEnumMember":
      return tracking.bind(
        parent.parent.parent.id,
        holding(staticName({ key: parent.id }) ?? ANY_MEMBER, state),
      );
    case "ClassDeclaration":
    case "ClassExpression":
      return parent.superClass === node ? tracking.value(parent, state) : undefined;
    case "ExportDefaultDeclaration":
      return tracking.exported(parent, "default", state);
    case "ExportSpecifier":
      return tracking.exported(parent, nameOf(parent.exported), state);
    case "TSExportAssignment":
      return tracking.exported(parent, ANY_MEMBER, state);
    case "TSTypeReference":
    case "TSClassImplements":
    case "TSInterfaceHeritage":
    case "TSTypeQuery":
    case "TSQualifiedName":
      return tracking.typed(node, state);
    default:
  }
}

function spread(tracking: Tracking, element: TSESTree.SpreadElement, state: State): void {
  const { parent } = element;
  if (parent.type === "CallExpression" || parent.type === "NewExpression")
    return tracking.passed(parent, element, state);
  if (parent.type !== "ArrayExpression") return tracking.value(parent, state);
  const each = elementOf(state);
  if (each !== undefined) tracking.value(parent, holding(ANY_MEMBER, each));
}

function ofProperty(
  tracking: Tracking,
  property: TSESTree.Property,
  node: TSESTree.Node,
  state: State,
): void {
  const { parent } = property;
  if (property.value !== node || parent.type !== "ObjectExpression") return;
  // What a getter returns is what its member is.
  const inner = property.kind === "get" ? stepInto(CALL, state) : state;
  if (inner === undefined) return;
  const name = staticName(property);
  const described = describedBy(node);
  if (described !== undefined) {
    // `Object.defineProperty(Kv.prototype, "put", { value: put })` is `Kv.prototype.put = put`.
    if (isByName(inner)) tracking.named(described.name, inner);
    else bindMember(tracking, described, inner);
  } else if (name !== undefined && isByName(inner)) tracking.named(name, inner);
  ofProvider(tracking, parent, name, inner);
  // What is read under a name that is only known at run time can be any of a table.
  tracking.value(parent, holding(name ?? ANY_MEMBER, inner));
}

function bindMember(tracking: Tracking, { object, name }: DefinedMember, state: State): void {
  const held = holding(name, state);
  if (object.type === "MemberExpression" && memberName(object) === "prototype")
    tracking.bind(object.object, holding(INSTANCE, held));
  else tracking.bind(object, held);
}

/** Takes what a container is told to give for a token to whatever gets it by that: `{ provide: HTTP, useFactory: () => … }`. */
function ofProvider(
  tracking: Tracking,
  provider: TSESTree.ObjectExpression,
  name: string | undefined,
  state: State,
): void {
  const given =
    name === PROVIDER.value ? state : name === PROVIDER.factory ? stepInto(CALL, state) : undefined;
  if (given !== undefined) tracking.provided(provider, { ...given, within: undefined });
}

/** `Symbol.iterator` of a class that is written `*[Symbol.iterator]() { … }`: no computed name but this one means it. */
export const symbolName = (key: TSESTree.Node): string | undefined =>
  key.type === "MemberExpression" && key.object.type === "Identifier" && key.object.name === "Symbol"
    ? `#Symbol.${memberName(key) ?? ""}`
    : undefined;

export const isSymbol = (name: string): boolean => name.startsWith("#Symbol.");

const ITERATORS = ["#Symbol.iterator", "#Symbol.asyncIterator"];

/** What looping over a value gives: an element, or what the value's own iterator yields. */
export function elementOf(state: State): State | undefined {
  const [first] = state.path;
  if (first === undefined || first === ANY_MEMBER || /^\d+$/.test(first)) return stepInto(ANY_MEMBER, state);
  // What has a name is no element.
  if (!ITERATORS.includes(first)) return undefined;
  const yielded = stepInto(CALL, { ...state, path: state.path.slice(1) });
  return yielded === undefined ? undefined : stepInto(ANY_MEMBER, yielded);
}

function eachBound(tracking: Tracking, left: TSESTree.ForOfStatement["left"], state: State): void {
  const element = elementOf(state);
  if (element === undefined) return;
  const targets = left.type === "VariableDeclaration" ? left.declarations.map(({ id }) => id) : [left];
  for (const target of targets) bindEach(tracking, target, element, state);
}

/** An element, taken apart as a pair where that is what the path to it says no more: `for (const [name, fn] of entries)`. */
function bindEach(tracking: Tracking, target: TSESTree.Node, element: State, state: State): void {
  tracking.bind(target, element);
  if (target.type === "ArrayPattern" && state.of !== "evidence" && element.path.length === 0)
    tracking.bind(target, state);
}

/** Reading a member. */
function readFrom(tracking: Tracking, member: TSESTree.MemberExpression, state: State): void {
  const { parent } = member;
  if (parent.type === "AssignmentExpression" && parent.left === member && parent.operator === "=") return;
  const name = memberName(member) ?? symbolName(member.property) ?? ANY_MEMBER;
  const call = parent.type === "CallExpression" && parent.callee === member ? parent : undefined;
  if (call !== undefined && state.of !== "evidence" && state.path.length === 0) {
    // `put.call(self, …)` runs it, `put.bind(self)` is it.
    if (name === "bind") tracking.value(call, state);
    else if (name === "call" || name === "apply") tracking.called(call, state);
    return;
  }
  if (call !== undefined && runsCallbacks(tracking, call, name, state)) return;
  // Of a URL that is no part of its path.
  if (state.path.length === 0 && name === "searchParams") return;
  const inner = stepInto(name, state);
  if (inner !== undefined) tracking.value(member, inner);
}

/** Methods of promises and collections: what they hand to a callback, and what they give. */
function runsCallbacks(
  tracking: Tracking,
  call: TSESTree.CallExpression,
  name: string,
  state: State,
): boolean {
  const isChained = name === "then" || name === "catch" || name === "finally";
  const [first] = state.path;
  if (isChained ? first === "then" : first !== ANY_MEMBER) return false;
  // Waited for, an answer is data.
  if (isChained && state.isAnswer && state.path.length === 0) return true;
  const element = isChained ? state : stepInto(ANY_MEMBER, state);
  for (const callback of call.arguments) {
    if (element !== undefined && "params" in callback)
      for (const parameter of callback.params) bindEach(tracking, parameter, element, state);
  }
  tracking.value(call, state);
  if (isChained) return true;
  if (element !== undefined) tracking.value(call, element);
  // Of a table that is filled under computed names it may be a member: `api[verb] = send; api.put(key)`.
  return rowsOfMethod("array", name) !== undefined;
}
