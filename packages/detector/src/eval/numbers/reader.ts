import type { TSESTree } from "@typescript-eslint/utils";
import { getStaticValue } from "@typescript-eslint/utils/ast-utils";
import { memberName, peel } from "../../syntax/nodes.js";
import type { Evaluation } from "../evaluation.js";
import { assertedTypes } from "../declared-types.js";
import { kindsOfCall, parsed, reckoned, spelled } from "./call-kinds.js";
import {
  ABSENT,
  FALSY,
  isForGood,
  kinds,
  kindsOfValue,
  mayStandForNothing,
  only,
  union,
  without,
} from "./kinds.js";
import { mayBeSetElsewhere } from "./set-elsewhere.js";
import type { Kinds } from "./kinds.js";
import { SourceKinds } from "./source-kinds.js";
import { factsOf } from "./tested-facts.js";
import type { Facts } from "./tested-facts.js";
import { kindsOfType } from "./type-kinds.js";

const UNKNOWN = kinds("unknown");
/** How many expressions lie between a field and what it comes from, at most. */
const MAX_DEPTH = 24;

/** What an expression can give where a number above 0 is expected: by its own look, its sources, the types, and the conditions around it. */
export function kindsOf(
  evaluation: Evaluation,
  node: TSESTree.Node,
  conditions: readonly { readonly test: TSESTree.Node; readonly when: boolean }[] = [],
): Kinds {
  const textOf = (part: TSESTree.Node): string => spelling(evaluation.index.textOf(part));
  const facts = conditions.flatMap(({ test, when }) => factsOf(textOf, test, when));
  return new KindReader(evaluation).read(node, facts);
}

/** What a member of an object can give, by the name. */
export const kindsOfMember = (evaluation: Evaluation, object: TSESTree.Node, name: string): Kinds =>
  new KindReader(evaluation).sources.member(object, name);

