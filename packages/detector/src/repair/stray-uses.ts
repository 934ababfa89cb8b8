import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../syntax/binding-pattern.js";
import type { Context } from "../kv/context.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import { globalPath } from "../flow/steps/built-ins.js";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Edge } from "../flow/steps/positions.js";
import { enclosingFunction, memberChain, memberName, staticName, thisOwner } from "../syntax/nodes.js";

/**
 * Where what a rewrite would change also goes elsewhere than to the service: the text is compared
 * or sent to somebody else, the function that builds it serves another store.
 * @param carriers the calls through which it goes to the service
 */
export const usedElsewhereAt = (
  context: Context,
  site: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
): TSESTree.Node | undefined => new StrayUses(context, carriers).ofSite(site);

/** Where a value lies in what is looked at, outermost first: in `{ body: text }` the text is at `["body"]`. */
type Path = readonly string[];

/** How many names and calls it is followed through. */
const MAX_STEPS = 6;

/** Looks for the uses of a value that leave the way to the service. What is unknown does, what changes nothing does not. */
class StrayUses {
  private readonly context: Context;
  private readonly carriers: ReadonlySet<TSESTree.CallExpression>;

  constructor(context: Context, carriers: ReadonlySet<TSESTree.CallExpression>) {
    this.context = context;
    this.carriers = carriers;
  }

  /** Those of an expression beside the use that it stands in: it has others if it gets a name, is kept, or is given to callers. */
  ofSite(site: TSESTree.Node, path: Path = []): TSESTree.Node | undefined {
    return firstOf(stepsFrom(site), ({ from, to, step }) => {
      switch (step.kind) {
        case "copy":
        case "await":
        case "choice":
          return this.ofSite(to, path);
        case "store":
          return this.ofSite(to, [step.name ?? ANY_MEMBER, ...path]);
        case "bind":
          return this.ofTarget(to, path, from, 0);
        case "return":
          return this.ofCallers(to, path, 0);
        case "yield":
          return to.type === "YieldExpression" ? this.ofYielded(to, path) : undefined;
        default:
          return undefined;
      }
    });
  }

  /** Those of what holds a member that gets the value, `init.body = text`, or of the field's reads in its class. */
  private ofMemberTarget(
    target: TSESTree.MemberExpression,
    path: Path,
    from: TSESTree.Node,
    steps: number,
  ): TSESTree.Node | undefined {
    const { index } = this.context;
    const { root, path: names } = memberChain(target) ?? { root: target, path: [] };
    if (root.type === "Identifier" && index.variableOf(root) !== undefined)
      return this.ofTarget(root, [...names, ...path], from, steps + 1);
    const [name, ...inner] = names;
    const owner = root.type === "ThisExpression" ? thisOwner(root) : undefined;
    if (owner === undefined || name === undefined) return from;
    return firstOf(index.membersNamed(name), (member) =>
      member.type === "MemberExpression" &&
      member.object.type === "ThisExpression" &&
      thisOwner(member.object) === owner &&
      !isWritten(member)
        ? this.of(member, [...inner, ...path], steps + 1)
        : undefined,
    );
  }

  /** Those of a value that is at a path in what an expression gives. */
  private of(use: TSESTree.Node, path: Path, steps: number): TSESTree.Node | undefined {
    if (steps >= MAX_STEPS) return use;
    return firstOf(stepsFrom(use), (edge) => this.through(edge, path, steps));
  }

  private through({ from, to, step }: Edge, path: Path, steps: number): TSESTree.Node | undefined {
    switch (step.kind) {
      case "none":
        return undefined;
      case "copy":
      case "await":
      case "choice":
      case "spread":
        return this.of(to, path, steps);
      case "text":
        return this.of(to, [], steps);
      case "store":
        return this.of(to, [step.name ?? ANY_MEMBER, ...path], steps);
      case "load":
        return to.type === "MemberExpression" ? this.member(to, path, steps) : from;
      case "argument":
        return to.type === "CallExpression"
          ? this.ofCall(to, steps)
          : // `new Blob([text])`
            this.of(to, [], steps);
      // `const text = JSON.stringify(payload)`: what has the name is carried if each use of it is.
      case "bind":
        return this.ofTarget(to, path, from, steps + 1);
      case "element":
        return this.ofTarget(to, path.slice(1), from, steps + 1);
      case "return":
        return this.ofCallers(to, path, steps + 1);
      // Asked for, or compared, is what holds it.
      case "names":
      case "compare":
        return path.length > 0 ? undefined : from;
      default:
        return isWritten(from) ? undefined : from;
    }
  }

  /** Those of a member that is read: `text.length`, `payload.value`, `init.body`. */
  private member(member: TSESTree.MemberExpression, path: Path, steps: number): TSESTree.Node | undefined {
    const name = memberName(member);
    const isCalled = member.parent.type === "CallExpression" && member.parent.callee === member;
    const [first, ...rest] = path;
    if (first === undefined) return name === "length" || !isCalled ? undefined : member.object;
    // What a list's methods do with its elements is not followed.
    if (isCalled || isWritten(member)) return undefined;
    const isOther = name !== undefined && first !== ANY_MEMBER && name !== first;
    return isOther ? undefined : this.of(member, rest, steps);
  }

