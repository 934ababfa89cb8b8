import type { TSESTree } from "@typescript-eslint/utils";
import { memberName, peel } from "../../syntax/nodes.js";
import { originsOf, rootOrigin } from "../../eval/origin.js";
import { bindingHandedOver } from "../evidence/bindings.js";
import { sdkPath } from "../evidence/callees.js";
import type { Context } from "../context.js";
import { overlaps } from "../stores/store.js";
import type { StoreKey } from "../stores/store.js";
import { BINDING_METHOD, EDGE_RUNTIME_MODULE, SDK_KEYS_PATH, SDK_RESOURCE } from "../vocabulary.js";
import { commandReads, mayReadStore } from "./command-reads.js";
import type { CommandRead } from "./command-reads.js";
import { computedReads, mayRead } from "./computed-reads.js";
import type { ComputedRead } from "./computed-reads.js";
import { BINDING, RESOURCE } from "./handle.js";
import type { Handle } from "./handle.js";
import { HandleUses } from "./handle-uses.js";
import { unseenRequests } from "./unseen-requests.js";

/** A place that may read a store, and is not known as a read: what it gives after a rewrite would be the envelope's text. */
export interface PossibleRead {
  readonly node: TSESTree.Node;
  /**
   * `name`: it reads what is called like the binding; `called`: it reads the store itself, in a way that is not
   * understood; `handed on`: code that is not seen gets what the store is read through; `command`: the service's
   * command line reads it.
   */
  readonly kind: "name" | "called" | "handed on" | "command";
}

/** The places of a program that may read some stores and are not known as reads. */
export class PossibleReads {
  private readonly context: Context;
  private readonly known: ReadonlySet<TSESTree.Node>;
  private readonly ofBindings = new Map<string, readonly PossibleRead[]>();
  private ofResource: readonly PossibleRead[] | undefined;
  private ofUrls: ReturnType<typeof unseenRequests> | undefined;
  private ofCommands: readonly CommandRead[] | undefined;
  private ofComputedNames: readonly ComputedRead[] | undefined;

  /** @param known the calls that are reads */
  constructor(context: Context, known: ReadonlySet<TSESTree.Node>) {
    this.context = context;
    this.known = known;
  }

  /**
   * The first place that may read one of some stores.
   * @param call the write, whose receiver's own name counts where no binding's is known: `app.rates.put(…)`
   */
  firstOf(stores: readonly StoreKey[], call: TSESTree.CallExpression): PossibleRead | undefined {
    this.ofCommands ??= commandReads(this.context);
    for (const store of stores) {
      const { namespace } = store;
      const command = this.ofCommands.find((read) => mayReadStore(store, read));
      if (command !== undefined) return { node: command.node, kind: "command" };
      const name = namespace?.access === "binding" ? namespace.text : this.nameInCall(store, call);
      const [found] = name === undefined ? this.ofId(store) : this.ofBinding(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** How the binding is called that a write goes through whose name in the manifest is not known. */
  private nameInCall({ namespace }: StoreKey, { callee }: TSESTree.CallExpression): string | undefined {
    const method = peel(callee);
    const receiver = method.type === "MemberExpression" ? peel(method.object) : undefined;
    return namespace === undefined && receiver?.type === "MemberExpression"
      ? memberName(receiver)
      : undefined;
  }

  private ofBinding(name: string): readonly PossibleRead[] {
    const known = this.ofBindings.get(name) ?? [...this.usesOfBinding(name), ...this.underComputedName(name)];
    this.ofBindings.set(name, known);
    return known;
  }

  private underComputedName(name: string): PossibleRead[] {
    this.ofComputedNames ??= computedReads(this.context, this.known);
    return this.ofComputedNames.flatMap((read) =>
      mayRead(read, name) ? [{ node: read.node, kind: "called" }] : [],
    );
  }

  private ofId(store: StoreKey): readonly PossibleRead[] {
    this.ofUrls ??= unseenRequests(this.context, this.known);
    const url = this.ofUrls.find((request) => overlaps(store, request.store));
    if (url !== undefined) return [{ node: url.node, kind: "handed on" }];
    this.ofResource ??= this.usesOfResource();
    return this.ofResource;
  }

  private usesOfBinding(name: string): PossibleRead[] {
    const uses = new HandleUses(this.context, this.known);
    const from = (node: TSESTree.Node, handle: Handle, isNamed: boolean): PossibleRead[] =>
      uses.of(node, handle).map(({ node: place, kind }) => ({ node: place, kind: isNamed ? "name" : kind }));
    return this.context.files.flatMap((file) => {
      const members = file.membersNamed(name).flatMap((member) => {
        const certainty = this.isBinding(member, name);
        return certainty === "no" ? [] : from(member, BINDING, certainty === "perhaps");
      });
      const environments = file.imports.flatMap((declaration) =>
        declaration.source.value === EDGE_RUNTIME_MODULE ? declaration.specifiers : [],
      );
      // `S.get(key)` of a parameter or a global that is called like it.
      const bare = file.calls.flatMap((call) => {
        const callee = peel(call.callee);
        const receiver = callee.type === "MemberExpression" ? peel(callee.object) : undefined;
        return receiver?.type === "Identifier" &&
          receiver.name === name &&
          this.isBinding(receiver, name) !== "no"
          ? from(receiver, BINDING, true)
          : [];
      });
      return [
        ...members,
        ...bare,
        ...environments.flatMap(({ local }) =>
          (this.context.index.variableOf(local)?.references ?? []).flatMap(({ identifier }) =>
            from(identifier, { kind: "environment", binding: name }, false),
          ),
        ),
      ];
    });
  }

  /** Whether a member called like a binding is it: a `Map` of the same name is none, nor is what another module gives. */
  private isBinding(member: TSESTree.Node, name: string): "yes" | "perhaps" | "no" {
    const node = member.type === "Property" ? member.value : member;
    if (bindingHandedOver(this.context, { node, callContext: null }, BINDING_METHOD) === name) return "yes";
    const origins = originsOf(this.context.resolver, { node, callContext: null });
    const isUnknown = origins.some(
      (origin) =>
        (rootOrigin(origin).kind === "unknown" && origin.value.node.type !== "ObjectExpression") ||
        (origin.kind === "global" && origin.name === name && origin.path.length === 0),
    );
    return isUnknown && this.context.isTypedBinding(node) !== false ? "perhaps" : "no";
  }

  private usesOfResource(): PossibleRead[] {
    const uses = new HandleUses(this.context, this.known);
    const path = SDK_KEYS_PATH.slice(0, SDK_KEYS_PATH.indexOf(SDK_RESOURCE) + 1);
    return this.context.files.flatMap((file) =>
      file.membersNamed(SDK_RESOURCE).flatMap((member) => {
        const node = member.type === "Property" ? member.value : member;
        const found = sdkPath(this.context, { node, callContext: null });
        return found?.join(".") === path.join(".") ? uses.of(member, RESOURCE) : [];
      }),
    );
  }
}
