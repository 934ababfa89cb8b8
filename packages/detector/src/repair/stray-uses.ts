import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../syntax/binding-pattern.js";
import type { Context } from "../kv/context.js";
import { frameworkUse } from "../kv/uses/argument-use.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import { globalPath } from "../flow/steps/built-ins.js";
import { stepsFrom } from "../flow/steps/positions.js";
import type { Edge } from "../flow/steps/positions.js";
import { MAX_STEPS, WayToService } from "./way-to-service.js";
import { firstOf } from "../syntax/first-of.js";
import { isHandedTo, placeIn } from "./argument-places.js";
import { isAskedWhetherThere, isWritten, partsAt } from "./pattern-parts.js";
import { parameterAt } from "../syntax/function-places.js";
import { enclosingFunction, memberChain, memberName, thisOwner } from "../syntax/nodes.js";
import type { FunctionNode, Variable } from "../syntax/nodes.js";

/**
 * Where what a rewrite would change also goes elsewhere than to the service: the text is compared
 * or sent to somebody else, the function that builds it serves another store.
 * @param carriers the calls through which it goes to the service
 * @param isTakenOut whether an object has a property no longer, once it is rewritten
 */
export function usedElsewhere(
  context: Context,
  site: TSESTree.Node,
  carriers: ReadonlySet<TSESTree.CallExpression>,
  isTakenOut: (name: string) => boolean,
): UsedElsewhere {
  const uses = new StrayUses(context, carriers, isTakenOut);
  return { at: uses.ofSite(site), harmless: uses.harmless };
}

export interface UsedElsewhere {
  /** The first such place. */
  readonly at: TSESTree.Node | undefined;
  /** Functions beside the way that get it too, and make nothing of what is changed: `withToken(context)`. */
  readonly harmless: ReadonlySet<FunctionNode>;
}

/** Where a value lies in what is looked at, outermost first: in `{ body: text }` the text is at `["body"]`. */
type Path = readonly string[];

/** Looks for the uses of a value that leave the way to the service. What is unknown does, what changes nothing does not. */
class StrayUses {
  private readonly context: Context;
  private readonly way: WayToService;
  private readonly isTakenOut: (name: string) => boolean;
  readonly harmless = new Set<FunctionNode>();
  private readonly entered = new Set<FunctionNode>();
  /** The paths at which it lies in variables that were looked at: `init = init || {}`, a function that calls itself. */
  private readonly known = new Map<Variable, Set<string>>();

