import type { TSESTree } from "@typescript-eslint/utils";
import { getStaticValue } from "@typescript-eslint/utils/ast-utils";
import { parameterPlace } from "../../syntax/binding-pattern.js";
import type { Context } from "../context.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { Bound } from "../../eval/call-context.js";
import { isEvidentlyString } from "../../eval/value-facts.js";
import { isReassigned } from "../../eval/unsure-values.js";
import { UNKNOWN, combine, isOperator, together, unitOf } from "./amount.js";
import type { Amount } from "./amount.js";
import { testOf } from "./tested.js";

const MAX_AMOUNTS = 8;

/** What an expression can amount to: several where it chooses between values that are written out. */
export function amountsOf(context: Context, bound: Bound): Amount[] {
  const node = peel(bound.node);
  const looked: Bound = { node, callContext: bound.callContext };
  return context.resolver.bounded([UNKNOWN], () =>
    context.resolver.once(looked, [UNKNOWN], () => read(context, looked).slice(0, MAX_AMOUNTS)),
  );
}

function read(context: Context, { node, callContext }: Bound): Amount[] {
  switch (node.type) {
    case "Literal":
      return [literal(node)];
    case "TemplateLiteral":
      return node.expressions.length === 1 && node.quasis.every((quasi) => quasi.value.raw === "")
        ? asText(amountsOf(context, { node: node.expressions[0] ?? node, callContext }))
        : [{ isText: true, ...staticAmount(context, node) }];
    case "Identifier":
      return identifier(context, node, callContext);
    case "UnaryExpression":
      return unary(context, node, callContext);
    case "BinaryExpression": {
      const { operator } = node;
      if (!isOperator(operator)) return [UNKNOWN];
      const right = amountsOf(context, { node: node.right, callContext });
      return amountsOf(context, { node: node.left, callContext }).flatMap((a) =>
        right.map((b) => combine(operator, a, b)),
      );
    }
    case "ConditionalExpression":
      return [
        ...chosen(context, { node: node.consequent, callContext }),
        ...chosen(context, { node: node.alternate, callContext }),
      ];
    case "LogicalExpression":
      if (node.operator === "&&") return chosen(context, { node: node.right, callContext });
      return [
        ...chosen(context, { node: node.left, callContext }),
        ...chosen(context, { node: node.right, callContext }),
      ];
    case "AssignmentExpression":
      return node.operator === "=" ? amountsOf(context, { node: node.right, callContext }) : [UNKNOWN];
    case "CallExpression":
      return call(context, node, callContext) ?? elsewhere(context, { node, callContext });
    default:
      return elsewhere(context, { node, callContext });
  }
}

function literal({ value }: TSESTree.Literal): Amount {
  if (typeof value === "number") return { value };
  if (typeof value === "string") return { value, isText: true };
  return value === null ? { isAbsent: true } : UNKNOWN;
}

/** A value that a condition chooses: what is written out there is meant, of what comes from elsewhere the size may be just what is kept out. */
function chosen(context: Context, bound: Bound): Amount[] {
  const amounts = amountsOf(context, bound);
  return getStaticValue(peel(bound.node)) === null ? amounts.map(unitOf) : amounts;
}

function identifier(
  context: Context,
  node: TSESTree.Identifier,
  callContext: Bound["callContext"],
): Amount[] {
  const variable = context.index.variableOf(node);
  if (variable === undefined) {
    if (node.name === "undefined") return [{ isAbsent: true }];
    return node.name === "NaN" || node.name === "Infinity" ? [{ value: Number(node.name) }] : [UNKNOWN];
  }
  const test = testOf(variable);
  if (test === "compared") return [UNKNOWN];
  const amounts = ofVariable(context, variable, { node, callContext });
  return test === "none" ? amounts : amounts.map(unitOf);
}

function ofVariable(context: Context, variable: Variable, use: Bound): Amount[] {
  if (parameterPlace(variable) !== undefined) {
    if (isReassigned(variable)) return [UNKNOWN];
    const argument = context.resolver.parameters.argumentOf(variable, use.callContext);
    if (argument?.path.length === 0) return amountsOf(context, argument.value);
    return elsewhere(context, use);
  }
  const [written, ...others] = context.resolver.writtenValues(variable);
  if (variable.defs[0]?.type !== "Variable" || written === undefined) return elsewhere(context, use);
  if (others.length > 0 || variable.references.filter((reference) => reference.isWrite()).length > 1)
    return [UNKNOWN];
  return written.path.length === 0
    ? amountsOf(context, { node: written.node, callContext: use.callContext })
    : elsewhere(context, use);
}

/** A value that is followed to where it is made: a member, an import, what a function returns. */
function elsewhere(context: Context, bound: Bound): Amount[] {
  const [value, ...others] = context.resolver.follow(bound);
  if (
    value !== undefined &&
    others.length === 0 &&
    value.path.length === 0 &&
    value.node !== bound.node &&
    value.isUnsure !== true
  ) {
    // A member may be set anew where this can't be seen.
    return amountsOf(context, value).map(
      bound.node.type === "MemberExpression" ? unitOf : (amount) => amount,
    );
  }
  if (value?.node !== bound.node && value?.path.length === 0) return [UNKNOWN];
  const known = staticAmount(context, bound.node);
  return known === UNKNOWN && isEvidentlyString(context, bound.node) ? [{ isText: true }] : [known];
}

