import type { TSESTree } from "@typescript-eslint/utils";
import type { CallNode, CallScope, FunctionNode } from "../../syntax/nodes.js";
import type { Passed, State } from "./state.js";

/** A member of a class that has a type, with a value or without. */
export type DeclaredMember =
  | TSESTree.MethodDefinition
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.TSAbstractMethodDefinition
  | TSESTree.TSAbstractPropertyDefinition;

/** Where the rules of tracking hand on what they find. */
export interface Tracking {
  /** The value of an expression, or of a function or class as it stands. */
  value(node: TSESTree.Node, state: State): void;
  /** What is bound to a pattern, a variable, or a member. */
  bind(target: TSESTree.Node, state: State): void;
  /** What a call's callee is. */
  called(call: CallNode, state: State): void;
  /** What a call is passed. */
  passed(call: CallNode, argument: TSESTree.Node, state: State): void;
  /** The callers of a function have something to tell. */
  callersMatter(scope: CallScope): void;
  /** What a function returns; `undefined` at the top of a module. */
  returned(fn: FunctionNode | undefined, state: State): void;
  /** What a function makes of what it is passed at a position: its callers have it changed. */
  changed(fn: FunctionNode, position: number, state: State): void;
  /** What the calls that enter a function or class get of what they pass into it. @param isClosed for classes that extend it alone */
  gives(passed: Passed, state: State, isClosed?: boolean): void;
  /** A parameter of a function or of a class's constructor, as what something is passed. */
  parameter(scope: CallScope, place: number): Passed;
  /** What is kept in a member of `this`. @param self `this`, or what else stands for it in a constructor */
  keptIn(self: TSESTree.Node, state: State): void;
  /** What is given to a member of something that may be a class or an instance of one. @param isShared whether its prototype is */
  given(object: TSESTree.Node, state: State, isShared: boolean): void;
  /** Whether the program gives `this` a member of a name. */
  isOwn(self: TSESTree.ThisExpression, name: string): boolean;
  /** What an instance holds of what its class's constructor was passed. */
  ofInstance(owner: TSESTree.ClassBody, state: State): void;
  /** What a container gives for a token. */
  provided(provider: TSESTree.ObjectExpression, state: State): void;
  /** What is kept under a name, whatever keeps it. */
  named(name: string, state: State): void;
  /** What a member of a class is. */
  member(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition, state: State): void;
  /** A member of a class, by the type that it is declared to be of: each instance has it, whoever made it. */
  declaredMember(member: DeclaredMember, state: State): void;
  /** What a function says that it gives: so the callbacks that it gives are called with what that holds. */
  expected(fn: FunctionNode, state: State): void;
  /** What a file exports under a name, `*` for all that CommonJS exports. */
  exported(at: TSESTree.Node, name: string, state: State): void;
  /** A type that a file adds to a module, or to what every file sees. */
  ambient(module: string, name: string, state: State): void;
  /** A value that the source declares to be of a type: what else is of that type can be it. */
  declared(type: TSESTree.TypeNode, state: State): void;
  /** What a call's type argument is: a framework may hand it to any callback. */
  typeArgument(call: CallNode, state: State): void;
  /** A type, where it is named: what is declared to be of it can be what is tracked. */
  typed(name: TSESTree.Node, state: State): void;
}
