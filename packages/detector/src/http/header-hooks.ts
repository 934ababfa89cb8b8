import type { TSESTree } from "@typescript-eslint/utils";
import type { Evaluation } from "../eval/evaluation.js";
import type { Bound } from "../eval/call-context.js";
import { isFunction, memberName, peel, staticName } from "../syntax/nodes.js";
import type { FunctionNode } from "../syntax/nodes.js";

/** What a hook may look into on its way to the headers: ofetch's `{ options }`, ky 2's `{ request }`. */
const WAYS_TO_HEADERS = new Set(["options", "request"]);

/** Whether all functions that an option holds (one, or a list) set headers at most. */
export function setHeadersOnly(evaluation: Evaluation, option: Bound): boolean {
  return functionsIn(evaluation, option)?.every((fn) => setsHeadersOnly(evaluation, fn)) ?? false;
}

/** Whether all functions that an option holds only look at what they are given before a request: at its URL, its method. */
export const looksOnly = (evaluation: Evaluation, option: Bound): boolean =>
  functionsIn(evaluation, option)?.every((fn) => looks(evaluation, fn)) ?? false;

/** Whether all functions that an option holds only tell `console` of what they are given: an expired entry was answered, too. */
export const logsOnly = (evaluation: Evaluation, option: Bound): boolean =>
  functionsIn(evaluation, option)?.every((fn) => looks(evaluation, fn) && logs(evaluation, fn)) ?? false;

/** Whether an option holds no function at all: `[]`, `undefined`. */
export const isEmpty = (evaluation: Evaluation, option: Bound): boolean =>
  functionsIn(evaluation, option)?.length === 0;

/** The functions that an option holds; `undefined` where one is not seen. */
function functionsIn(evaluation: Evaluation, option: Bound): FunctionNode[] | undefined {
  const found: FunctionNode[] = [];
  for (const { node, callContext, path } of evaluation.resolver.follow(option)) {
    if (path.length > 0) return undefined;
    if (isFunction(node)) found.push(node);
    else if (node.type === "ArrayExpression") {
      for (const element of node.elements) {
        const inner =
          element === null || element.type === "SpreadElement"
            ? undefined
            : functionsIn(evaluation, { node: element, callContext });
        if (inner === undefined) return undefined;
        found.push(...inner);
      }
    } else if (!(node.type === "Identifier" && node.name === "undefined")) return undefined;
  }
  return found;
}

/** `(request) => { request.headers.set(…); }`, and what gives back what it was given: `(config) => { …; return config; }`. */
function setsHeadersOnly(evaluation: Evaluation, fn: FunctionNode): boolean {
  const { index } = evaluation;
  const names = fn.params.flatMap((parameter) => boundTo(parameter));
  if (names.some((name) => name === undefined)) return false;
  const variables = names.flatMap((name) => (name === undefined ? [] : (index.variableOf(name) ?? [])));
  const given = new Set(variables);
  const isGiven = (node: TSESTree.Node): boolean => {
    const variable = index.variableOf(peel(node));
    return variable !== undefined && given.has(variable);
  };
  const returns = index.returnsOf(fn);
  const isExpression = fn.type === "ArrowFunctionExpression" && fn.body.type !== "BlockStatement";
  if (!isExpression && !returns.every(isGiven)) return false;
  return variables.every((variable) =>
    variable.references.every(({ identifier }) => leadsToHeaders(identifier) || isReturned(identifier, fn)),
  );
}

/** What a request or an answer has that is no object of its own. */
const PLAIN_MEMBERS = new Set(
  "url href method status statusCode statusText statusMessage ok redirected retryCount message name".split(
    " ",
  ),
);

/** `(request) => { seen.push(request.url); }`: gives nothing back, and hands on nothing that could be changed. */
function looks({ index }: Evaluation, fn: FunctionNode): boolean {
  const isExpression = fn.type === "ArrowFunctionExpression" && fn.body.type !== "BlockStatement";
  if (isExpression ? !isLogging(fn.body) : index.returnsOf(fn).length > 0) return false;
  const names = fn.params.flatMap((parameter) => namesIn(parameter));
  return names.every(
    (name) =>
      name !== undefined &&
      (index.variableOf(name)?.references ?? []).every(({ identifier }) => leadsToPlain(identifier)),
  );
}

const isLogging = (node: TSESTree.Node): boolean =>
  node.type === "CallExpression" &&
  node.callee.type === "MemberExpression" &&
  node.callee.object.type === "Identifier" &&
  node.callee.object.name === "console";

