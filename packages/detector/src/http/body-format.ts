import type { TSESTree } from "@typescript-eslint/utils";
import type { Evaluation } from "../eval/evaluation.js";
import type { Bound } from "../eval/call-context.js";
import { flatten } from "../eval/text/pattern.js";
import { patternsOf } from "../eval/text/string-pattern.js";
import { memberChain } from "../syntax/nodes.js";
import { chainAround } from "./fluent-request.js";
import type { Reason } from "./reason.js";
import type { HttpCall } from "./http-call.js";

/** Why a body is not stored as its JSON: an object that a client does not send as such, a text that it does not send as it is. */
export interface BodyFaults {
  readonly object?: Reason;
  readonly text?: Reason;
}

const AS_FORM: Reason = {
  why: "the client sends this object as a form, and not as JSON",
  remedy: "send an envelope's text, under no form content type",
};
const ownSerializer = (name: string): Reason => ({
  why: `\`${name}\` decides what is stored of the body`,
  remedy: "see what it makes of an envelope, which it would get instead",
});

/**
 * Options by which a program makes the body's text itself, and what they get: any body, or objects alone.
 * With a client that is known well, whatever it is given is asked for before (`limitsOf`).
 */
const SERIALIZERS: ReadonlyMap<string, "any" | "object"> = new Map([
  ["transformRequest", "any"],
  ["stringifyJson", "object"],
]);

/** What becomes of a body by the content type that a call names, and by serialisers of the program's own. */
export function bodyFaultsOf(evaluation: Evaluation, http: HttpCall): BodyFaults {
  const given = [http.options, ...http.making.given].flatMap((options) =>
    options === undefined ? [] : evaluation.shapes.shapeOf(options).entries,
  );
  const serializer = given.find(({ name }) => SERIALIZERS.has(name))?.name;
  if (serializer !== undefined) {
    const fault = ownSerializer(serializer);
    return SERIALIZERS.get(serializer) === "any" ? { object: fault, text: fault } : { object: fault };
  }
  const types = contentTypesOf(evaluation, http);
  return types.some((type) => FORM.test(type)) ? { object: AS_FORM } : {};
}

const FORM = /\bform\b|form-urlencoded|form-data|\bmultipart\b/i;

/** The content types that a call names, as far as they are written out. */
export function contentTypesOf(evaluation: Evaluation, http: HttpCall): string[] {
  const headers = [http.options, ...http.making.given].flatMap((options) =>
    options === undefined
      ? []
      : evaluation.shapes
          .shapeOf(options)
          .entries.flatMap(({ name, value }) => (name === "headers" && value !== undefined ? [value] : [])),
  );
  return [
    ...headers.flatMap((each) => inHeaders(evaluation, each)),
    ...inChain(evaluation, http),
    ...inDefaults(evaluation, http.call),
  ];
}

function inHeaders(evaluation: Evaluation, headers: Bound): string[] {
  const sources = evaluation.resolver.follow(headers).map((value): Bound => {
    const [init] = value.node.type === "NewExpression" ? value.node.arguments : [];
    return init === undefined || init.type === "SpreadElement"
      ? value
      : { node: init, callContext: value.callContext };
  });
  return [headers, ...sources].flatMap((each) =>
    evaluation.shapes
      .shapeOf(each)
      .entries.flatMap(({ name, value }) =>
        name.toLowerCase() === "content-type" && value !== undefined ? textsOf(evaluation, value) : [],
      ),
  );
}

const textsOf = (evaluation: Evaluation, bound: Bound): string[] =>
  patternsOf(evaluation.resolver, bound).map((pattern) => flatten(pattern, ""));

/** `.type("form")`, `.set("Content-Type", …)`, `.set({ "Content-Type": … })`. */
function inChain(evaluation: Evaluation, { call, callContext }: HttpCall): string[] {
  return chainAround(call).flatMap(({ name, call: { arguments: args } }) => {
    const [first, second] = args;
    if (first === undefined) return [];
    if (name === "type" || name === "contentType") return textsOf(evaluation, { node: first, callContext });
    if (name === "field" || name === "attach") return ["multipart/form-data"];
    if (name !== "set" && name !== "header" && name !== "headers") return [];
    if (second === undefined) return inHeaders(evaluation, { node: first, callContext });
    const isType = textsOf(evaluation, { node: first, callContext }).some((each) =>
      /^content-type$/i.test(each),
    );
    return isType ? textsOf(evaluation, { node: second, callContext }) : [];
  });
}

/** `axios.defaults.headers.put["Content-Type"] = …`. */
function inDefaults(evaluation: Evaluation, call: TSESTree.CallExpression): string[] {
  return evaluation.index.fileOf(call).memberAssignments.flatMap(({ left, right }) => {
    const path = memberChain(left)?.path ?? [];
    const isType =
      /^content-type$/i.test(path.at(-1) ?? "") && path[0] === "defaults" && path[1] === "headers";
    return isType ? textsOf(evaluation, { node: right, callContext: null }) : [];
  });
}
