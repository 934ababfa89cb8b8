import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { memberChain, peel, staticName } from "../../syntax/nodes.js";
import { globalPath } from "../../flow/steps/built-ins.js";
import type { AbstractValue } from "../call-context.js";
import type { Evaluation } from "../evaluation.js";
import { kinds, union } from "./kinds.js";
import type { Kinds } from "./kinds.js";

/** What stands in an object: a member under a static name, or all members of another object. */
type Part = { readonly name: string; readonly value: TSESTree.Node } | { readonly spread: TSESTree.Node };

/**
 * What else a member can be than what its object is written out with: `{ ttl: 300, ...options }` has the ttl of the
 * options, where they have one, `Object.assign({}, DEFAULTS, options)` too, and `limits.ttl = read()` gives another one.
 * Values lead to what is written out alone, as that is what a payload is made of.
 */
export class Overridden {
  private readonly evaluation: Evaluation;
  /** What following led to, from the expression that was asked for. */
  private readonly kindsOf: (values: readonly AbstractValue[], asked: TSESTree.Node) => Kinds;
  private readonly active = new Set<TSESTree.Node>();

  constructor(
    evaluation: Evaluation,
    kindsOf: (values: readonly AbstractValue[], asked: TSESTree.Node) => Kinds,
  ) {
    this.evaluation = evaluation;
    this.kindsOf = kindsOf;
  }

  /** What else a member at a path from an expression can be. */
  at(root: TSESTree.Node, path: readonly string[]): Kinds {
    if (path.length === 0 || path.includes(ANY_MEMBER)) return kinds();
    const { resolver } = this.evaluation;
    let values = resolver.follow({ node: root, callContext: null });
    const found = [this.assigned(root, path)];
    for (const depth of path.keys()) {
      const rest = path.slice(depth);
      for (const value of values) if (value.path.length === 0) found.push(this.inObject(value.node, rest));
      values = resolver.followPath(values, path.slice(depth, depth + 1));
    }
    return union(found);
  }

  /** What is assigned to it later: `limits.ttl = ttl`, `Object.assign(limits, options)`. */
  private assigned(root: TSESTree.Node, path: readonly string[]): Kinds {
    const chain = memberChain(root);
    if (chain?.root.type !== "Identifier") return kinds();
    const whole = [...chain.path, ...path];
    const { index } = this.evaluation;
    if (index.variableOf(chain.root) === undefined) return kinds();
    const { root: name } = chain;
    const holder = whole.slice(0, -1);
    return union([
      ...index.valuesAssignedTo(name, whole).map((value) => this.memberOf(value, [])),
      ...index
        .wholesAssignedTo(name, holder)
        .map((source) =>
          source.type === "SpreadElement" ? kinds("unknown") : this.spread(source, whole.slice(-1)),
        ),
    ]);
  }

  /** What the objects that are spread over a member's own can give it. */
  private inObject(node: TSESTree.Node, path: readonly string[]): Kinds {
    const [name, ...deeper] = path;
    const parts = this.partsOf(node);
    if (parts === undefined || this.active.has(node)) return kinds();
    this.active.add(node);
    const found: Kinds[] = [];
    for (const part of parts.toReversed()) {
      if ("spread" in part) found.push(this.spread(part.spread, path));
      else if (part.name === name) {
        found.push(this.at(part.value, deeper));
        break;
      }
    }
    this.active.delete(node);
    return union(found);
  }

  private partsOf(node: TSESTree.Node): readonly Part[] | undefined {
    if (node.type === "ObjectExpression")
      return node.properties.flatMap((property): Part[] => {
        if (property.type === "SpreadElement") return [{ spread: property.argument }];
        const name = staticName(property);
        return name === undefined ? [] : [{ name, value: property.value }];
      });
    if (node.type !== "CallExpression" || globalPath(this.evaluation.index, node.callee) !== "Object.assign")
      return undefined;
    return node.arguments.flatMap((argument) =>
      argument.type === "SpreadElement" ? [] : [{ spread: argument }],
    );
  }

  /** What a member of an object is that is spread; nothing where the object can't have it. */
  private spread(argument: TSESTree.Node, path: readonly string[]): Kinds {
    const node = peel(argument);
    // `...(ttl && { ttl })`, `...(ttl ? { ttl } : {})`: one arm has it, the other has nothing to give.
    if (node.type === "LogicalExpression")
      return node.operator === "&&"
        ? this.spread(node.right, path)
        : union([this.spread(node.left, path), this.spread(node.right, path)]);
    if (node.type === "ConditionalExpression")
      return union([this.spread(node.consequent, path), this.spread(node.alternate, path)]);
    return this.memberOf(node, path);
  }

  private memberOf(node: TSESTree.Node, path: readonly string[]): Kinds {
    const { resolver } = this.evaluation;
    const holders = resolver
      .follow({ node, callContext: null })
      .filter((value) => path.length === 0 || mayHave(value, path[0]));
    const found = holders.map((value) => this.kindsOf(resolver.followPath([value], path), node));
    // What is not seen may have the name without a value.
    const all = union([...found, this.at(node, path)]);
    return all.has("unknown") ? union([all, kinds("absent")]) : all;
  }
}

/** Whether an object may have a member: one that is written out has what is written there. */
function mayHave({ node, path }: AbstractValue, name: string | undefined): boolean {
  if (path.length > 0) return true;
  if (node.type === "Literal") return false;
  if (node.type === "Identifier" && node.name === "undefined") return false;
  if (node.type !== "ObjectExpression") return true;
  return node.properties.some(
    (property) => property.type === "SpreadElement" || property.computed || staticName(property) === name,
  );
}
