import type { TSESTree } from "@typescript-eslint/utils";
import { stepsFrom } from "../../flow/steps/positions.js";
import type { Edge } from "../../flow/steps/positions.js";
import { forwards } from "../../flow/steps/rows.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import {
  enclosingFunction,
  isFunction,
  memberChain,
  memberName,
  staticName,
  thisOwner,
} from "../../syntax/nodes.js";
import type { CallNode, FunctionNode, Variable } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { rowsOfCall } from "./argument-use.js";

/**
 * Where a function that the program keeps in something gets into code that is not seen, or to where it can't be followed:
 * `wrapAll(loader)` of an instance whose method it is, `globalThis.load = …`, `handlers.set("load", …)`. `undefined` where
 * the program keeps it for itself, or only exports it.
 */
export const keptElsewhereAt = (context: Context, fn: FunctionNode): TSESTree.Node | undefined =>
  new KeptFunction(context).find(fn);

class KeptFunction {
  private readonly context: Context;
  private readonly seen = new Set<TSESTree.Node | Variable>();
  /** The names of the members that it is, of what holds it. */
  private readonly names = new Set<string>();

  constructor(context: Context) {
    this.context = context;
  }

  find(fn: FunctionNode): TSESTree.Node | undefined {
    return fn.type === "FunctionDeclaration" ? this.named(fn.id) : this.follow(fn);
  }

  private follow(node: TSESTree.Node): TSESTree.Node | undefined {
    if (this.seen.has(node)) return undefined;
    this.seen.add(node);
    const { parent } = node;
    // A method, or a field, is what each instance has.
    if (
      (parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition") &&
      parent.value === node
    ) {
      this.names.add(staticName(parent) ?? ANY_MEMBER);
      return this.ofClass(parent.parent);
    }
    return firstOf(stepsFrom(node), (edge) => this.take(edge));
  }

  private take({ from, to, step }: Edge): TSESTree.Node | undefined {
    switch (step.kind) {
      case "store":
        this.names.add(step.name ?? ANY_MEMBER);
        return this.follow(to);
      case "copy":
      case "choice":
      case "await":
      case "spread":
        return to.type === "CallExpression" ? to : this.follow(to);
      case "bind":
        return this.bound(to);
      case "callee":
        return to.type === "NewExpression" ? this.follow(to) : undefined;
      case "load":
        return this.taken(to, step.name);
      case "return": {
        // What a function gives that makes it is somewhere else in the program.
        const fn = isFunction(to) ? to : enclosingFunction(to);
        return fn !== undefined && this.context.callersOf(fn).length > 0 ? from : undefined;
      }
      case "argument":
        return to.type === "CallExpression" || to.type === "NewExpression"
          ? this.passed(to, from, step.position)
          : undefined;
      default:
        return undefined;
    }
  }

  /** A member of what holds it: the function itself, called or handed on, where it has that name. */
  private taken(member: TSESTree.Node, name: string | undefined): TSESTree.Node | undefined {
    if (name === undefined) return member;
    if (!this.names.has(name) && !this.names.has(ANY_MEMBER)) return undefined;
    const { parent } = member;
    if (parent?.type === "AssignmentExpression" && parent.left === member) return undefined;
    return parent?.type === "CallExpression" && parent.callee === member ? member : this.follow(member);
  }

  private passed(call: CallNode, given: TSESTree.Node, position: number): TSESTree.Node | undefined {
    const rows = rowsOfCall(this.context, call);
    if (rows !== undefined)
      return firstOf(forwards(rows, position, [], call.arguments.length), (forward) => {
        if (forward.kind !== "goes") return undefined;
        if (forward.target.root === "this") return call;
        return forward.target.root === "result" ? this.follow(call) : undefined;
      });
    const scopes = this.context.scopesEntered(call);
    if (scopes.length === 0) return given;
    return firstOf(scopes, (scope) => {
      const parameter = scope.type === "ClassBody" ? undefined : scope.params[position];
      return parameter?.type === "Identifier" ? this.named(parameter) : undefined;
    });
  }

  private bound(target: TSESTree.Node): TSESTree.Node | undefined {
    if (target.type === "Identifier") return this.named(target);
    if (target.type !== "MemberExpression") return undefined;
    const root = memberChain(target)?.root;
    this.names.add(memberName(target) ?? ANY_MEMBER);
    if (root?.type === "ThisExpression") {
      const owner = thisOwner(root);
      return owner?.type === "ClassBody" ? this.ofClass(owner) : undefined;
    }
    if (root?.type !== "Identifier") return target;
    const variable = this.context.index.variableOf(root);
    if (variable === undefined) return /^(?:exports|module)$/.test(root.name) ? undefined : target;
    // What a library has, or passes to a function, others see.
    return variable.defs[0]?.type === "Variable" ? this.named(root) : target;
  }

  private ofClass(body: TSESTree.ClassBody): TSESTree.Node | undefined {
    const made = body.parent;
    return (
      (made.id === null ? undefined : this.named(made.id)) ??
      (made.type === "ClassExpression" ? this.follow(made) : undefined)
    );
  }

  private named(name: TSESTree.Identifier | null): TSESTree.Node | undefined {
    const variable = name === null ? undefined : this.context.index.variableOf(name);
    if (variable === undefined || this.seen.has(variable)) return undefined;
    this.seen.add(variable);
    return firstOf(variable.references, ({ identifier, init }) =>
      init === true || identifier.type !== "Identifier" ? undefined : this.follow(identifier),
    );
  }
}

function firstOf<T>(
  all: readonly T[],
  ask: (each: T) => TSESTree.Node | undefined,
): TSESTree.Node | undefined {
  for (const each of all) {
    const found = ask(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
