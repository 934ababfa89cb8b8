import type { TSESTree } from "@typescript-eslint/utils";
import type { Flow, Use } from "./uses.js";

/** Who follows a read within one function. */
export interface Tracer {
  follow(node: TSESTree.Node, flow: Flow): void;
  /** Follows a further value that the read is, as an object of its own. */
  start(node: TSESTree.Node, flow: Flow): void;
  /** Follows what is bound to a pattern. */
  bind(target: TSESTree.Node, flow: Flow): void;
  use(use: Exclude<Use, "unknown">, flow: Flow): void;
  /** Notes that its text is taken apart, or searched. */
  apart(place: TSESTree.Node, flow: Flow): void;
  /** Notes that all of it becomes a part of something else. */
  partOf(place: TSESTree.Node): void;
  /** Notes that it is taken as it is: it is sent, shown, compared. */
  wholeAt(place: TSESTree.Node, flow: Flow): void;
  /** Notes a place at which nothing says what becomes of it. */
  unknownAt(place: TSESTree.Node, flow: Flow): void;
  /** Notes that a hash or a print is made of all of it. */
  digestedAt(place: TSESTree.Node, flow: Flow): void;
  /** Notes that it is asked which members it has. */
  namesAt(place: TSESTree.Node, flow: Flow): void;
  /** Notes that the program answers with the value as it is: whoever asked it gets that. */
  answers(place: TSESTree.Node, flow: Flow): void;
  /** Notes that code which is not visible here gets it. */
  handOut(): void;
  /**
   * Notes that a member of that name is read of it; `undefined`: of any.
   * @param next goes on from there
   */
  opens(name: string | undefined, place: TSESTree.Node, flow: Flow, next?: (inner: Flow) => void): void;
  /** Follows what `JSON.parse` makes of it. */
  parsed(call: TSESTree.Node, flow: Flow): void;
}
