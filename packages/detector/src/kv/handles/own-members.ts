import type { TSESTree } from "@typescript-eslint/utils";
import { classNamed } from "../../eval/lookups.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import type { Origin } from "../../eval/origin.js";
import { canBe } from "../../eval/text/pattern.js";
import { patternsOf } from "../../eval/text/string-pattern.js";
import { memberName, peel, thisOwner } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { isWrittenTo } from "./kept-places.js";

type Owner = TSESTree.ClassBody | TSESTree.ObjectExpression;

/**
 * Where a member may be read that a class or an object literal keeps in `this`: `init() { this.kv = env.SESSIONS; }`. Its
 * own code, that of the classes it extends or that extend it, and what has an instance of it as far as is known. The
 * `this.kv` of another class is none: `class Cache { kv = new Map(); … }`.
 */
export function placesOfOwn(context: Context, owner: Owner, name: string): TSESTree.Node[] {
  return context.files.flatMap((file) => {
    const named = file
      .membersNamed(name)
      .filter((member) => !isWrittenTo(member) && relationOf(context, owner, member) !== "none");
    // `repository["ses" + kind].get(key)`: of what is known as an instance, as it may be anything else.
    const computed = file.calls.flatMap((call) => {
      const callee = peel(call.callee);
      const member = callee.type === "MemberExpression" ? peel(callee.object) : undefined;
      if (member?.type !== "MemberExpression" || !member.computed || memberName(member) !== undefined)
        return [];
      return relationOf(context, owner, member) === "own" && canBeNamed(context, member.property, name)
        ? [member]
        : [];
    });
    return [...named, ...computed];
  });
}

function canBeNamed(context: Context, key: TSESTree.Node, name: string): boolean {
  const patterns = patternsOf(context.resolver, { node: key, callContext: null });
  return patterns.length === 0 || patterns.some((pattern) => canBe(pattern, name));
}

type Relation = "own" | "perhaps" | "none";

/** Whether a member is one of the objects that run an owner's code. */
function relationOf(context: Context, owner: Owner, member: TSESTree.Node): Relation {
  const receiver = receiverOf(member);
  if (receiver === undefined) return "none";
  if (receiver.type === "ThisExpression" || receiver.type === "Super") {
    const other = thisOwner(receiver);
    return other === undefined ? "perhaps" : related(context, owner, other);
  }
  const relations = originsOf(context.resolver, { node: receiver, callContext: null }).map((origin) =>
    relationOfOrigin(context, owner, origin),
  );
  if (relations.length === 0) return "perhaps";
  return RELATIONS.find((relation) => relations.includes(relation)) ?? "none";
}

const RELATIONS: readonly Relation[] = ["own", "perhaps", "none"];

function relationOfOrigin(context: Context, owner: Owner, origin: Origin): Relation {
  const { node } = origin.value;
  if (origin.path.length === 0) {
    if (node.type === "ObjectExpression") return node === owner ? "own" : "none";
    if (node.type === "ClassDeclaration" || node.type === "ClassExpression")
      return related(context, owner, node.body);
    const made = node.type === "NewExpression" ? classNamed(context.resolver, node.callee) : undefined;
    if (made !== undefined) return related(context, owner, made);
  }
  return rootOrigin(origin).kind === "unknown" ? "perhaps" : "none";
}

/** What a member is read of: `r` of `r.kv`, and of `const { kv } = r`; `undefined` where nothing is read. */
function receiverOf(member: TSESTree.Node): TSESTree.Node | undefined {
  if (member.type === "MemberExpression") return peel(member.object);
  if (member.type !== "Property" || member.parent.type !== "ObjectPattern") return undefined;
  const { parent } = member.parent;
  if (parent.type === "VariableDeclarator" && parent.init !== null) return peel(parent.init);
  if (parent.type === "AssignmentExpression" && parent.left === member.parent) return peel(parent.right);
  // A parameter's pattern: whose member it is, its callers say.
  return member.value;
}

/** Whether one object can run the code of both: they are the same class, or one extends the other; a mixin may extend any. */
function related(context: Context, one: Owner, other: Owner): Relation {
  if (one === other) return "own";
  if (one.type !== "ClassBody" || other.type !== "ClassBody") return "none";
  const lines = [one, other].map((body) => lineOf(context, body));
  if (lines.some(({ classes }) => classes.has(one) && classes.has(other))) return "own";
  return lines.some(({ isOpen }) => isOpen) ? "perhaps" : "none";
}

interface Line {
  /** A class and the classes of the program that it extends. */
  readonly classes: ReadonlySet<TSESTree.ClassBody>;
  /** Whether what the last of them extends may be any class: `const mix = (Base) => class extends Base { … }`. */
  readonly isOpen: boolean;
}

function lineOf(context: Context, body: TSESTree.ClassBody): Line {
  // The set grows while it is walked.
  const classes = new Set([body]);
  for (const { parent } of classes) {
    if (parent.superClass === null) continue;
    const base = classNamed(context.resolver, parent.superClass);
    if (base !== undefined) classes.add(base);
    else if (isOfUnknown(context, parent.superClass)) return { classes, isOpen: true };
  }
  return { classes, isOpen: false };
}

const isOfUnknown = (context: Context, node: TSESTree.Node): boolean =>
  originsOf(context.resolver, { node, callContext: null }).some(
    (origin) => rootOrigin(origin).kind === "unknown",
  );
