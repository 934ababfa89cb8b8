import type { TSESTree } from "@typescript-eslint/utils";
import { Evaluation } from "../../src/eval/evaluation.js";
import { isFunction } from "../../src/syntax/nodes.js";
import { hostsFor } from "../hosts.js";

/** A file, and what the expressions in it stand for. */
export class Source {
  readonly evaluation = new Evaluation({ moduleOf: () => undefined });
  private readonly ast: TSESTree.Program;

  constructor(text: string) {
    const [host] = hostsFor("ts");
    if (host === undefined) throw new Error("no host parses TypeScript");
    const file = host.parse(text, "ts");
    this.ast = file.ast;
    this.evaluation.add(file);
  }

  /** The expression of a statement, from the end: 0 is the last one. */
  private expression(fromEnd: number): TSESTree.Expression {
    const statement = this.ast.body.at(-1 - fromEnd);
    if (statement?.type !== "ExpressionStatement") throw new Error("no expression statement");
    return statement.expression;
  }

  /** The sources of what an expression at the end of the file can be, each once, sorted; a function by its name. */
  valuesOf(fromEnd = 0): string[] {
    const { resolver, index } = this.evaluation;
    const values = resolver
      .follow({ node: this.expression(fromEnd), callContext: null })
      .map(({ node, path }) =>
        [isFunction(node) ? (node.id?.name ?? "function") : index.textOf(node), ...path].join("."),
      );
    return [...new Set(values)].sort();
  }

  get work(): Evaluation["resolver"]["work"] {
    return this.evaluation.resolver.work;
  }
}
