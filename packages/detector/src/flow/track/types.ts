import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { ambientModuleOf } from "../../syntax/module/ambient-module.js";
import { isFunction, staticName } from "../../syntax/nodes.js";
import { CALL, INSTANCE, ITSELF, PASSED } from "./access-path.js";
import { holding, stepInto } from "./expressions.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { State } from "./state.js";
import type { Tracking } from "./tracking.js";

/** Generic types whose value, or whose members' values, their first argument is. */
const TRANSPARENT = /^(?:Promise|PromiseLike|Awaited|Readonly|Partial|Required|NonNullable|Pick|Omit)$/;
const COLLECTIONS = /^(?:Array|ReadonlyArray|Set|ReadonlySet|Map|ReadonlyMap|Record|Iterable|AsyncIterable)$/;

/** Takes a type from where it is named to what is declared to be of it. @param state of what names the type: a class, a type */
export function followTypeName(tracking: Tracking, name: TSESTree.Node, state: State): void {
  const { parent } = name;
  if (parent === undefined) return;
  if (parent.type === "TSTypeQuery") return followType(tracking, parent, state);
  if (parent.type === "TSQualifiedName") return ofQualified(tracking, parent, name, state);
  const instance = stepInto(INSTANCE, state);
  if (instance === undefined) return;
  if (parent.type === "TSClassImplements" || parent.type === "TSInterfaceHeritage") {
    const holder = parent.parent;
    // Who implements or extends it has what it has.
    if ("id" in holder && holder.id?.type === "Identifier") tracking.bind(holder.id, state);
    return;
  }
  followType(tracking, parent, instance);
}

/** `Telnyx.Storage.Kvs`: of what a module's types hold, all counts. */
function ofQualified(
  tracking: Tracking,
  qualified: TSESTree.TSQualifiedName,
  name: TSESTree.Node,
  state: State,
): void {
  if (qualified.left !== name) return;
  const inner = stepInto(qualified.right.name, state);
  if (inner !== undefined) tracking.typed(qualified, inner);
}

/** Takes a type to what is declared to be of it. @param state of a value of the type */
export function followType(tracking: Tracking, type: TSESTree.Node, state: State): void {
  const { parent } = type;
  switch (parent?.type) {
    case "TSTypeAnnotation":
      return annotated(tracking, parent, state);
    case "TSTypeAliasDeclaration":
      return tracking.bind(parent.id, { ...holding(INSTANCE, state), within: undefined });
    case "TSUnionType":
    case "TSIntersectionType":
    case "TSTypeOperator":
    case "TSOptionalType":
    case "TSRestType":
    case "TSConditionalType":
      return followType(tracking, parent, state);
    case "TSArrayType":
    case "TSTupleType":
      return followType(tracking, parent, holding(ANY_MEMBER, state));
    case "TSIndexedAccessType":
      return indexed(tracking, parent, type, state);
    case "TSTypeParameterInstantiation":
      return asArgument(tracking, parent, state);
    case "TSTypeParameter":
      return tracking.bind(parent.name, { ...state, path: ITSELF });
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
      intoCallback(tracking, parent.expression, state);
      return tracking.value(parent, state);
    case "TSMappedType":
      return followType(tracking, parent, holding(ANY_MEMBER, state));
    default:
  }
}

/** What stands behind a colon: a variable, a parameter, a field, what a function returns, a member of another type. */
function annotated(tracking: Tracking, annotation: TSESTree.TSTypeAnnotation, state: State): void {
  const { parent } = annotation;
  switch (parent.type) {
    case "Identifier":
    case "ObjectPattern":
    case "ArrayPattern":
    case "RestElement":
    case "AssignmentPattern":
      tracking.bind(holderOf(parent), parent.type === "RestElement" ? holding(ANY_MEMBER, state) : state);
      ofParameter(tracking, parent, state);
      return ofInitialiser(tracking, parent, state);
    case "PropertyDefinition":
    case "AccessorProperty":
    case "TSAbstractPropertyDefinition":
      if (parent.value !== null) intoCallback(tracking, parent.value, state);
      return tracking.declaredMember(parent, state);
    case "TSDeclareFunction":
      if (parent.id !== null) tracking.bind(parent.id, holding(CALL, state));
      return;
    case "TSEmptyBodyFunctionExpression":
      if (parent.parent.type === "TSAbstractMethodDefinition")
        tracking.declaredMember(parent.parent, holding(CALL, state));
      return;
    case "TSPropertySignature":
      return ofSignature(tracking, parent, state);
    case "TSMethodSignature":
      return ofSignature(tracking, parent, parent.kind === "get" ? state : holding(CALL, state));
    case "TSFunctionType":
    case "TSConstructorType":
      return followType(tracking, parent, holding(CALL, state));
    case "TSIndexSignature":
      return ofTypeBody(tracking, parent.parent, holding(ANY_MEMBER, state));
    default:
      if (isFunction(parent)) ofResult(tracking, parent, { ...state, within: undefined });
  }
}

