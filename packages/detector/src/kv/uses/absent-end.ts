import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { enclosingFunction, isFunction, memberName, peel, selfAndAncestors } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import { isReassigned } from "../../eval/unsure-values.js";
import type { Context } from "../context.js";
import { COMPUTED, NOW, ofBinary, ofLogical, ofUnary, truthOf } from "./outcomes.js";
import type { Result } from "./outcomes.js";

/** Ends that lie ahead, near and far: what takes an entry for old before its end (`end - MARGIN < Date.now()`) needs it. */
const AHEAD: readonly number[] = [NOW + 1, 4 * NOW];

/** The same with the end that an entry has had, and without one. */
interface Pair {
  readonly had: Result;
  readonly absent: Result;
}

type Known = ReadonlyMap<TSESTree.Node | Variable, Pair>;

/** Through how many variables, parameters and results an end is followed. */
const MAX_STEPS = 12;

/**
 * The first place at which a program does something else with an entry that has no end than with one whose end lies ahead, or
 * may do so. `Date.now() > entry.expires_at` comes to the same for both.
 * @param ends where the end is asked for: the member, the property of a pattern, or its name in `"expires_at" in entry`
 * @param hasNull whether the program has written `null` for no end, with which it has to do what it does without one
 */
export function differsWithoutEnd(
  context: Context,
  ends: readonly TSESTree.Node[],
  hasNull: boolean,
): TSESTree.Node | undefined {
  return ends.find((place) =>
    [...AHEAD, ...(hasNull ? [null] : [])].some(
      (had) => !new EndFollower(context, ends, had).isSameAt(place),
    ),
  );
}

/** What follows of whether an entry has ended, one of two things that a program may do. */
export interface EndTest {
  readonly node:
    | TSESTree.IfStatement
    | TSESTree.WhileStatement
    | TSESTree.ConditionalExpression
    | TSESTree.LogicalExpression;
  /** Whether what is asked is true of an entry that has ended. */
  readonly whenEnded: boolean;
}

/**
 * What a program asks of an entry that has ended.
 * @returns `undefined` where it does something else with that than ask: `return { value, isStale: now > entry.expires_at }`
 */
export function testsOfEnd(context: Context, ends: readonly TSESTree.Node[]): readonly EndTest[] | undefined {
  const tests: EndTest[] = [];
  const isKnown = ends.every((place) => new EndFollower(context, ends, NOW - 1, tests).isSameAt(place));
  return isKnown ? tests : undefined;
}

class EndFollower {
  private readonly context: Context;
  /** Where tests are noted, for an entry that has ended. */
  private readonly tests: EndTest[] | undefined;
  private readonly end: Pair;
  /** The members that give the end, each wherever it stands. */
  private readonly members: Known;
  private steps = 0;

  constructor(context: Context, ends: readonly TSESTree.Node[], had: number | null, tests?: EndTest[]) {
    this.context = context;
    this.tests = tests;
    const end: Pair = { had: { value: had }, absent: { value: undefined } };
    this.end = end;
    this.members = new Map(ends.flatMap((each) => (each.type === "MemberExpression" ? [[each, end]] : [])));
  }

  isSameAt(place: TSESTree.Node): boolean {
    const { end } = this;
    if (place.type === "Property") {
      const { value } = place;
      if (value.type !== "AssignmentPattern") return this.isSameIn(value, end);
      return this.isSameIn(value.left, {
        had: end.had,
        absent: this.resultOf(value.right, new Map(), "absent"),
      });
    }
    if (place.type === "Literal") {
      const asked = place.parent;
      return asked.type === "BinaryExpression" || asked.type === "CallExpression"
        ? this.isSameFrom(asked, { had: { value: true }, absent: { value: false } }, new Map())
        : false;
    }
    return place.type === "MemberExpression" && this.isSameFrom(place, end, new Map());
  }

  /** What a name is bound to: each place that reads it. */
  private isSameIn(name: TSESTree.Node, pair: Pair): boolean {
    const variable = name.type === "Identifier" ? this.context.index.variableOf(name) : undefined;
    this.steps += 1;
    if (variable === undefined || isReassigned(variable) || this.steps > MAX_STEPS) return false;
    const known: Known = new Map([...this.members, [variable, pair]]);
    return variable.references.every(
      (reference) => !reference.isRead() || this.isSameFrom(reference.identifier, pair, known),
    );
  }

