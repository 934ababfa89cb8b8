import type { TSESTree } from "@typescript-eslint/utils";
import { memberName } from "../../syntax/nodes.js";
import type { CallNode, CallScope } from "../../syntax/nodes.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { globalPath, rowsOfGlobal } from "../../flow/steps/built-ins.js";
import type { Bound, CallContext, AbstractValue } from "../call-context.js";
import { BuiltInReader } from "./built-in-results.js";
import { invocationOf } from "./invocation.js";
import { withTypes } from "../declared-types.js";
import { takenFromStorage } from "../objects/async-storage.js";
import { takenFromMap } from "../objects/maps.js";
import { nameTaken, registeredUnder } from "../objects/registered.js";
import { parameterNamedBy } from "../text/parameter-helpers.js";
import type { ModuleReader } from "../../syntax/module/modules.js";
import type { Resolver } from "../resolver.js";
import type { SourceIndex } from "../../syntax/source-index.js";
import { unsureOutside } from "../unsure-values.js";

/** Follows calls: into the functions of the program that they enter, and to what those return. */
export class CallReader {
  private readonly resolver: Resolver;
  private readonly index: SourceIndex;
  private readonly modules: ModuleReader;
  readonly builtIns: BuiltInReader;
  /** By call, then by the call context through which the call is looked at. */
  private readonly contexts = new Map<CallNode | undefined, Map<CallContext | null, CallContext[]>>();

  constructor(resolver: Resolver) {
    this.resolver = resolver;
    this.index = resolver.index;
    this.modules = resolver.modules;
    this.builtIns = new BuiltInReader(resolver);
  }

  /** What a call can give; empty where that is not known. */
  resultsOf(call: TSESTree.CallExpression, callContext: CallContext | null): AbstractValue[] {
    const given = this.builtIns.givenBy(call, [], callContext);
    if (given !== undefined) return given;
    if (parameterNamedBy(this.resolver, call) !== undefined) return [];
    const { callee } = call;
    // `f.bind(self)` is `f`; with further arguments it is another function.
    if (callee.type === "MemberExpression" && memberName(callee) === "bind" && call.arguments.length < 2) {
      return this.resolver.follow({ node: callee.object, callContext });
    }
    const required = this.requiredFile(call);
    if (required !== undefined)
      return this.modules.required(required).flatMap((exported) => this.resolver.followExported(exported));
    const fromMap = takenFromMap(this.resolver, call, callContext);
    if (fromMap.length > 0) return fromMap;
    const fromStorage = takenFromStorage(this.resolver, call);
    if (fromStorage.length > 0) return fromStorage;
    const invocation = invocationOf(this.resolver, call, callContext);
    const results: AbstractValue[] = [];
    for (const fn of this.resolver.functionsOf(invocation.callee)) {
      const inner = this.enter(fn, call, callContext);
      const returned = fn.node.returnType?.typeAnnotation;
      const values = this.index.returnsOf(fn.node);
      const abstractValues = values.flatMap((value) =>
        withTypes(
          this.resolver.follow({ node: value, callContext: inner }),
          returned === undefined ? [] : [returned],
        ),
      );
      results.push(...(values.length > 1 ? unsureOutside(fn.node, abstractValues) : abstractValues));
    }
    // What a function of the platform makes of it is another value: of `pipe(toPayload, JSON.stringify)` the text.
    const registered = results.every((value) => this.isUnseen(value)) ? this.registeredFor(call) : [];
    if (registered.length > 0) return registered;
    if (results.length > 0)
      return this.mayRunPlatform(invocation.callee)
        ? [...results, { node: call, callContext, path: [] }]
        : results;
    // `list.find(isOurs)`, `load().then(pick)`: what is known of their results, as far as anything is.
    const taken = this.builtIns.givenByMethod(call, [], callContext) ?? [];
    return taken.filter(({ path }) => path.length === 0);
  }

  /** Whether a value is what a call gives that is not followed, or lies in what is not: `this.made[name]`, `new Class()`. */
  private isUnseen({ node, path, callContext }: AbstractValue): boolean {
    if (path.length > 0 || node.type === "CallExpression") return true;
    if (node.type !== "NewExpression" || node.callee.type !== "Identifier") return false;
    return this.resolver
      .follow({ node: node.callee, callContext })
      .every(
        (made) =>
          made.node.type === "Identifier" && this.index.variableOf(made.node)?.defs[0]?.type === "Parameter",
      );
  }

  /** What a container, or what is handed about, gives that is asked by a name. */
  private registeredFor(call: TSESTree.CallExpression): AbstractValue[] {
    const name = nameTaken(call);
    return name === undefined ? [] : registeredUnder(this.resolver, name);
  }

  /** Whether a callee that is one of several functions can also be one of the platform's. */
  private mayRunPlatform(callee: Bound): boolean {
    return this.resolver.follow(callee).some(({ node, path }) => {
      const root = node.type === "Identifier" ? globalPath(this.index, node) : undefined;
      return root !== undefined && rowsOfGlobal([root, ...path].join(".")) !== undefined;
    });
  }

  /** The file that `require("…")` leads to. */
  private requiredFile(call: TSESTree.CallExpression): FileIndex | undefined {
    const [argument] = call.arguments;
    if (
      call.callee.type !== "Identifier" ||
      call.callee.name !== "require" ||
      this.index.variableOf(call.callee) !== undefined
    )
      return undefined;
    return argument?.type === "Literal" && typeof argument.value === "string"
      ? this.modules.fileAt(call, argument.value)
      : undefined;
  }

  /** The call context of a call of `fn`; the same one whenever it is asked for, so that answers can be kept with it. */
  enter(
    fn: { readonly node: CallScope; readonly callContext: CallContext | null },
    call: CallNode | undefined,
    outer: CallContext | null,
  ): CallContext {
    const ofCall = this.contexts.get(call) ?? new Map<CallContext | null, CallContext[]>();
    this.contexts.set(call, ofCall);
    const entered = ofCall.get(outer) ?? [];
    ofCall.set(outer, entered);
    const known = entered.find((other) => other.fn === fn.node && other.closure === fn.callContext);
    if (known !== undefined) return known;
    const inner: CallContext = {
      fn: fn.node,
      call,
      args: call === undefined ? [] : invocationOf(this.resolver, call, outer).args,
      outer,
      closure: fn.callContext,
    };
    entered.push(inner);
    return inner;
  }
}
