import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { isStaticContext } from "../../syntax/class-parts.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { memberChain, staticName, thisFunction, thisOwner } from "../../syntax/nodes.js";
import type { FunctionNode } from "../../syntax/nodes.js";
import { CALL, INSTANCE, firstMember } from "./access-path.js";
import { holding, isByName, stepInto } from "./expressions.js";
import type { TrackedProgram } from "./program.js";
import type { State } from "./state.js";
import type { DeclaredMember, Tracking } from "./tracking.js";

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
/** What `this` stands for: a class's instances or the class itself, an object literal, what a function makes. */
type Owner = TSESTree.ClassBody | TSESTree.ObjectExpression | FunctionNode;

/** Takes what classes and objects hold to `this` in their methods, and back. */
export class ClassTracking {
  /** The files of base classes that read what a class which extends them has. */
  readonly basesEntered = new Set<FileIndex>();
  private readonly tracking: Tracking;
  private readonly program: TrackedProgram;
  /** `this` and `super`, by what they stand for. */
  private readonly receivers = new Map<FileIndex, Map<Owner, TSESTree.Node[]>>();

  constructor(tracking: Tracking, program: TrackedProgram) {
    this.tracking = tracking;
    this.program = program;
  }

  /** A member is what its class, or an instance of that, has under its name. */
  member(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition, state: State): void {
    const isGetter = member.type === "MethodDefinition" && member.kind === "get";
    const inner = isGetter ? stepInto(CALL, state) : state;
    if (inner === undefined) return;
    const name = staticName(member);
    if (name !== undefined && isByName(inner)) return this.tracking.named(name, inner);
    const held = { ...holding(name ?? ANY_MEMBER, inner), within: undefined };
    // Nobody else gets at it.
    if (isPrivate(member)) return this.receive(member.parent, held, member.static);
    this.tracking.value(member.parent.parent, member.static ? held : holding(INSTANCE, held));
  }

  /** Whoever reads a member of that name may read it of an instance of the class. */
  declared(member: DeclaredMember, state: State): void {
    if (member.type === "MethodDefinition" || member.type === "PropertyDefinition") {
      // What a getter gives is followed by what it returns.
      if (member.type === "PropertyDefinition") this.member(member, state);
      if (isPrivate(member)) return;
    }
    const name = staticName(member);
    if (name !== undefined) this.tracking.named(name, state);
  }

  /** What is kept in a member of `this`. */
  keptIn(self: TSESTree.Node, state: State): void {
    const owner = thisOwner(self) ?? thisFunction(self);
    const kept = { ...state, within: undefined };
    if (owner === undefined) return;
    if (owner.type === "ClassBody")
      this.tracking.value(owner.parent, isStaticContext(self) ? kept : holding(INSTANCE, kept));
    else if (owner.type === "ObjectExpression") this.tracking.value(owner, kept);
    else this.tracking.value(owner, holding(INSTANCE, kept));
  }

  /** What a class has is what `this` has in it, and in what it extends and implements. */
  ofClass(node: ClassNode, state: State): void {
    const instance = stepInto(INSTANCE, state);
    if (instance !== undefined) {
      this.receive(node.body, instance, false);
      // Espree knows no types.
      for (const { expression } of "implements" in node ? node.implements : []) this.named(expression, state);
      this.ofBase(node, state, new Set());
    }
    if (state.path[0] !== INSTANCE) this.receive(node.body, state, true);
  }

  /** A template method of the base class runs with what the derived class has. */
  private ofBase(node: ClassNode, state: State, seen: Set<ClassNode>): void {
    const base = node.superClass === null ? undefined : this.program.classNamed(node.superClass)?.parent;
    if (base === undefined || seen.has(base)) return;
    seen.add(base);
    const instance = stepInto(INSTANCE, state);
    if (instance !== undefined) {
      this.receive(base.body, instance, false);
      // What the base class does with it is to be looked at.
      const member = firstMember(instance.path);
      const file = this.program.index.fileOf(base);
      if (state.of === "evidence" && member !== undefined && file.membersNamed(member).length > 0)
        this.basesEntered.add(file);
    }
    // A value that is declared to be of the base class can be of the derived one.
    if (base.id !== null) this.named(base.id, state);
    this.ofBase(base, state, seen);
  }

  /** What an object literal has is what `this` has in its methods; likewise for a function that makes instances. */
  ofObject(owner: TSESTree.ObjectExpression | FunctionNode, state: State): void {
    const inner = owner.type === "ObjectExpression" ? state : stepInto(INSTANCE, state);
    if (inner !== undefined && (owner.type === "ObjectExpression" || state.path[0] === INSTANCE))
      this.receive(owner, inner, false);
  }

  /** A type of the program that is named: whoever is declared to be of it can be the value. */
  named(name: TSESTree.Node, state: State): void {
    // What only some values of a type hold is no evidence for the others: `options: RequestOptions`.
    if (state.of === "evidence") return;
    const declaration = this.program.typeNamed(name);
    if (declaration === undefined || !("id" in declaration)) return;
    if (declaration.id?.type === "Identifier")
      this.tracking.bind(declaration.id, { ...state, within: undefined });
  }

  private receive(owner: Owner, state: State, isStatic: boolean): void {
    for (const node of this.receiversOf(owner))
      if (owner.type !== "ClassBody" || isStaticContext(node) === isStatic)
        this.tracking.value(node, { ...state, within: undefined });
  }

  private receiversOf(owner: Owner): readonly TSESTree.Node[] {
    const file = this.program.index.fileOf(owner);
    const known = this.receivers.get(file) ?? collectReceivers(file);
    this.receivers.set(file, known);
    return known.get(owner) ?? [];
  }
}

const isPrivate = (member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean =>
  member.accessibility === "private" || member.key.type === "PrivateIdentifier";

function collectReceivers(file: FileIndex): Map<Owner, TSESTree.Node[]> {
  const found = new Map<Owner, TSESTree.Node[]>();
  for (const node of file.receivers) {
    const owner = thisOwner(node) ?? ownerOfPrototype(node) ?? thisFunction(node);
    if (owner === undefined) continue;
    const known = found.get(owner);
    if (known === undefined) found.set(owner, [node]);
    else known.push(node);
  }
  return found;
}

/** `Kv.prototype.put = function () { this.… }`: not known here by more than the method itself. */
function ownerOfPrototype(node: TSESTree.Node): FunctionNode | undefined {
  const fn = thisFunction(node);
  const holder = fn?.parent;
  if (holder?.type !== "AssignmentExpression") return undefined;
  const chain = memberChain(holder.left);
  return chain?.path.includes("prototype") === true ? fn : undefined;
}
