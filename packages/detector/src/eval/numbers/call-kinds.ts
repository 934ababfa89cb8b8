import type { TSESTree } from "@typescript-eslint/utils";
import { enclosingFunction, memberChain, memberName, peel } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import type { Evaluation } from "../evaluation.js";
import { isLookUp } from "./look-ups.js";
import { isReading } from "./outside-text.js";
import { ABSENT, FALSY, hasAny, kinds, mayBeNothing, only, union } from "./kinds.js";
import type { Kinds } from "./kinds.js";
import { kindsOfType } from "./type-kinds.js";

type Read = (node: TSESTree.Node) => Kinds;

/**
 * What a call gives: of the language's own functions and methods, else of the program's.
 * @param read reads an expression where the call stands
 * @param readElsewhere reads one of another place, of which the conditions around the call say nothing
 */
export function kindsOfCall(
  evaluation: Evaluation,
  call: TSESTree.CallExpression,
  read: Read,
  readElsewhere: Read,
): Kinds {
  const { callee } = call;
  const [first, ...others] = call.arguments;
  const known =
    callee.type === "Identifier"
      ? evaluation.index.variableOf(callee) === undefined && first !== undefined
        ? ofGlobal(callee.name, read(first))
        : undefined
      : callee.type === "MemberExpression"
        ? ofMethod(evaluation, callee, call, read)
        : undefined;
  if (known !== undefined) return known;
  if (others.length === 0 && isReading(evaluation, call)) return kinds("text", ...ABSENT, "falsy");
  return ofProgram(evaluation, call, readElsewhere);
}

function ofGlobal(name: string, given: Kinds): Kinds | undefined {
  switch (name) {
    case "Number":
    case "parseInt":
    case "parseFloat":
      return parsed(given);
    case "String":
      return spelled(given);
    case "BigInt":
      return kinds("refused");
    case "Boolean":
      return kinds("falsy", "refused");
    default:
      return undefined;
  }
}

/** What `Number(…)` makes: of what may be missing, `NaN` or 0. */
export const parsed = (given: Kinds): Kinds =>
  union([
    kinds("number"),
    mayBeNothing(given) || hasAny(given, "unknown", "text of nothing") ? kinds("NaN") : kinds(),
    // `Number(process.env.TTL ?? "-1")`
    only(given, "refused"),
  ]);

/** What `String(…)` makes. */
export function spelled(given: Kinds): Kinds {
  const isMissing = hasAny(given, ...ABSENT, ...FALSY, "unknown", "text of nothing");
  return union([kinds("text"), isMissing ? kinds("text of nothing") : kinds(), only(given, "refused")]);
}

/** What arithmetic makes of its operands. */
export function reckoned(operator: string, left: Kinds, right: Kinds): Kinds {
  if (operator === "+" && hasAny(union([left, right]), "text", "text of nothing"))
    return union([spelled(left), spelled(right)]);
  const both = union([left, right]);
  const isZero = operator === "*" ? both.has("falsy") : operator === "/" && left.has("falsy");
  return union([
    kinds("number"),
    isZero ? kinds("falsy") : kinds(),
    // What is not known may be missing: a caller of another file need not give it.
    hasAny(both, ...ABSENT, "NaN", "unknown") ? kinds("NaN") : kinds(),
  ]);
}

const TEXT_METHODS =
  /^(?:toString|toFixed|toPrecision|toLocaleString|toISOString|toJSON|toUTCString|trim|trimStart|trimEnd|slice|substring|substr|padStart|padEnd|replace|replaceAll|toLowerCase|toUpperCase|normalize|repeat|join|text)$/;

/** Dates as text: none of them is a number of seconds. */
const DATE_TEXTS = /^(?:toISOString|toJSON|toUTCString)$/;