const logs = (_: Evaluation, { body }: FunctionNode): boolean =>
  body.type !== "BlockStatement" ||
  body.body.every((each) => each.type === "ExpressionStatement" && isLogging(each.expression));

/** The names that a parameter binds to what a hook is given; `undefined` for what is not named. */
function namesIn(parameter: TSESTree.Node): (TSESTree.Identifier | undefined)[] {
  if (parameter.type === "Identifier") return [parameter];
  if (parameter.type !== "ObjectPattern") return [undefined];
  return parameter.properties.map((property) =>
    property.type === "Property" && property.value.type === "Identifier" ? property.value : undefined,
  );
}

/** `request.url`, `response.headers.get("etag")`, and `request` of `({ request }) => request.url`. */
function leadsToPlain(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type === "TSNonNullExpression" || parent?.type === "ChainExpression")
    return leadsToPlain(parent);
  if (parent?.type !== "MemberExpression" || parent.object !== node || isWritten(parent)) return false;
  const name = memberName(parent) ?? "";
  if (PLAIN_MEMBERS.has(name)) return true;
  if (name === "headers") {
    const asked = parent.parent.type === "MemberExpression" ? memberName(parent.parent) : undefined;
    return asked === "get" || asked === "has";
  }
  return (WAYS_TO_HEADERS.has(name) || name === "response") && leadsToPlain(parent);
}

const isWritten = ({ parent }: TSESTree.Node): boolean =>
  (parent?.type === "AssignmentExpression" && parent.left.type === "MemberExpression") ||
  parent?.type === "UpdateExpression" ||
  (parent?.type === "UnaryExpression" && parent.operator === "delete");

/** The names that a parameter binds; `undefined` for one that holds what was not named. */
function boundTo(parameter: TSESTree.Node): (TSESTree.Identifier | undefined)[] {
  if (parameter.type === "Identifier") return [parameter];
  if (parameter.type !== "ObjectPattern") return [undefined];
  return parameter.properties.map((property) =>
    property.type === "Property" &&
    property.value.type === "Identifier" &&
    (WAYS_TO_HEADERS.has(staticName(property) ?? "") || staticName(property) === "headers")
      ? property.value
      : undefined,
  );
}

function leadsToHeaders(node: TSESTree.Node): boolean {
  const { parent } = node;
  // `headers.set(…)` of `({ headers }) => …`
  if (node.type === "Identifier" && node.name === "headers") return true;
  if (parent?.type === "TSNonNullExpression") return leadsToHeaders(parent);
  if (parent?.type !== "MemberExpression" || parent.object !== node) return false;
  const name = memberName(parent);
  return name === "headers" || (WAYS_TO_HEADERS.has(name ?? "") && leadsToHeaders(parent));
}

function isReturned({ parent }: TSESTree.Node, fn: FunctionNode): boolean {
  return parent?.type === "ReturnStatement" || (parent === fn && fn.type === "ArrowFunctionExpression");
}

/** Whether a function gives back what it is given, or rejects with it: `(error) => Promise.reject(error)`. */
export function handsOn(evaluation: Evaluation, given: TSESTree.Node | undefined): boolean {
  if (given === undefined || given.type === "SpreadElement") return given === undefined;
  return evaluation.resolver.follow({ node: given, callContext: null }).every(({ node, path }) => {
    if (path.length > 0) return false;
    if (node.type === "Literal") return node.value === null;
    if (node.type === "Identifier") return node.name === "undefined";
    return isFunction(node) && doesNothing(evaluation, node);
  });
}

function doesNothing(evaluation: Evaluation, fn: FunctionNode): boolean {
  const [parameter, ...others] = fn.params;
  if (parameter?.type !== "Identifier" || others.length > 0) return false;
  const isIt = (node: TSESTree.Node | null): boolean =>
    node?.type === "Identifier" && node.name === parameter.name;
  const isGivenOn = (value: TSESTree.Node | null): boolean =>
    isIt(value) ||
    (value?.type === "CallExpression" &&
      evaluation.index.textOf(value.callee) === "Promise.reject" &&
      isIt(value.arguments[0] ?? null));
  if (fn.body.type !== "BlockStatement") return isGivenOn(fn.body);
  return fn.body.body.every((statement) => {
    if (statement.type === "ReturnStatement") return isGivenOn(statement.argument);
    if (statement.type === "ThrowStatement") return isIt(statement.argument);
    return (
      statement.type === "ExpressionStatement" &&
      evaluation.index.textOf(statement.expression).startsWith("console.")
    );
  });
}