  /** Whether what is made of an expression comes to the same, at the latest where it is looked at. */
  private isSameFrom(start: TSESTree.Node, pair: Pair, given: Known): boolean {
    const known: Known = new Map([...this.members, ...given, [start, pair]]);
    let node = start;
    for (;;) {
      const both = this.pairOf(node, known);
      if (isSame(both)) return true;
      const { parent } = node;
      if (parent === undefined) return false;
      if (isTest(parent, node) && isSameTruth(both)) return true;
      if (this.tests !== undefined && both.had !== undefined && "value" in both.had) {
        if (typeof both.had.value === "boolean") return this.isAsked(node, both.had.value, this.tests);
      }
      switch (parent.type) {
        case "ExpressionStatement":
          return true;
        case "VariableDeclarator":
          return this.isSameIn(parent.id, both);
        case "ReturnStatement":
        case "ArrowFunctionExpression":
          return this.isSameForCallers(parent, both);
        case "CallExpression":
          if (parent.callee !== node && !this.isComputed(parent))
            return this.isSameInCallee(parent, node, both);
          break;
        case "BinaryExpression":
        case "LogicalExpression":
        case "UnaryExpression":
        case "ConditionalExpression":
        case "MemberExpression":
        case "NewExpression":
        case "AwaitExpression":
        case "ChainExpression":
        case "TSAsExpression":
        case "TSNonNullExpression":
        case "TSSatisfiesExpression":
          break;
        default:
          return false;
      }
      node = parent;
    }
  }

  /** Goes from a truth to where it is asked for; whether it is for nothing else. */
  private isAsked(node: TSESTree.Node, isTrue: boolean, tests: EndTest[]): boolean {
    const { parent } = node;
    this.steps += 1;
    if (parent === undefined || this.steps > MAX_STEPS) return false;
    switch (parent.type) {
      case "ExpressionStatement":
        return true;
      case "UnaryExpression":
        return parent.operator === "!" && this.isAsked(parent, !isTrue, tests);
      case "LogicalExpression":
        // What else is asked there is asked of an entry that is there: `entry !== null && entry.expires_at < now`.
        if (parent.operator !== "??" && isTrue === (parent.operator === "||") && parent.left === node) {
          tests.push({ node: parent, whenEnded: isTrue });
          // `return isAlive(entry) && entry.value`
          this.isAsked(parent, isTrue, tests);
          return true;
        }
        return this.isAsked(parent, isTrue, tests);
      case "IfStatement":
      case "WhileStatement":
      case "ConditionalExpression":
        // `entry.expires_at === undefined ? false : now > entry.expires_at`
        if (parent.test !== node) return this.isAsked(parent, isTrue, tests);
        tests.push({ node: parent, whenEnded: isTrue });
        return true;
      case "VariableDeclarator": {
        const variable =
          parent.id.type === "Identifier" ? this.context.index.variableOf(parent.id) : undefined;
        return (
          variable !== undefined &&
          !isReassigned(variable) &&
          variable.references.every((each) => !each.isRead() || this.isAsked(each.identifier, isTrue, tests))
        );
      }
      case "ReturnStatement":
      case "ArrowFunctionExpression": {
        const fn = isFunction(parent) ? parent : enclosingFunction(parent);
        if (fn === undefined || isExported(fn) || this.context.mentionsOf(fn).length > 0) return false;
        const calls = this.context.callersOf(fn);
        return calls.length > 0 && calls.every((call) => this.isAsked(call, isTrue, tests));
      }
      case "AwaitExpression":
      case "ChainExpression":
      case "TSAsExpression":
      case "TSNonNullExpression":
        return this.isAsked(parent, isTrue, tests);
      default:
        return false;
    }
  }

  private isSameForCallers(returning: TSESTree.Node, pair: Pair): boolean {
    const fn = isFunction(returning) ? returning : enclosingFunction(returning);
    if (fn === undefined || isExported(fn) || this.context.mentionsOf(fn).length > 0) return false;
    const calls = this.context.callersOf(fn);
    this.steps += 1;
    return (
      calls.length > 0 &&
      this.steps <= MAX_STEPS &&
      calls.every((call) => this.isSameFrom(call, pair, new Map()))
    );
  }

  /** A function of the program's own that is given the end. */
  private isSameInCallee(call: TSESTree.CallExpression, argument: TSESTree.Node, pair: Pair): boolean {
    const path = globalPath(this.context.index, call.callee);
    // What is told to a person changes nothing.
    if (path?.startsWith("console.") === true) return true;
    const [callee, ...others] = this.context.calleesOf(call);
    const position = call.arguments.findIndex((each) => each === argument);
    const before = call.arguments.slice(0, position);
    if (callee === undefined || others.length > 0 || before.some(({ type }) => type === "SpreadElement"))
      return false;
    const parameter = callee.node.params[position];
    return parameter === undefined || this.isSameIn(parameter, pair);
  }

