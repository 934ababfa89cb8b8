import type { TSESTree } from "@typescript-eslint/utils";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { Flow } from "./uses.js";
import { VALUE_FIELD } from "../vocabulary.js";

/** A flow with something made around it: an object's member, an array. */
export const around = (flow: Flow, step: string): Flow => ({ ...flow, path: [step, ...flow.path] });

/** A flow one step further in. */
export const inside = (flow: Flow): Flow => ({ ...flow, path: flow.path.slice(1) });

/** `Promise.allSettled` puts each result into an object of its own. */
export function settled(flow: Flow): Flow {
  const [step, ...rest] = flow.path;
  return step === ANY_MEMBER ? { ...flow, path: [ANY_MEMBER, VALUE_FIELD, ...rest] } : flow;
}

/** What a loop binds its elements to. */
export const targetsOf = (left: TSESTree.ForOfStatement["left"]): TSESTree.Node[] =>
  left.type === "VariableDeclaration" ? left.declarations.map(({ id }) => id) : [left];

export const isText = (node: TSESTree.Node): boolean =>
  (node.type === "Literal" && typeof node.value === "string") || node.type === "TemplateLiteral";
