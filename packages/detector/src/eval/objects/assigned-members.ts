import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import { memberChain, memberName, thisOwner } from "../../syntax/nodes.js";
import type { Variable } from "../../syntax/nodes.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import type { Bound, CallContext } from "../call-context.js";
import type { Resolver } from "../resolver.js";
import { EMPTY, OPEN, decidedBy, later, merge } from "./shape.js";
import type { Entry, Shape } from "./shape.js";
import { walkedBy } from "./walked-keys.js";

/** Functions of the platform that set one member of their first argument. */
const SETTERS: ReadonlySet<string> = new Set(["Reflect.set", "Object.defineProperty"]);

/** Works out which members an object is given after it was made, wherever that is. */
export class AssignedMembers {
  private readonly resolver: Resolver;
  private readonly index: SourceIndex;
  private readonly shapeOf: (bound: Bound) => Shape;

  constructor(resolver: Resolver, shapeOf: (bound: Bound) => Shape) {
    this.resolver = resolver;
    this.index = resolver.index;
    this.shapeOf = shapeOf;
  }

  /** `body.x = …`, `body["x"] = …` and `Object.assign(body, …)` anywhere in the variable's reach. */
  toVariable(variable: Variable, callContext: CallContext | null): Shape {
    const entries: Entry[] = [];
    const parts: Shape[] = [];
    for (const reference of variable.references) {
      const holder = reference.identifier.parent;
      if (holder.type === "MemberExpression" && holder.object === reference.identifier) {
        const target = holder.parent;
        if (target.type !== "AssignmentExpression" || target.left !== holder) continue;
        const name = memberName(holder) ?? this.nameOf({ node: holder.property, callContext });
        if (name === undefined) parts.push(this.underKey({ node: holder.property, callContext }, target));
        else
          entries.push({
            name,
            node: target,
            value: { node: target.right, callContext },
            spreadFrom: undefined,
            conditions: [],
            isLater: true,
          });
      } else if (holder.type !== "CallExpression" || holder.arguments[0] !== reference.identifier) continue;
      else if (SETTERS.has(globalPath(this.index, holder.callee) ?? "")) {
        const entry = this.setBy(holder, callContext);
        if (entry === undefined) parts.push(OPEN);
        else entries.push(entry);
      } else if (isObjectAssign(this.index, holder)) {
        for (const source of holder.arguments.slice(1)) {
          parts.push(later(this.shapeOf({ node: source, callContext })));
        }
      }
    }
    const all = merge(parts);
    return { ...all, entries: [...entries, ...all.entries] };
  }

  /** `Reflect.set(body, "x", …)`, `Object.defineProperty(body, "x", { value: … })` */
  private setBy(call: TSESTree.CallExpression, callContext: CallContext | null): Entry | undefined {
    const [, key, given] = call.arguments;
    const name = key === undefined ? undefined : this.nameOf({ node: key, callContext });
    const isDescribed = globalPath(this.index, call.callee) === "Object.defineProperty";
    const described =
      given === undefined || !isDescribed ? [] : this.shapeOf({ node: given, callContext }).entries;
    // JSON has no property that is not enumerable.
    const isListed = described.some(({ name: each }) => each === "enumerable");
    const value = isDescribed
      ? isListed && described.find(({ name: each }) => each === "value")?.value
      : given && { node: given, callContext };
    return name === undefined || value === undefined || value === false
      ? undefined
      : { name, node: call, value, spreadFrom: undefined, conditions: [], isLater: true };
  }

  /** `this.body.x = …` anywhere in the class whose field `this.body` is: a builder's steps. */
  toField(field: TSESTree.MemberExpression, callContext: CallContext | null): Shape {
    const chain = memberChain(field);
    const owner = chain?.root.type === "ThisExpression" ? thisOwner(chain.root) : undefined;
    if (chain === undefined || owner === undefined) return EMPTY;
    const entries = this.index.fileOf(field).memberAssignments.flatMap((assignment): Entry[] => {
      const target = memberChain(assignment.left);
      const name = target?.path.at(-1);
      const isStep =
        target?.root.type === "ThisExpression" &&
        target.path.length === chain.path.length + 1 &&
        chain.path.every((step, position) => target.path[position] === step);
      if (!isStep || name === undefined || thisOwner(target.root) !== owner) return [];
      return [
        {
          name,
          node: assignment,
          value: { node: assignment.right, callContext },
          spreadFrom: undefined,
          conditions: [],
          isLater: true,
        },
      ];
    });
    return { entries, isOpen: false };
  }

  /** What is set under a key that is not known: the names of the object whose keys are walked there. */
  underKey(key: Bound, place: TSESTree.Node): Shape {
    const walked = walkedBy(this.resolver, key);
    return walked === undefined ? OPEN : decidedBy(place, this.shapeOf(walked));
  }

  /** `[FIELD]` with a `FIELD` that has one static text. */
  nameOf(key: Bound): string | undefined {
    const names = this.resolver.staticNames(key);
    return names?.length === 1 ? names[0] : undefined;
  }
}

export const isObjectAssign = (index: SourceIndex, call: TSESTree.CallExpression): boolean =>
  globalPath(index, call.callee) === "Object.assign";
