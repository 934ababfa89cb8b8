import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { constructorOf, parameterName } from "../../syntax/class-parts.js";
import type { FileIndex } from "../../syntax/file-index.js";
import {
  constructedClass,
  isStaticContext,
  staticName,
  thisFunction,
  thisOwner,
} from "../../syntax/nodes.js";
import type { FunctionNode, Variable } from "../../syntax/nodes.js";
import { makerOfThis } from "../../syntax/prototypes.js";
import { CALL, INSTANCE, firstMember } from "./access-path.js";
import { holding, isByName, isSymbol, leadsOn, stepInto, symbolName } from "./expressions.js";
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
    const inside = holding(name ?? symbolName(member.key) ?? ANY_MEMBER, inner);
    if (!member.static && inner.within?.scope.type === "ClassBody")
      return this.ofInstance(inner.within.scope, inside);
    const held = { ...inside, within: undefined };
    // Nobody else gets at it; of the class itself it is read by the class's name, too.
    if (isPrivate(member) && !member.static) return this.receive(member.parent, held, false);
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

  /**
   * What is given to a member of an instance, or of a class itself, from outside: its methods have it in `this`.
   * @param isShared whether it is put on the prototype
   */
  given(object: TSESTree.Node, state: State, isShared: boolean): void {
    const held = { ...state, within: undefined };
    for (const { maker, isMade } of this.program.makersOf(object)) {
      const inner = isMade || isShared ? holding(INSTANCE, held) : held;
      this.tracking.value(maker.type === "ClassBody" ? maker.parent : maker, inner);
      if (maker.type === "ClassBody") this.enterBase(maker, held);
    }
  }

  /** What is kept in a member of `this`. */
  keptIn(self: TSESTree.Node, state: State): void {
    const owner = thisOwner(self) ?? thisFunction(self);
    const kept = { ...state, within: undefined };
    if (owner === undefined) return;
    const made =
      owner.type === "ClassBody" && !isStaticContext(self) ? this.madeWith(state, owner) : undefined;
    if (made !== undefined) return this.ofInstance(made, state);
    if (owner.type === "ClassBody")
      this.tracking.value(owner.parent, isStaticContext(self) ? kept : holding(INSTANCE, kept));
    else if (owner.type === "ObjectExpression") this.tracking.value(owner, kept);
    else this.tracking.value(owner, holding(INSTANCE, kept));
  }

  /** What the constructor was passed is in the instances which those calls make. */
  ofInstance(owner: TSESTree.ClassBody, state: State): void {
    if (state.within === undefined) return;
    const { scope, place } = state.within;
    const within = this.tracking.parameter(owner, place);
    const own: State = { ...state, within };
    // The classes that a base class extends have it from that.
    const known = scope.type === "ClassBody" && scope !== owner ? [scope, ...this.basesOf(scope)] : [];
    this.tracking.gives(within, own, this.isClosed(owner, own.path[0] ?? ""));
    for (const body of [owner, ...this.basesOf(owner)].filter((each) => !known.includes(each)))
      for (const node of this.receiversOf(body))
        if (leadsOn(node, own) && !isStaticContext(node)) this.tracking.value(node, own);
  }

  /** The class whose constructor was passed it, so that not all instances of a class have it. */
  private madeWith({ within }: State, owner: TSESTree.ClassBody): TSESTree.ClassBody | undefined {
    if (within === undefined) return undefined;
    const { scope } = within;
    if (scope.type === "ClassBody") return this.areRelated(scope, owner) ? scope : undefined;
    return constructedClass(scope) === owner ? owner : undefined;
  }

  /** Whether the same instance can run the code of both classes: they are the same, or one extends the other. */
  areRelated(one: TSESTree.ClassBody, other: TSESTree.ClassBody): boolean {
    return one === other || this.basesOf(one).has(other) || this.basesOf(other).has(one);
  }

  /** Whether a member is private or protected: only code of the class, and of those that extend it, gets at it. */
  private isClosed(owner: TSESTree.ClassBody, name: string): boolean {
    if (name.startsWith("#")) return !isSymbol(name);
    return [owner, ...this.basesOf(owner)].some((body) =>
      membersOf(body).some((member) => member.name === name && member.isClosed),
    );
  }

  /** Whether `this` has a member that the program gives it, so that no collection's method is meant. */
  isOwn(self: TSESTree.ThisExpression, name: string): boolean {
    const owner = thisOwner(self);
    return (
      owner?.type === "ClassBody" &&
      [owner, ...this.basesOf(owner)].some((body) => membersOf(body).some((member) => member.name === name))
    );
  }

  /** What a class has is what `this` has in it, and in what it extends and implements. */
  ofClass(node: ClassNode, state: State): void {
    const instance = stepInto(INSTANCE, state);
    if (instance !== undefined) {
      this.receive(node.body, instance, false);
      // Espree knows no types.
      for (const { expression } of "implements" in node ? node.implements : []) this.named(expression, state);
      this.ofBase(node, instance);
    }
    if (state.path[0] !== INSTANCE) this.receive(node.body, state, true);
  }

  /** A template method of the base class runs with what the derived class has. */
  private ofBase(node: ClassNode, instance: State): void {
    for (const body of this.basesOf(node.body)) {
      this.receive(body, instance, false);
      this.enterBase(body, instance);
      // A value that is declared to be of the base class can be of the derived one.
      if (body.parent.id !== null) this.named(body.parent.id, holding(INSTANCE, instance));
    }
  }

  /** What a base class does with evidence that its derived class has is to be looked at. */
  private enterBase(body: TSESTree.ClassBody, { of, path }: State): void {
    const member = firstMember(path);
    const file = this.program.index.fileOf(body);
    if (of === "evidence" && member !== undefined && file.membersNamed(member).length > 0)
      this.basesEntered.add(file);
  }

  /** The classes of the program that a class extends, nearest first. */
  private basesOf(body: TSESTree.ClassBody): Set<TSESTree.ClassBody> {
    // The set grows while it is walked; a class that extends itself is none of its bases.
    const classes = new Set([body]);
    for (const { parent } of classes) {
      const base = parent.superClass === null ? undefined : this.program.classNamed(parent.superClass);
      if (base !== undefined) classes.add(base);
    }
    classes.delete(body);
    return classes;
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
    for (const node of this.receiversOf(owner)) {
      if (!leadsOn(node, state) || (owner.type === "ClassBody" && isStaticContext(node) !== isStatic))
        continue;
      // What a class has is not looked for once more by a second name of it.
      if (!isNamedAnew(node)) this.tracking.value(node, { ...state, within: undefined });
    }
  }

  private receiversOf(owner: Owner): readonly TSESTree.Node[] {
    const file = this.program.index.fileOf(owner);
    const known =
      this.receivers.get(file) ??
      collectReceivers(file, (identifier) => this.program.index.variableOf(identifier));
    this.receivers.set(file, known);
    return known.get(owner) ?? [];
  }
}

