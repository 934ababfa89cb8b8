import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER, annotationOfPattern, parameterPlace } from "../../syntax/binding-pattern.js";
import type { ParameterPlace } from "../../syntax/binding-pattern.js";
import { isNumberByJsDoc } from "../../syntax/js-doc.js";
import { constructedClass, memberChain, peel, thisOwner } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { Evaluation } from "../evaluation.js";
import type { AbstractValue } from "../call-context.js";
import { declaredTypesOf } from "../declared-types.js";
import { kinds, only, union, without } from "./kinds.js";
import type { Kinds } from "./kinds.js";
import { justAssigned } from "./just-assigned.js";
import { isOutsideText } from "./outside-text.js";
import { Overridden } from "./overridden.js";
import { kindsOfType } from "./type-kinds.js";

const UNKNOWN = kinds("unknown");

/** Reads what names and members can give: by what is written to them, what calls pass, and what is declared. */
export class SourceKinds {
  private readonly evaluation: Evaluation;
  private readonly read: (node: TSESTree.Node) => Kinds;
  private readonly active = new Set<Variable>();
  private readonly overridden: Overridden;

  constructor(evaluation: Evaluation, read: (node: TSESTree.Node) => Kinds) {
    this.evaluation = evaluation;
    this.read = read;
    this.overridden = new Overridden(evaluation, (values, asked) => this.values(values, asked));
  }

  /** What a name stands for. */
  identifier(node: TSESTree.Identifier): Kinds {
    const variable = this.evaluation.index.variableOf(node);
    if (variable === undefined) {
      if (node.name === "undefined") return kinds("absent");
      if (node.name === "NaN") return kinds("NaN");
      return node.name === "Infinity" ? kinds("refused") : UNKNOWN;
    }
    if (this.active.has(variable)) return kinds();
    this.active.add(variable);
    const given = justAssigned(this.evaluation.index, node);
    const type = variable.defs[0]?.type;
    const found =
      given !== undefined
        ? this.read(given)
        : type === "Parameter"
          ? this.parameter(variable)
          : type === "Variable"
            ? this.variable(variable)
            : this.values(this.evaluation.resolver.follow({ node, callContext: null }), node);
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
        .map(({ node, path }) => (path.length === 0 ? this.read(node) : this.along(node, path))),
      ...(definition?.node.type === "VariableDeclarator" && isOpen(definition.node) ? [kinds("absent")] : []),
    ]);
    // A constant is what it is given, whatever its type allows besides.
    const isConstant =
      definition?.parent?.type === "VariableDeclaration" && definition.parent.kind === "const";
    if (isConstant && written.size > 0 && !written.has("unknown") && defaultOf(variable).length === 0)
      return written;
    return within(defaultOf(variable).length > 0 ? without(written, "absent") : written, declared);
  }

  /** A parameter: what it is declared as, its default, and what the calls that are known pass. */
  private parameter(variable: Variable): Kinds {
    const place = parameterPlace(variable);
    const defaults = defaultOf(variable).map((node) => this.read(node));
    const later = this.evaluation.resolver
      .writtenValues(variable)
      .filter(({ path, node }) => path.length === 0 && node.parent?.type !== "AssignmentPattern")
      .map(({ node }) => this.read(node));
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

  /** What the calls that are known pass for a parameter, or have in a member of what they pass. */
  private passed({ fn, position, path }: ParameterPlace): Kinds[] {
    return this.evaluation.entriesInto(constructedClass(fn) ?? fn).map((call) => {
      const before = call.arguments.slice(0, position + 1);
      const argument = before[position];
      if (before.some(({ type }) => type === "SpreadElement")) return UNKNOWN;
      if (argument === undefined) return path.length === 0 ? kinds("absent") : UNKNOWN;
      if (path.length === 0) return this.read(argument);
      return this.along(argument, path);
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

  member(object: TSESTree.Node, name: string): Kinds {
    return union([
      this.values(this.evaluation.resolver.followMember({ node: object, callContext: null }, name), object),
      this.overridden.at(object, [name]),
    ]);
  }

  /** A member expression. */
  memberExpression(node: TSESTree.MemberExpression): Kinds {
    const chain = memberChain(node);
    return union([
      this.values(this.evaluation.resolver.follow({ node, callContext: null }), node),
      chain === undefined ? kinds() : this.overridden.at(chain.root, chain.path),
    ]);
  }

  /** What a pattern takes out of an expression. */
  private along(node: TSESTree.Node, path: readonly string[]): Kinds {
    const { resolver } = this.evaluation;
    return union([
      this.values(resolver.followPath(resolver.follow({ node, callContext: null }), path), node),
      this.overridden.at(node, path),
    ]);
  }

  /** What following led to, from the expression `asked`. */
  values(values: readonly AbstractValue[], asked: TSESTree.Node): Kinds {
    if (values.length === 0) return UNKNOWN;
    return union(
      values.map((value) =>
        value.path.length === 0
          ? peel(value.node) === peel(asked)
            ? this.declaredAt(value)
            : this.read(value.node)
          : isOutsideText(this.evaluation, value)
            ? within(kinds("text", "absent", "falsy"), this.declaredAt(value))
            : this.declaredAt(value),
      ),
    );
  }

  private declaredAt(value: AbstractValue): Kinds {
    const { types } = this.evaluation;
    if (value.path.includes(ANY_MEMBER)) return UNKNOWN;
    const [type] = declaredTypesOf(types, value, value.path.length);
    if (type === undefined) return this.undeclared(value);
    const owners = value.path.length === 0 ? [] : declaredTypesOf(types, value, value.path.length - 1);
    const isOptional =
      owners.some((owner) => types.isOptionalMember(owner, value.path.slice(-1))) ||
      this.isOptionalField(value);
    return union([kindsOfType(types, type), isOptional ? kinds("absent") : kinds()]);
  }

  /** A member of what no type describes: calls may tell what they pass. */
  private undeclared({ node, path }: AbstractValue): Kinds {
    if (
      node.type === "ObjectExpression" &&
      path.length === 1 &&
      node.properties.every((each) => each.type === "Property")
    )
      return kinds("absent");
    const variable = node.type === "Identifier" ? this.evaluation.index.variableOf(node) : undefined;
    const place = variable === undefined || path.length === 0 ? undefined : parameterPlace(variable);
    if (variable === undefined || place === undefined || this.active.has(variable)) return UNKNOWN;
    this.active.add(variable);
    const passed = this.passed({ ...place, path: [...place.path, ...path] });
    this.active.delete(variable);
    return union([...passed, UNKNOWN]);
  }

  private isOptionalField({ node, path }: AbstractValue): boolean {
    const owner = node.type === "ThisExpression" ? thisOwner(node) : undefined;
    const [name, ...others] = path;
    return (
      owner?.type === "ClassBody" &&
      name !== undefined &&
      others.length === 0 &&
      this.evaluation.types.isOptionalField(owner, name)
    );
  }
}

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
