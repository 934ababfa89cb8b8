import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { enclosingFunction, memberName, peel } from "../../syntax/nodes.js";
import type { Bound } from "../../eval/call-context.js";
import { TTL_NAMES } from "../vocabulary.js";

/** An object where the program has it first. */
export interface GivenObject {
  readonly bound: Bound;
  /** Whether an annotation on the way from there names the object's fields: an envelope would not fit it. */
  readonly closedType: boolean;
}

/** How many variables and parameters lie between a body and the caller's expression. */
const MAX_STEPS_TO_CALLER = 8;

/** An expression on the way there. */
interface Passed {
  readonly bound: Bound;
  /** The types that annotations give to it on its way. */
  readonly types: readonly TSESTree.TypeNode[];
}

/** The caller's own expression behind a parameter, one of its properties, or a variable that holds either. */
export function givenObject(context: Context, { node, callContext }: Bound): GivenObject {
  const own: Bound = { node: peel(node), callContext };
  const passed = callContext === null ? undefined : sourceOf(context, own, MAX_STEPS_TO_CALLER);
  if (passed === undefined) return { bound: own, closedType: false };
  return { bound: passed.bound, closedType: passed.types.some((type) => isClosedType(context, type)) };
}

/** `undefined` where an expression does not lead to exactly one expression of a caller. */
function sourceOf(context: Context, { node, callContext }: Bound, steps: number): Passed | undefined {
  if (steps === 0) return undefined;
  if (node.type === "MemberExpression") {
    const name = memberName(node);
    return name === undefined
      ? undefined
      : memberOf(context, { node: peel(node.object), callContext }, [name], steps);
  }
  const variable = node.type === "Identifier" ? context.index.variableOf(node) : undefined;
  if (variable === undefined) return undefined;
  const argument = context.resolver.parameters.argumentOf(variable, callContext);
  if (argument !== undefined) {
    const { value, path } = argument;
    const whole: Passed = { bound: { node: peel(value.node), callContext: value.callContext }, types: [] };
    const found = propertyOf(context, whole, path);
    if (found === undefined) return undefined;
    const own = context.types.declaredAt(node, []);
    const types = own === undefined ? [] : [own];
    const outer = sourceOf(context, found.bound, steps - 1);
    return outer === undefined ? { ...found, types } : { ...outer, types: [...types, ...outer.types] };
  }
  const [written, ...others] = context.resolver.writtenValues(variable);
  if (written === undefined || others.length > 0) return undefined;
  const value: Bound = { node: peel(written.node), callContext };
  return written.path.length === 0
    ? sourceOf(context, value, steps - 1)
    : memberOf(context, value, written.path, steps);
}

function memberOf(
  context: Context,
  object: Bound,
  path: readonly string[],
  steps: number,
): Passed | undefined {
  const holder = sourceOf(context, object, steps - 1);
  return holder === undefined ? undefined : propertyOf(context, holder, path);
}

/** The expression that an object has at a path, if there is one and no other: `{ body: {} }` of a type has that of its `body`. */
function propertyOf(context: Context, holder: Passed, path: readonly string[]): Passed | undefined {
  let current = holder;
  for (const name of path) {
    const [entry, ...others] = context.shapes
      .shapeOf(current.bound)
      .entries.filter((candidate) => candidate.name === name);
    if (entry?.value === undefined || others.length > 0 || entry.conditions.length > 0) return undefined;
    current = {
      bound: { node: peel(entry.value.node), callContext: entry.value.callContext },
      types: current.types.flatMap((type) => context.types.memberType(type, [name]) ?? []),
    };
  }
  return current;
}

/** Fields of which one in a type says that the type is of the old payload. */
const PAYLOAD_FIELDS: ReadonlySet<string> = new Set(TTL_NAMES);

/** Whether an envelope would not fit a type: it is closed, or names the old fields somewhere. */
const isClosedType = (context: Context, type: TSESTree.TypeNode | undefined): boolean =>
  context.types.membersOf(type) !== undefined || context.types.namesMember(type, PAYLOAD_FIELDS);

/** The one literal that a function of the file builds when it is called for the body. */
export function builtLiteral(context: Context, { bound, closedType }: GivenObject): GivenObject | undefined {
  if (bound.node.type !== "CallExpression") return undefined;
  const [value, ...others] = context.resolver.follow(bound);
  if (value === undefined || others.length > 0) return undefined;
  const { node, callContext, path } = value;
  if (path.length > 0 || node.type !== "ObjectExpression") return undefined;
  const builder = enclosingFunction(node);
  // One that stands outside of every function is made once: its time would start when the program does.
  if (builder === undefined) return undefined;
  const isClosed = closedType || isClosedType(context, builder.returnType?.typeAnnotation);
  return { bound: { node, callContext }, closedType: isClosed };
}
