import type { TSESTree } from "@typescript-eslint/utils";
import { getStaticValue } from "@typescript-eslint/utils/ast-utils";
import { ANY_MEMBER, annotationOfPattern, parameterPlace } from "../../syntax/binding-pattern.js";
import { isNumberByJsDoc } from "../../syntax/js-doc.js";
import { memberName, peel } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { Evaluation } from "../evaluation.js";
import type { Leaf } from "../frames.js";
import { assertedTypes, declaredTypesOf } from "../leaf-types.js";
import { kindsOfCall, parsed, reckoned, spelled } from "./call-kinds.js";
import { ABSENT, FALSY, kinds, kindsOfValue, only, union, without } from "./kinds.js";
import type { Kinds } from "./kinds.js";
import { isOutsideText } from "./outside-text.js";
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
  new KindReader(evaluation).member(object, name);

class KindReader {
  private readonly evaluation: Evaluation;
  private readonly active = new Set<TSESTree.Node | Variable>();

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
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
    if (type === undefined || type.type === "TSTypeReference") return present;
    const declared = kindsOfType(this.evaluation.types, type);
    if (declared.has("unknown")) return present;
    if (present.has("unknown")) return union([without(present, "unknown"), declared]);
    return without(present, ...ABSENT.filter((kind) => !declared.has(kind)));
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
        return this.identifier(node);
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

  private identifier(node: TSESTree.Identifier): Kinds {
    const variable = this.evaluation.index.variableOf(node);
    if (variable === undefined) {
      if (node.name === "undefined") return kinds("absent");
      if (node.name === "NaN") return kinds("NaN");
      return node.name === "Infinity" ? kinds("refused") : UNKNOWN;
    }
    if (this.active.has(variable)) return kinds();
    this.active.add(variable);
    const type = variable.defs[0]?.type;
    const found =
      type === "Parameter"
        ? this.parameter(variable)
        : type === "Variable"
          ? this.variable(variable)
          : this.leaves(this.evaluation.resolver.follow({ node, frame: null }), node);
    this.active.delete(variable);
    return found;
  }

  /** A variable: all that is written to it, within what its type allows. */
  private variable(variable: Variable): Kinds {
    const [definition] = variable.defs;
    const declared = this.declaredFor(variable);
    const written = union([
      ...this.evaluation.resolver
        .writtenValues(variable)
        .map(({ node, path }) =>
          path.length === 0
            ? this.read(node, [])
            : this.leaves(
                this.evaluation.resolver.followPath(
                  this.evaluation.resolver.follow({ node, frame: null }),
                  path,
                ),
                node,
              ),
        ),
      ...(definition?.node.type === "VariableDeclarator" && isOpen(definition.node) ? [kinds("absent")] : []),
    ]);
    return within(defaultOf(variable).length > 0 ? without(written, "absent") : written, declared);
  }

  /** A parameter: what it is declared as, its default, and what the calls that are known pass. */
  private parameter(variable: Variable): Kinds {
    const place = parameterPlace(variable);
    const defaults = defaultOf(variable).map((node) => this.read(node, []));
    const later = this.evaluation.resolver
      .writtenValues(variable)
      .filter(({ path, node }) => path.length === 0 && node.parent?.type !== "AssignmentPattern")
      .map(({ node }) => this.read(node, []));
    const declared = this.declaredFor(variable);
    const passed = place === undefined ? [] : this.passed(place);
    const isDefaulted = defaults.length > 0;
    const given = within(union([...passed, UNKNOWN]), declared);
    // `{ ttl } = {}`: where the whole is left out, so is the part.
    const isPartOfDefault =
      place !== undefined &&
      place.path.length > 0 &&
      place.fn.params[place.position]?.type === "AssignmentPattern";
    if (isDefaulted) return union([without(given, "absent"), ...defaults, ...later]);
    return union([given, ...later, isPartOfDefault ? kinds("absent") : kinds()]);
  }

