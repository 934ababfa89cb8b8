import type { TSESTree } from "@typescript-eslint/utils";
import type { Flow, Use } from "./uses.js";

/** Who follows a read within one function. */
export interface Tracer {
  follow(node: TSESTree.Node, flow: Flow): void;
  /** Follows a further value that the read is, as an object of its own. */
  start(node: TSESTree.Node, flow: Flow): void;
  /** Follows what is bound to a pattern. */
  bind(target: TSESTree.Node, flow: Flow): void;
  use(use: Use, flow: Flow): void;
  /** Notes a use by code that is not visible here. */
  handOut(use: Use, flow: Flow): void;
  /** Follows what `JSON.parse` makes of it. */
  parsed(call: TSESTree.CallExpression, flow: Flow): void;
}