  private isComputed(call: TSESTree.CallExpression): boolean {
    return COMPUTED.has(globalPath(this.context.index, call.callee) ?? "") || isTimeOf(call) !== undefined;
  }

  private pairOf(node: TSESTree.Node, known: Known): Pair {
    return { had: this.resultOf(node, known, "had"), absent: this.resultOf(node, known, "absent") };
  }

  private resultOf(given: TSESTree.Node, known: Known, which: keyof Pair): Result {
    const node = given.type === "SequenceExpression" ? given : peel(given);
    const own = known.get(given) ?? known.get(node);
    if (own !== undefined) return own[which];
    const of = (part: TSESTree.Node): Result => this.resultOf(part, known, which);
    switch (node.type) {
      case "Literal":
        return { value: node.value };
      case "Identifier":
        return this.ofName(node, known, which);
      case "UnaryExpression":
        return ofUnary(node.operator, of(node.argument));
      case "LogicalExpression":
        return ofLogical(node.operator, of(node.left), of(node.right));
      case "ConditionalExpression": {
        const test = truthOf(of(node.test));
        return test === undefined ? undefined : of(test ? node.consequent : node.alternate);
      }
      case "BinaryExpression":
        return ofBinary(node.operator, of(node.left), of(node.right));
      case "NewExpression":
        return isDate(node) ? ofDate(node.arguments.map(of)) : undefined;
      case "CallExpression": {
        const time = isTimeOf(node);
        if (time !== undefined) return of(time);
        const path = globalPath(this.context.index, node.callee) ?? "";
        const compute = COMPUTED.get(path);
        const values = node.arguments
          .map(of)
          .map((each) => (each !== undefined && "value" in each ? each : undefined));
        return compute === undefined || values.includes(undefined)
          ? undefined
          : { value: compute(...values.map((each) => Number(each?.value))) };
      }
      default:
        return undefined;
    }
  }

  private ofName(node: TSESTree.Identifier, known: Known, which: keyof Pair): Result {
    if (node.name === "undefined") return { value: undefined };
    if (node.name === "Infinity") return { value: Infinity };
    const variable = this.context.index.variableOf(node);
    const own = variable === undefined ? undefined : known.get(variable);
    if (own !== undefined) return own[which];
    const definition = variable?.defs[0];
    // `const now = Date.now()`
    return variable !== undefined &&
      definition?.type === "Variable" &&
      definition.node.init !== null &&
      definition.node.id.type === "Identifier" &&
      !isReassigned(variable)
      ? this.resultOf(definition.node.init, known, which)
      : undefined;
  }
}

const isDate = ({ callee }: TSESTree.NewExpression): boolean =>
  callee.type === "Identifier" && callee.name === "Date";

/** `date.getTime()`, `date.valueOf()`: a date stands for its time here. */
function isTimeOf({ callee, arguments: given }: TSESTree.CallExpression): TSESTree.Node | undefined {
  const method = peel(callee);
  return method.type === "MemberExpression" &&
    given.length === 0 &&
    /^(?:getTime|valueOf)$/.test(memberName(method) ?? "")
    ? method.object
    : undefined;
}

function ofDate([first]: readonly Result[]): Result {
  if (first === undefined) return { value: NOW };
  return "value" in first ? { value: first.value === undefined ? NaN : Number(first.value) } : undefined;
}

const isSame = ({ had, absent }: Pair): boolean =>
  had !== undefined &&
  absent !== undefined &&
  "value" in had &&
  "value" in absent &&
  Object.is(had.value, absent.value);

function isSameTruth({ had, absent }: Pair): boolean {
  const [one, other] = [truthOf(had), truthOf(absent)];
  return one !== undefined && one === other;
}

/** Whether an expression is looked at for being true or not, and for nothing else. */
const isTest = (parent: TSESTree.Node, node: TSESTree.Node): boolean =>
  (parent.type === "IfStatement" ||
    parent.type === "WhileStatement" ||
    parent.type === "ConditionalExpression") &&
  parent.test === node;

/** Whether others than are seen may get what a function gives. */
const isExported = (fn: TSESTree.Node): boolean =>
  [...selfAndAncestors(fn)].slice(0, 4).some(({ type }) => /^Export(?:Named|Default)Declaration$/.test(type));