interface Member {
  readonly name: string | undefined;
  readonly isClosed: boolean;
}

/** What a class declares, as its body or its constructor's parameters. */
function membersOf(body: TSESTree.ClassBody): Member[] {
  const parameters = (constructorOf(body)?.params ?? []).flatMap((parameter) =>
    parameter.type === "TSParameterProperty"
      ? [{ name: parameterName(parameter.parameter), isClosed: isHidden(parameter.accessibility) }]
      : [],
  );
  const members = body.body.flatMap((member) =>
    "key" in member ? [{ name: staticName(member), isClosed: isHidden(member.accessibility) }] : [],
  );
  return [...members, ...parameters];
}

/** `static Client = this`: whoever imports the class would count as one that takes `Client` from it. */
const isNamedAnew = (self: TSESTree.Node): boolean =>
  self.parent?.type === "PropertyDefinition" && self.parent.static && self.parent.value === self;

const isHidden = (accessibility: string | undefined): boolean =>
  accessibility === "private" || accessibility === "protected";

const isPrivate = (member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean =>
  member.accessibility === "private" || member.key.type === "PrivateIdentifier";

function collectReceivers(
  file: FileIndex,
  variableOf: (identifier: TSESTree.Node) => Variable | undefined,
): Map<Owner, TSESTree.Node[]> {
  const found = new Map<Owner, TSESTree.Node[]>();
  for (const node of file.receivers) {
    const owners = [thisOwner(node) ?? thisFunction(node), makerOfThis(variableOf, node)];
    for (const owner of owners) {
      if (owner === undefined) continue;
      const known = found.get(owner);
      if (known === undefined) found.set(owner, [node]);
      else known.push(node);
    }
  }
  return found;
}