function staticAmount(context: Context, node: TSESTree.Node): Amount {
  const known = getStaticValue(node, context.index.scopeOf(node) ?? undefined);
  if (known === null) return UNKNOWN;
  if (known.value === undefined || known.value === null) return { isAbsent: true };
  if (typeof known.value === "string") return { value: known.value, isText: true };
  return typeof known.value === "number" ? { value: known.value } : UNKNOWN;
}

function unary(
  context: Context,
  { operator, argument }: TSESTree.UnaryExpression,
  callContext: Bound["callContext"],
): Amount[] {
  switch (operator) {
    case "void":
      return [{ isAbsent: true }];
    case "+":
      return isDate(context, { node: argument, callContext })
        ? [NOW]
        : asNumber(amountsOf(context, { node: argument, callContext }));
    case "-":
      return amountsOf(context, { node: argument, callContext })
        .map((amount) => combine("-", { value: 0 }, amount))
        .map((amount) => (amount.instant === undefined ? amount : UNKNOWN));
    default:
      return [UNKNOWN];
  }
}

const NOW: Amount = { instant: "milliseconds" };

const asText = (amounts: readonly Amount[]): Amount[] =>
  amounts.map((amount) => ({
    ...amount,
    isText: true,
    ...(amount.value === undefined ? {} : { value: String(amount.value) }),
  }));

const asNumber = (amounts: readonly Amount[]): Amount[] =>
  amounts.map(({ isText: _, value, ...amount }) => ({
    ...amount,
    ...(value === undefined ? {} : { value: Number(value) }),
  }));

/** Whether a value is made by `new Date(…)`. */
const isDate = (context: Context, bound: Bound): boolean => {
  const [value, ...others] = context.resolver.follow(bound);
  return (
    others.length === 0 &&
    value?.path.length === 0 &&
    value.node.type === "NewExpression" &&
    isGlobal(context, value.node.callee, "Date")
  );
};

const isGlobal = (context: Context, node: TSESTree.Node, name: string): boolean =>
  node.type === "Identifier" && node.name === name && context.index.variableOf(node) === undefined;

/** Calls of the language's own that give a number or make a text of one; `undefined` for others. */
function call(
  context: Context,
  { callee, arguments: given }: TSESTree.CallExpression,
  callContext: Bound["callContext"],
): Amount[] | undefined {
  const args = given.map((node): Bound => ({ node, callContext }));
  const [first] = args;
  if (callee.type === "Identifier") {
    if (context.index.variableOf(callee) !== undefined || first === undefined) return undefined;
    if (callee.name === "Number") return isDate(context, first) ? [NOW] : asNumber(amountsOf(context, first));
    if (callee.name === "parseInt")
      return rounded(asNumber(amountsOf(context, first)), (value) => Math.trunc(value));
    if (callee.name === "parseFloat") return asNumber(amountsOf(context, first));
    return callee.name === "String" ? asText(amountsOf(context, first)) : undefined;
  }
  if (callee.type !== "MemberExpression") return undefined;
  const name = memberName(callee) ?? "";
  const receiver: Bound = { node: callee.object, callContext };
  if (isGlobal(context, callee.object, "Date")) return /^(?:now|parse|UTC)$/.test(name) ? [NOW] : undefined;
  if (isGlobal(context, callee.object, "Math")) return ofMath(context, name, args);
  if (isGlobal(context, callee.object, "Number"))
    return /^parse(?:Int|Float)$/.test(name) && first !== undefined
      ? asNumber(amountsOf(context, first))
      : undefined;
  if (/^(?:getTime|valueOf)$/.test(name)) return isDate(context, receiver) ? [NOW] : undefined;
  return /^(?:toString|toFixed)$/.test(name) && (first === undefined || name === "toFixed")
    ? roundedText(context, receiver, name)
    : undefined;
}

const roundedText = (context: Context, receiver: Bound, method: string): Amount[] => {
  const amounts = amountsOf(context, receiver);
  return asText(method === "toFixed" ? rounded(amounts, (value) => value).map(unitOf) : amounts);
};

function ofMath(context: Context, name: string, args: readonly Bound[]): Amount[] | undefined {
  const [first, ...others] = args;
  if (first === undefined) return undefined;
  const all = args.flatMap((argument) => amountsOf(context, argument).slice(0, 1));
  switch (name) {
    case "floor":
    case "ceil":
    case "round":
    case "trunc":
      return others.length > 0 ? undefined : rounded(amountsOf(context, first), (value) => Math[name](value));
    case "abs":
      return amountsOf(context, first).map(({ value, ...amount }) => ({
        ...amount,
        ...(typeof value === "number" ? { value: Math.abs(value) } : {}),
      }));
    case "min":
    case "max": {
      const values = all.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
      const value = values.length === all.length ? { value: Math[name](...values) } : {};
      return [{ ...all.reduce(together), ...value }];
    }
    default:
      return undefined;
  }
}

const rounded = (amounts: readonly Amount[], round: (value: number) => number): Amount[] =>
  amounts.map(({ isUnrounded: _, value, ...amount }) => ({
    ...amount,
    ...(typeof value === "number" ? { value: round(value) } : {}),
  }));