function ofMethod(
  evaluation: Evaluation,
  callee: TSESTree.MemberExpression,
  call: TSESTree.CallExpression,
  read: Read,
): Kinds | undefined {
  const name = memberName(callee) ?? "";
  const chain = memberChain(callee.object);
  const owner =
    chain?.path.length === 0 && chain.root.type === "Identifier" && !evaluation.index.variableOf(chain.root)
      ? chain.root.name
      : "";
  const [first] = call.arguments;
  if (owner === "Number" && /^parse(?:Int|Float)$/.test(name) && first !== undefined)
    return parsed(read(first));
  if (owner === "Math") return ofMath(name, call.arguments, read);
  if (owner === "Date") return kinds("number");
  if (DATE_TEXTS.test(name)) return kinds("object");
  if (/^(?:getTime|valueOf)$/.test(name)) return kinds("number");
  if (isLookUp(evaluation, callee.object, name)) return kinds("unknown", "absent");
  if (!TEXT_METHODS.test(name) || isProgramMethod(evaluation, callee)) return undefined;
  // What is called may be what is missing: then the call throws, or (`?.`) nothing is called.
  const receiver = read(callee.object);
  return hasAny(receiver, "text of nothing", ...FALSY) ? kinds("text", "text of nothing") : kinds("text");
}

const isProgramMethod = (evaluation: Evaluation, callee: TSESTree.Node): boolean =>
  evaluation.resolver.functionsOf({ node: callee, callContext: null }).length > 0;

function ofMath(name: string, args: readonly TSESTree.Node[], read: Read): Kinds {
  const given = args.map(read);
  const isMissing = given.some((each) => hasAny(each, ...ABSENT, "NaN", "unknown", "text of nothing"));
  if (name === "max" || name === "min") {
    // The least that `Math.max(0, end - now)` gives is no time to live.
    const isBounded =
      name === "max" && given.some((each) => each.size === 1 && hasAny(each, "falsy", "refused"));
    const isHeld =
      name === "max" && args.some((arg) => peel(arg).type === "Literal" && !mayBeNothing(read(arg)));
    if (isBounded && !isHeld) return kinds("number", "refused");
  }
  const isZero = given.some((each) => each.has("falsy"));
  return union([kinds("number"), isMissing ? kinds("NaN") : kinds(), isZero ? kinds("falsy") : kinds()]);
}

/** What the program's own functions give, by their types and by what they return. */
function ofProgram(evaluation: Evaluation, call: TSESTree.CallExpression, read: Read): Kinds {
  const declared = evaluation.types.declaredAt(call, []);
  const functions = evaluation.resolver.functionsOf({ node: call.callee, callContext: null });
  if (functions.length === 0)
    return declared === undefined ? kinds("unknown") : kindsOfType(evaluation.types, declared);
  return union(functions.map(({ node }) => ofFunction(evaluation, node, read)));
}

function ofFunction(evaluation: Evaluation, fn: FunctionNode, read: Read): Kinds {
  const returned = union([
    ...evaluation.index.returnsOf(fn).map(read),
    ...(endsOpen(fn) ? [kinds("absent")] : []),
  ]);
  const type = fn.returnType?.typeAnnotation;
  const declared = type === undefined ? kinds("unknown") : kindsOfType(evaluation.types, type);
  if (declared.has("unknown")) return returned;
  // What is declared bounds what is returned; what 0 stands for only the code tells.
  const seen = returned.has("unknown")
    ? declared
    : new Set([...returned].filter((kind) => declared.has(kind)));
  return union([seen, only(returned, "falsy", "NaN", "refused")]);
}

/** Whether a function can end without a `return` of a value. */
function endsOpen(fn: FunctionNode): boolean {
  if (fn.body.type !== "BlockStatement") return false;
  const last = fn.body.body.at(-1);
  return last === undefined || !alwaysLeaves(last, fn);
}

function alwaysLeaves(statement: TSESTree.Node, fn: FunctionNode): boolean {
  switch (statement.type) {
    case "ReturnStatement":
      return statement.argument !== null && enclosingFunction(statement) === fn;
    case "ThrowStatement":
      return true;
    case "BlockStatement": {
      const last = statement.body.at(-1);
      return last !== undefined && alwaysLeaves(last, fn);
    }
    case "IfStatement":
      return (
        statement.alternate !== null &&
        alwaysLeaves(statement.consequent, fn) &&
        alwaysLeaves(statement.alternate, fn)
      );
    case "TryStatement":
      return (
        alwaysLeaves(statement.block, fn) &&
        (statement.handler === null || alwaysLeaves(statement.handler.body, fn))
      );
    case "SwitchStatement":
      return (
        statement.cases.some(({ test }) => test === null) &&
        statement.cases.every(
          (each) => each.consequent.length === 0 || alwaysLeaves(each.consequent.at(-1) ?? each, fn),
        )
      );
    default:
      return false;
  }
}