class KindReader {
  readonly sources: SourceKinds;
  private readonly evaluation: Evaluation;
  private readonly active = new Set<TSESTree.Node>();

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
    this.sources = new SourceKinds(evaluation, (node) => this.read(node, []));
  }

  read(node: TSESTree.Node, facts: Facts): Kinds {
    const inner = peel(node);
    if (this.active.has(inner) || this.active.size > MAX_DEPTH) return kinds();
    this.active.add(inner);
    const found = this.asserted(node, this.expression(inner, facts));
    this.active.delete(inner);
    const text = spelling(this.evaluation.index.textOf(inner));
    return facts.reduce((given, fact) => (fact.text === text ? fact.narrow(given) : given), found);
  }

  /** What `x!` and `x as number` say of a value. */
  private asserted(node: TSESTree.Node, given: Kinds): Kinds {
    const isSure = node.type === "TSNonNullExpression";
    const [type] = assertedTypes(node);
    const present = isSure ? without(given, ...ABSENT) : given;
    const declared = type === undefined ? UNKNOWN : kindsOfType(this.evaluation.types, type);
    if (declared.has("unknown")) return present;
    const allowed = without(present, ...ABSENT.filter((kind) => !declared.has(kind)));
    return allowed.has("unknown") ? union([without(allowed, "unknown"), declared]) : allowed;
  }

  private expression(node: TSESTree.Node, facts: Facts): Kinds {
    const read = (part: TSESTree.Node): Kinds => this.read(part, facts);
    switch (node.type) {
      case "Literal":
        return kindsOfValue(node.value);
      case "TemplateLiteral":
        return (
          this.written(node) ??
          node.expressions.map(read).reduce((text, part) => union([text, spelled(part)]), kinds("text"))
        );
      case "Identifier":
        return this.sources.identifier(node);
      case "MemberExpression":
        return this.memberExpression(node);
      case "UnaryExpression":
        return this.written(node) ?? unary(node, read);
      case "BinaryExpression":
        return this.written(node) ?? binary(node, read);
      case "ConditionalExpression":
        return union([
          this.read(node.consequent, [...facts, ...this.facts(node.test, true)]),
          this.read(node.alternate, [...facts, ...this.facts(node.test, false)]),
        ]);
      case "LogicalExpression":
        return this.logical(node, facts);
      case "AssignmentExpression":
        return node.operator === "=" ? read(node.right) : union([read(node.left), read(node.right)]);
      case "CallExpression":
        return this.optional(
          node,
          kindsOfCall(this.evaluation, node, read, (part) => this.read(part, [])),
        );
      case "NewExpression":
      case "ObjectExpression":
      case "ArrayExpression":
      case "ArrowFunctionExpression":
      case "FunctionExpression":
      case "ClassExpression":
        return kinds("object");
      default:
        return UNKNOWN;
    }
  }

  private facts(test: TSESTree.Node, when: boolean): Facts {
    return factsOf((part) => spelling(this.evaluation.index.textOf(part)), test, when);
  }

  /** What is written out: `60 * 60`, also of constants. */
  private written(node: TSESTree.Node): Kinds | undefined {
    const found = getStaticValue(node, this.evaluation.index.scopeOf(node) ?? undefined);
    return found === null ? undefined : kindsOfValue(found.value);
  }

  private logical(node: TSESTree.LogicalExpression, facts: Facts): Kinds {
    const left = this.read(node.left, facts);
    if (node.operator === "??") return union([without(left, ...ABSENT), this.read(node.right, facts)]);
    if (node.operator === "||")
      return union([
        without(left, ...ABSENT, ...FALSY),
        this.read(node.right, [...facts, ...this.facts(node.left, false)]),
      ]);
    const refused = only(left, ...ABSENT, ...FALSY);
    const right = this.read(node.right, [...facts, ...this.facts(node.left, true)]);
    return union([refused.size > 0 && !left.has("unknown") ? refused : kinds("falsy"), right]);
  }

  private memberExpression(node: TSESTree.MemberExpression): Kinds {
    const name = memberName(node);
    const found = this.sources.memberExpression(node);
    // A table need not have an entry for every name.
    const isTable = name === undefined && !found.has("unknown");
    const isOpen = mayStandForNothing(found) && isForGood(found) && mayBeSetElsewhere(this.evaluation, node);
    const more = [...(isTable ? [kinds("absent")] : []), ...(isOpen ? [UNKNOWN] : [])];
    return this.optional(node, union([found, ...more]));
  }

  /** `a?.b`, `a?.b()`: nothing, where `a` is nothing. */
  private optional(node: TSESTree.MemberExpression | TSESTree.CallExpression, found: Kinds): Kinds {
    let current: TSESTree.Node = node;
    for (;;) {
      if (current.type === "MemberExpression" || current.type === "CallExpression") {
        if (current.optional) return union([found, kinds("absent")]);
        current = current.type === "MemberExpression" ? current.object : current.callee;
      } else if (current.type === "TSNonNullExpression") current = current.expression;
      else return found;
    }
  }
}

/** `a?.b` and `a.b` are one value where a condition looked at it. */
const spelling = (text: string): string => text.replaceAll("?.", ".");

function unary(
  { operator, argument }: TSESTree.UnaryExpression,
  read: (node: TSESTree.Node) => Kinds,
): Kinds {
  switch (operator) {
    case "void":
      return kinds("absent");
    case "+":
      return parsed(read(argument));
    case "-":
    case "~":
      return kinds("number");
    case "typeof":
      return kinds("refused");
    default:
      return kinds("falsy", "refused");
  }
}

function binary(node: TSESTree.BinaryExpression, read: (node: TSESTree.Node) => Kinds): Kinds {
  if (!/^(?:[-+*/%]|\*\*|<<|>>>?|[|&^])$/.test(node.operator)) return kinds("falsy", "refused");
  // What an unknown function gives is what it is named for: `end.unix() + 60`.
  const operand = (part: TSESTree.Node): Kinds => {
    const found = read(part);
    const isCall = found.has("unknown") && peel(part).type === "CallExpression";
    return isCall ? union([without(found, "unknown"), kinds("number")]) : found;
  };
  return reckoned(node.operator, operand(node.left), operand(node.right));
}