  /** What the calls that are known pass for a parameter. */
  private passed({
    fn,
    position,
    path,
  }: {
    fn: Parameters<Evaluation["callersOf"]>[0];
    position: number;
    path: readonly string[];
  }): Kinds[] {
    return this.evaluation.callersOf(fn).map((call) => {
      if (call.arguments.slice(0, position + 1).some((argument) => argument.type === "SpreadElement"))
        return UNKNOWN;
      const argument = call.arguments[position];
      if (argument === undefined) return path.length === 0 ? kinds("absent") : UNKNOWN;
      if (path.length === 0) return this.read(argument, []);
      const { resolver } = this.evaluation;
      return this.leaves(
        resolver.followPath(resolver.follow({ node: argument, frame: null }), path),
        argument,
      );
    });
  }

  /** What a variable's declaration allows: empty where it declares nothing. */
  private declaredFor(variable: Variable): Kinds {
    const { types, index } = this.evaluation;
    if (isNumberByJsDoc(index, variable)) return kinds("number");
    const own = types.annotationOf(variable);
    const name = variable.defs[0]?.name;
    if (own !== undefined)
      return union([
        kindsOfType(types, own),
        name?.type === "Identifier" && name.optional ? kinds("absent") : kinds(),
      ]);
    const place = parameterPlace(variable);
    if (place === undefined || place.path.length === 0) return kinds();
    const pattern = annotationOfPattern(place.fn.params[place.position]);
    const member = types.memberType(pattern, place.path);
    if (member === undefined) return kinds();
    return union([
      kindsOfType(types, member),
      types.isOptionalMember(pattern, place.path) ? kinds("absent") : kinds(),
    ]);
  }

  private memberExpression(node: TSESTree.MemberExpression): Kinds {
    const name = memberName(node);
    const found = this.leaves(this.evaluation.resolver.follow({ node, frame: null }), node);
    // A table need not have an entry for every name.
    const isTable = name === undefined && !found.has("unknown");
    return this.optional(node, isTable ? union([found, kinds("absent")]) : found);
  }

  member(object: TSESTree.Node, name: string): Kinds {
    return this.leaves(this.evaluation.resolver.followMember({ node: object, frame: null }, name), object);
  }

  private leaves(leaves: readonly Leaf[], asked: TSESTree.Node): Kinds {
    if (leaves.length === 0) return UNKNOWN;
    return union(
      leaves.map((leaf) =>
        leaf.path.length === 0
          ? peel(leaf.node) === peel(asked)
            ? this.declaredAt(leaf)
            : this.read(leaf.node, [])
          : isOutsideText(this.evaluation, leaf)
            ? within(kinds("text", "absent", "falsy"), this.declaredAt(leaf))
            : this.declaredAt(leaf),
      ),
    );
  }

  private declaredAt(leaf: Leaf): Kinds {
    const { types } = this.evaluation;
    if (leaf.path.includes(ANY_MEMBER)) return UNKNOWN;
    const [type] = declaredTypesOf(types, leaf, leaf.path.length);
    if (type === undefined) return UNKNOWN;
    const owners = leaf.path.length === 0 ? [] : declaredTypesOf(types, leaf, leaf.path.length - 1);
    const isOptional = owners.some((owner) => types.isOptionalMember(owner, leaf.path.slice(-1)));
    return union([kindsOfType(types, type), isOptional ? kinds("absent") : kinds()]);
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

/** What is found within what is declared: a type bounds it, but does not tell what 0 or -1 stand for. */
function within(found: Kinds, declared: Kinds): Kinds {
  if (declared.size === 0 || declared.has("unknown")) return found;
  const meant = only(found, "falsy", "NaN", "refused");
  if (found.has("unknown") || found.size === 0) return union([declared, meant]);
  const common = new Set([...found].filter((kind) => declared.has(kind)));
  return union([common.size > 0 ? common : declared, meant]);
}

/** `ttl = 60`: what a variable has where nothing is given for it. */
function defaultOf(variable: Variable): TSESTree.Node[] {
  const name = variable.defs[0]?.name;
  return name?.parent.type === "AssignmentPattern" && name.parent.left === name ? [name.parent.right] : [];
}

/** `let end;`: nothing until it is written. */
const isOpen = ({ init, parent }: TSESTree.VariableDeclarator): boolean =>
  init === null && !/^For(?:Of|In)Statement$/.test(parent.parent.type) && !parent.declare;

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