  /** Those of all that a pattern binds to a value at a path in it. */
  private ofTarget(
    target: TSESTree.Node,
    path: Path,
    from: TSESTree.Node,
    steps: number,
  ): TSESTree.Node | undefined {
    switch (target.type) {
      case "Identifier":
        return firstOf(this.context.index.variableOf(target)?.references ?? [], (reference) =>
          reference.isRead() ? this.of(reference.identifier, path, steps) : undefined,
        );
      case "AssignmentPattern":
        return this.ofTarget(target.left, path, from, steps);
      case "RestElement":
        return this.ofTarget(target.argument, path, from, steps);
      case "MemberExpression":
        return this.ofMemberTarget(target, path, from, steps);
      case "ObjectPattern":
      case "ArrayPattern":
        return firstOf(partsAt(target, path), (part) =>
          this.ofTarget(part, part.type === "RestElement" ? path : path.slice(1), from, steps),
        );
      default:
        return from;
    }
  }

  /** That of a call that gets it: none if it is on the way to the service, or its result goes there and nowhere else. */
  private ofCall(call: TSESTree.CallExpression, steps: number): TSESTree.Node | undefined {
    if (
      this.carriers.has(call) ||
      globalPath(this.context.index, call.callee)?.startsWith("console.") === true
    )
      return undefined;
    // One that is made for nothing but its effect does something with it elsewhere.
    if (stepsFrom(call).some(({ step }) => step.kind === "none")) return call;
    const isSentElsewhere = (): boolean => this.isForeign(call) && !this.isCarriedOn(call, steps);
    return this.of(call, [], steps) ?? (isSentElsewhere() ? call : undefined);
  }

  /** A call of a package's code, or a request: who is given something there may keep it, or send it to somebody else. */
  private isForeign(call: TSESTree.CallExpression): boolean {
    const { callee } = call;
    if (globalPath(this.context.index, callee) === "fetch") return true;
    const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    if (/^(?:then|catch|finally)$/.test(name ?? "")) return false;
    return (
      this.context.calleesOf(call).length === 0 &&
      originsOf(this.context.resolver, { node: callee, callContext: null }).some(
        (origin) => rootOrigin(origin).kind === "import",
      )
    );
  }

  /** Whether what has been made of it gets on the way to the service all the same: `fetch(url, { body: pack(payload) })`. */
  private isCarriedOn(use: TSESTree.Node, steps: number): boolean {
    if (steps >= MAX_STEPS) return true;
    const onward = (to: TSESTree.Node): boolean => this.isCarriedOn(to, steps + 1);
    return stepsFrom(use).some(({ to, step }) => {
      switch (step.kind) {
        case "copy":
        case "await":
        case "choice":
        case "text":
        case "store":
        case "spread":
        case "load":
          return onward(to);
        case "argument":
          return (to.type === "CallExpression" && this.carriers.has(to)) || onward(to);
        case "bind":
          return (this.context.index.variableOf(to)?.references ?? []).some(
            (reference) => reference.isRead() && onward(reference.identifier),
          );
        case "return": {
          const fn = to.type === "ArrowFunctionExpression" ? to : enclosingFunction(to);
          return fn !== undefined && this.context.callersOf(fn).some(onward);
        }
        default:
          return false;
      }
    });
  }

  /** That of the loops over what a generator yields; what else runs it is not followed. */
  private ofYielded(at: TSESTree.YieldExpression, path: Path): TSESTree.Node | undefined {
    const fn = enclosingFunction(at);
    if (fn === undefined || at.delegate) return at;
    return firstOf(this.context.callersOf(fn), (call) =>
      firstOf(stepsFrom(call), ({ from, to, step }) =>
        step.kind === "element" ? this.ofTarget(to, path, from, 0) : from,
      ),
    );
  }

  /** That of the calls of a function that returns it. */
  private ofCallers(at: TSESTree.Node, path: Path, steps: number): TSESTree.Node | undefined {
    const fn = at.type === "ArrowFunctionExpression" ? at : enclosingFunction(at);
    return fn === undefined
      ? undefined
      : firstOf(this.context.callersOf(fn), (call) => this.of(call, path, steps));
  }
}

/** The first thing that is found for one of a list. */
function firstOf<T, R>(list: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether something is assigned to a member: `init.signal = signal` reads nothing of it. */
const isWritten = (node: TSESTree.Node): boolean =>
  node.type === "MemberExpression" &&
  node.parent.type === "AssignmentExpression" &&
  node.parent.left === node &&
  node.parent.operator === "=";

/** The parts of a pattern that may get a value at a path: the member of that name, or the rest. */
function partsAt(
  pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern,
  [first]: Path,
): readonly TSESTree.Node[] {
  if (first === undefined) return [];
  const isFirst = (name: string | undefined): boolean =>
    name === undefined || first === ANY_MEMBER || name === first;
  const parts: readonly TSESTree.Node[] =
    pattern.type === "ArrayPattern"
      ? pattern.elements.flatMap((each, position) =>
          each !== null && (each.type === "RestElement" || isFirst(String(position))) ? [each] : [],
        )
      : pattern.properties.flatMap((each): TSESTree.Node[] =>
          each.type === "RestElement" ? [each] : isFirst(staticName(each)) ? [each.value] : [],
        );
  const named = parts.filter(({ type }) => type !== "RestElement");
  return named.length > 0 && first !== ANY_MEMBER ? named : parts;
}