  constructor(
    context: Context,
    carriers: ReadonlySet<TSESTree.CallExpression>,
    isTakenOut: (name: string) => boolean,
  ) {
    this.context = context;
    this.way = new WayToService(context, carriers);
    this.isTakenOut = isTakenOut;
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
        case "argument":
          return to.type === "CallExpression" && this.way.isOn(to)
            ? this.within(to, from, path, 0)
            : undefined;
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
        return this.of(to, path, steps);
      case "spread":
        return to.type === "CallExpression" ? this.ofCall(to, from, path, steps) : this.of(to, path, steps);
      case "text":
        return this.of(to, [], steps);
      case "store":
        return this.of(to, [step.name ?? ANY_MEMBER, ...path], steps);
      case "load":
        return to.type === "MemberExpression" ? this.member(to, path, steps) : from;
      case "argument":
        return to.type === "CallExpression"
          ? this.ofCall(to, from, path, steps)
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
        return path.length > 0 || isAskedWhetherThere(from) ? undefined : from;
      default:
        return isWritten(from) ? undefined : from;
    }
  }

  /** Those of a member that is read: `text.length`, `payload.value`, `init.body`. */
  private member(member: TSESTree.MemberExpression, path: Path, steps: number): TSESTree.Node | undefined {
    const name = memberName(member);
    const isCalled = member.parent.type === "CallExpression" && member.parent.callee === member;
    const [first, ...rest] = path;
    if (first === undefined) {
      if (isCalled) return name === "length" ? undefined : member.object;
      return isWritten(member) || (name !== undefined && !this.isTakenOut(name)) ? undefined : member;
    }
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
        return this.ofVariable(this.context.index.variableOf(target), path, steps);
      case "AssignmentPattern":
        return this.ofTarget(target.left, path, from, steps);
      case "RestElement":
        return this.ofTarget(target.argument, path, from, steps);
      case "MemberExpression":
        return this.ofMemberTarget(target, path, from, steps);
      case "ObjectPattern":
      case "ArrayPattern":
        return firstOf(partsAt(target, path, this.isTakenOut), (part) =>
          path.length === 0 && part.type === "Property"
            ? part
            : this.ofTarget(part, part.type === "RestElement" ? path : path.slice(1), from, steps),
        );
      default:
        return from;
    }
  }

  private ofVariable(variable: Variable | undefined, path: Path, steps: number): TSESTree.Node | undefined {
    if (variable === undefined || !this.isNews(variable, path)) return undefined;
    return firstOf(variable.references, (reference) =>
      reference.isRead() ? this.of(reference.identifier, path, steps) : undefined,
    );
  }

  /** That of a call that gets it: none if it is on the way to the service, or its result goes there and nowhere else. */
  private ofCall(
    call: TSESTree.CallExpression,
    given: TSESTree.Node,
    path: Path,
    steps: number,
  ): TSESTree.Node | undefined {
    if (this.way.isOn(call)) return this.within(call, given, path, steps);
    if (
      globalPath(this.context.index, call.callee)?.startsWith("console.") === true ||
      frameworkUse(this.context, call) === "log"
    )
      return undefined;
    // `request.end(body)` of what a call on the way gives; a function on the way that tries once more.
    if (this.way.isOfCarrier(call) || this.isEntered(call)) return undefined;
    // One that is made for nothing but its effect does something with it elsewhere.
    if (stepsFrom(call).some(({ step }) => step.kind === "none")) return call;
    const inside = this.inCallees(call, given, path, steps);
    if (inside !== undefined) return inside;
    const isSentElsewhere = (): boolean => this.isForeign(call) && !this.way.isCarriedOn(call, steps);
    return this.of(call, [], steps) ?? (isSentElsewhere() ? call : undefined);
  }

  /** That of the functions on the way: `send = (init) => { audit(init.body); return fetch(url, init); }`. */
  private within(
    call: TSESTree.CallExpression,
    given: TSESTree.Node,
    path: Path,
    steps: number,
  ): TSESTree.Node | undefined {
    const { place, inner } = placeIn(this.context, call, given, path);
    const callees = this.context.calleesOf(call).filter(({ node }) => !isHandedTo(this.context, node, call));
    return firstOf(callees, ({ node }) => {
      const stray = place === undefined ? call : this.inParameter(node, place, inner, call, steps);
      if (this.isOnTheWay(node)) return stray;
      // What a function beside it makes of it is judged as such, by who looks at the calls.
      if (stray === undefined) this.harmless.add(node);
      return undefined;
    });
  }

  /** That of functions beside the way whose result goes on: `const id = digest(body); fetch(at(id), { body })`. */
  private inCallees(
    call: TSESTree.CallExpression,
    given: TSESTree.Node,
    path: Path,
    steps: number,
  ): TSESTree.Node | undefined {
    const { place, inner } = placeIn(this.context, call, given, path);
    if (place === undefined) return undefined;
    return firstOf(this.context.calleesOf(call), ({ node }) =>
      isHandedTo(this.context, node, call) ? undefined : this.inParameter(node, place, inner, call, steps),
    );
  }

  private inParameter(
    fn: FunctionNode,
    position: number,
    path: Path,
    call: TSESTree.CallExpression,
    steps: number,
  ): TSESTree.Node | undefined {
    const parameter = parameterAt(fn, position);
    if (parameter === undefined) return undefined;
    const { target, element } = parameter;
    const inner = element === undefined ? path : [String(element), ...path];
    this.entered.add(fn);
    return this.ofTarget(target, inner, call, steps + 1);
  }

  private isOnTheWay(fn: FunctionNode): boolean {
    return this.way.isWithin(fn);
  }

  /** Whether a call runs a function again that was looked at: one that tries it once more. */
  private isEntered(call: TSESTree.CallExpression): boolean {
    const callees = this.context.calleesOf(call);
    return callees.length > 0 && callees.every(({ node }) => this.entered.has(node));
  }

  private isNews(variable: Variable, path: Path): boolean {
    const paths = this.known.get(variable) ?? new Set();
    this.known.set(variable, paths);
    const key = path.join();
    return !paths.has(key) && paths.add(key).has(key);
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