/** What a function says that it gives; a getter says it of a member. */
function ofResult(tracking: Tracking, fn: FunctionNode, state: State): void {
  tracking.returned(fn, state);
  tracking.expected(fn, state);
  const { parent } = fn;
  if (parent.type === "MethodDefinition" && parent.kind === "get") tracking.declaredMember(parent, state);
}

/** `constructor(private readonly kv: KvNamespace)` is a field, too. */
function holderOf(target: TSESTree.Node): TSESTree.Node {
  const outer = target.parent?.type === "AssignmentPattern" ? target.parent : target;
  return outer.parent?.type === "TSParameterProperty" ? outer.parent : target;
}

/** What the type of a function says that it is passed, and what a function says that its callbacks are. */
function ofParameter(tracking: Tracking, target: TSESTree.Node, state: State): void {
  const parameter = target.parent?.type === "AssignmentPattern" ? target.parent : target;
  const fn = parameter.parent;
  if (fn === undefined || !("params" in fn) || !fn.params.some((each) => each === parameter)) return;
  const passed = holding(PASSED, state);
  if (fn.type === "TSFunctionType") followType(tracking, fn, passed);
  else if (fn.type === "TSMethodSignature") ofSignature(tracking, fn, passed);
  else if (state.path.includes(PASSED)) {
    if (fn.type === "TSDeclareFunction" && fn.id !== null) tracking.bind(fn.id, passed);
    else if (isFunction(fn)) tracking.value(fn, { ...passed, within: undefined });
  }
}

/** `const handler: Handler<Env> = (request, env) => …`: what a framework's type says, the callback is given. */
function ofInitialiser(tracking: Tracking, target: TSESTree.Node, state: State): void {
  const holder = target.parent;
  const init = holder?.type === "VariableDeclarator" && holder.id === target ? holder.init : null;
  if (init !== null) intoCallback(tracking, init, state);
}

/** Whatever a callback is given can be it: the callback itself, or one within an object or a list. */
export function intoCallback(tracking: Tracking, node: TSESTree.Node, state: State): void {
  const given = isFunction(node) ? stepInto(PASSED, state) : undefined;
  if (isFunction(node) && given !== undefined)
    for (const parameter of node.params) tracking.bind(parameter, given);
  const within = (value: TSESTree.Node, name: string): void => {
    const inner = stepInto(name, state);
    if (inner !== undefined) intoCallback(tracking, value, inner);
  };
  if (node.type === "ObjectExpression")
    for (const property of node.properties)
      if (property.type === "Property") within(property.value, staticName(property) ?? ANY_MEMBER);
  if (node.type === "ArrayExpression")
    for (const element of node.elements) if (element !== null) within(element, ANY_MEMBER);
}

function ofSignature(
  tracking: Tracking,
  signature: TSESTree.TSPropertySignature | TSESTree.TSMethodSignature,
  state: State,
): void {
  ofTypeBody(tracking, signature.parent, holding(staticName(signature) ?? ANY_MEMBER, state));
}

function ofTypeBody(tracking: Tracking, body: TSESTree.Node, state: State): void {
  if (body.type === "TSInterfaceBody") {
    const ofType = { ...holding(INSTANCE, state), within: undefined };
    tracking.bind(body.parent.id, ofType);
    const module = ambientModuleOf(body.parent);
    if (module !== undefined) tracking.ambient(module, body.parent.id.name, ofType);
  } else followType(tracking, body, state);
}

/** `Env["SESSIONS"]` */
function indexed(
  tracking: Tracking,
  access: TSESTree.TSIndexedAccessType,
  type: TSESTree.Node,
  state: State,
): void {
  if (access.objectType !== type) return;
  const { indexType } = access;
  const literal = indexType.type === "TSLiteralType" ? indexType.literal : undefined;
  const name = literal?.type === "Literal" ? String(literal.value) : ANY_MEMBER;
  const inner = stepInto(name, state);
  if (inner !== undefined) followType(tracking, access, inner);
}

/** `Promise<Env>` is waited for, `Env[]` is looped over; `Hono<Env>` and its like can hand it to any callback. */
function asArgument(tracking: Tracking, list: TSESTree.TSTypeParameterInstantiation, state: State): void {
  const { parent } = list;
  const all: State = { ...state, path: ITSELF };
  switch (parent.type) {
    case "TSTypeReference": {
      const name = parent.typeName.type === "Identifier" ? parent.typeName.name : "";
      if (TRANSPARENT.test(name)) return followType(tracking, parent, state);
      return followType(tracking, parent, COLLECTIONS.test(name) ? holding(ANY_MEMBER, state) : all);
    }
    case "CallExpression":
    case "NewExpression":
      return tracking.typeArgument(parent, all);
    case "TSInterfaceHeritage":
    case "TSClassImplements": {
      const holder = parent.parent;
      if ("id" in holder && holder.id?.type === "Identifier") tracking.bind(holder.id, all);
      return;
    }
    case "ClassDeclaration":
    case "ClassExpression":
      return tracking.value(parent, all);
    default:
  }
}
