import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import type { TSESTree } from "@typescript-eslint/utils";
import type { Flow, Kind } from "./uses.js";

/** A flow with something made around it: an object's member, an array. */
export const around = (flow: Flow, step: string): Flow => ({ ...flow, path: [step, ...flow.path] });

/** A flow one step further in. */
export const inside = (flow: Flow): Flow => ({ ...flow, path: flow.path.slice(1) });

/** Whether a step of a path leads into an array: to any of its elements, or the one at a position. */
export const isElement = (step: string | undefined): boolean =>
  step === ANY_MEMBER || (step !== undefined && /^\d+$/.test(step));

/** Whether it is bytes, or a stream of them: who reads it opens it. */
export const isStream = (kind: Kind): boolean =>
  kind === "body" || kind === "undici-body" || kind === "message";

/** Whether it was parsed. */
export const isDocument = (kind: Kind): boolean => kind === "json" || kind === "ofetch" || kind === "data";

export const isText = (node: TSESTree.Node): boolean =>
  (node.type === "Literal" && typeof node.value === "string") || node.type === "TemplateLiteral";
