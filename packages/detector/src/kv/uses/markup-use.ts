import type { TSESTree } from "@typescript-eslint/utils";
import { enclosingFunction, isFunction, memberName } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { namesInMarkup } from "../../syntax/text/component.js";
import type { Context } from "../context.js";
import type { Flow } from "./uses.js";

/**
 * Whether what gets out of sight gets to a component's markup, and that takes a field which an envelope does not have:
 * `entry.value = await response.json()` with `{{ entry.expiration_ttl }}`.
 */
export class MarkupUse {
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  takesOf(place: TSESTree.Node, flow: Flow): boolean {
    const taking = this.context.markupsTaking;
    return taking.size > 0 && this.markupsAt(place, flow).some((markup) => taking.has(markup));
  }

  private markupsAt(place: TSESTree.Node, flow: Flow): readonly string[] {
    if (isFunction(place)) return this.markupsOfFunction(place, flow);
    const markups: string[] = [...this.markupsOfTarget(place)];
    // What it is put into, as far as the statement goes: `const entry = ref(await load())`.
    for (let node = place; ; ) {
      // `entry.set(await load())`
      if (node.type === "CallExpression" && node.callee.type === "MemberExpression")
        markups.push(...this.markupsOfTarget(node.callee.object));
      const { parent } = node;
      if (parent === undefined) break;
      if (parent.type === "AssignmentExpression") markups.push(...this.markupsOfTarget(parent.left));
      if (parent.type === "VariableDeclarator") markups.push(...this.markupsOfTarget(parent.id));
      if (parent.type === "ReturnStatement" || isFunction(parent)) {
        const fn = isFunction(parent) ? parent : enclosingFunction(parent);
        if (fn !== undefined && (fn.body === node || parent !== fn))
          markups.push(...this.markupsOfFunction(fn, flow));
        break;
      }
      if (/Statement$|^VariableDeclaration$|^Program$/.test(parent.type)) break;
      node = parent;
    }
    return markups;
  }

  private markupsOfFunction(fn: FunctionNode, { path: [member] }: Flow): readonly string[] {
    const own = this.ownMarkup(fn);
    // Vue's `setup` gives the markup what it returns under the names there.
    const given = own !== undefined && member !== undefined && namesInMarkup(own, member) ? [own] : [];
    return [...this.context.markupsOfFunction(fn), ...given];
  }

  /** The markups that can read what is put into a name, a pattern or a member of something. */
  private markupsOfTarget(target: TSESTree.Node): readonly string[] {
    switch (target.type) {
      case "Identifier":
        return this.markupsOfName(target);
      case "MemberExpression": {
        if (target.object.type !== "ThisExpression") return this.markupsOfTarget(target.object);
        const own = this.ownMarkup(target);
        const name = memberName(target);
        return own !== undefined && (name === undefined || namesInMarkup(own, name)) ? [own] : [];
      }
      case "TSNonNullExpression":
      case "TSAsExpression":
        return this.markupsOfTarget(target.expression);
      case "ObjectPattern":
        return target.properties.flatMap((each) =>
          this.markupsOfTarget(each.type === "RestElement" ? each.argument : each.value),
        );
      case "ArrayPattern":
        return target.elements.flatMap((each) => (each === null ? [] : this.markupsOfTarget(each)));
      case "AssignmentPattern":
        return this.markupsOfTarget(target.left);
      case "RestElement":
        return this.markupsOfTarget(target.argument);
      default:
        return [];
    }
  }

  private markupsOfName(name: TSESTree.Identifier): readonly string[] {
    const scope = this.context.index.variableOf(name)?.scope.block;
    if (scope === undefined || !isFunction(scope)) return this.context.markupsOf(name);
    // What a composable makes goes to the components that call it: `const { entry } = useEntry()`.
    return this.context.callersOf(scope).flatMap((call) => this.ownMarkup(call) ?? []);
  }

  private ownMarkup(node: TSESTree.Node): string | undefined {
    return this.context.index.fileOf(node).file.markup;
  }
}
