import type { TSESTree } from "@typescript-eslint/utils";
import type { Evaluation } from "../eval/evaluation.js";
import { globalPath } from "../flow/steps/built-ins.js";
import { isFunction, memberName, peel } from "../syntax/nodes.js";
import type { Variable } from "../syntax/nodes.js";
import { AS_EXPORTED } from "./http-call.js";
import type { ChainStep, FurtherData, HttpCall, Making } from "./http-call.js";
import { DESCRIBING, FLUENT, SUPERAGENT, SUPERAGENT_END, VERBS } from "./styles.js";
import type { Style } from "./styles.js";
import { originsOf, rootOrigin } from "../eval/origin.js";
import type { Origin } from "../eval/origin.js";
import type { Bound, CallContext } from "../eval/call-context.js";
import { isForeignVendorModule, isTestDoubleModule } from "./foreign-modules.js";

/** Calls of a chain that take the body. */
const BODY_METHODS = new Set(["send", "json", "body", "data"]);

export const SUPERAGENT_MODULE = "superagent";

/**
 * Reads `client.put(url).set(…).send(body)` and `client(base).url(path).put(body)` as one request.
 * @returns what each place that can hold the URL would mean; undefined places are left to the caller to try
 */
export function readFluentCalls(
  evaluation: Evaluation,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): HttpCall[] {
  const name = stepName(call);
  if (name === undefined || (!BODY_METHODS.has(name) && !VERBS.has(name))) return [];
  const steps = wholeChain(evaluation, call);
  const client = clientOf(evaluation, steps, callContext);
  const started = client.style === SUPERAGENT ? startedAs(steps, callContext) : undefined;
  const named = steps.map((step) => step.name).find((step) => step !== undefined && VERBS.has(step));
  const verb = started?.verb ?? named;
  if (verb === undefined || isDescription(evaluation, steps, callContext)) return [];
  const base = baseOf(evaluation, steps, callContext);
  const urls = steps.filter((step) => step.name === undefined || step.name === "url" || step.name === verb);
  return urls.flatMap((holder) => {
    const url = started === undefined ? firstArgument(holder.call, callContext) : started.url;
    // Once for each chain: where the body is.
    const [body, ...others] = bodiesOf(steps, {
      holder,
      verb,
      callContext,
      isSuperagent: client.style === SUPERAGENT,
    });
    if (url === undefined || body?.call !== call) return [];
    return [
      {
        call,
        callContext,
        ...client,
        url,
        base,
        verb,
        options: undefined,
        data: body.data,
        // superagent puts all that it is sent together.
        further: client.style === SUPERAGENT ? others : [],
      },
    ];
  });
}

/** What the calls of a chain send. */
function bodiesOf(
  steps: readonly ChainStep[],
  about: {
    readonly holder: ChainStep;
    readonly verb: string;
    readonly callContext: CallContext | null;
    readonly isSuperagent: boolean;
  },
): FurtherData[] {
  const { holder, verb, callContext, isSuperagent } = about;
  return steps.flatMap((step) => {
    // superagent's `put(url, body)`; of another client a call by itself is none of a chain.
    const position = step === holder ? 1 : 0;
    const isBody =
      step !== holder
        ? BODY_METHODS.has(step.name ?? "") || step.name === verb
        : isSuperagent && step.name !== undefined;
    const node = isBody ? step.call.arguments[position] : undefined;
    return node === undefined || node.type === "SpreadElement" || isFunction(node)
      ? []
      : [{ call: step.call, data: { node, callContext } }];
  });
}

/**
 * The calls of the chain that a call is part of, also where the request lies in a variable in between:
 * `const request = superagent.put(url); if (ttl) request.send({ ttl });`.
 */
function wholeChain(evaluation: Evaluation, call: TSESTree.CallExpression): readonly ChainStep[] {
  const own = chainAround(call);
  const variable = variableOfChain(evaluation, own);
  if (variable === undefined) return own;
  const made = evaluation.resolver
    .writtenValues(variable)
    .map(({ node }) => peel(node))
    .filter((node) => node.type === "CallExpression")
    .map((node) => chainAround(node))
    .filter((steps) => rootVariable(evaluation, steps) !== variable);
  const [start, ...others] = made;
  if (start?.some(({ name }) => name !== undefined && VERBS.has(name)) !== true || others.length > 0)
    return own;
  const later = stepsOn(variable).toSorted((a, b) => a.call.range[1] - b.call.range[1]);
  return [...start, ...later.filter(({ call: step }) => !start.some((other) => other.call === step))];
}

/** The variable that a chain begins at, or that its request is put into. */
function variableOfChain(evaluation: Evaluation, steps: readonly ChainStep[]): Variable | undefined {
  const holder = steps.at(-1)?.call.parent;
  const target =
    holder?.type === "VariableDeclarator"
      ? holder.id
      : holder?.type === "AssignmentExpression"
        ? holder.left
        : undefined;
  return (
    rootVariable(evaluation, steps) ??
    (target?.type === "Identifier" ? evaluation.index.variableOf(target) : undefined)
  );
}

function rootVariable(evaluation: Evaluation, [first]: readonly ChainStep[]): Variable | undefined {
  const callee = first === undefined ? undefined : peel(first.call.callee);
  const root = callee?.type === "MemberExpression" ? peel(callee.object) : undefined;
  const variable = root?.type === "Identifier" ? evaluation.index.variableOf(root) : undefined;
  return variable?.defs[0]?.type === "Variable" ? variable : undefined;
}

/** Reads `superagent.get(url).set(headers)` as one request, where the call is the last of its chain. */
export function readSuperagentRead(
  evaluation: Evaluation,
  call: TSESTree.CallExpression,
  callContext: CallContext | null,
): HttpCall | undefined {
  const steps = chainAround(call);
  const [last] = steps.filter(({ name }) => !isSettling(name)).slice(-1);
  if (last?.call !== call) return undefined;
  const client = clientOf(evaluation, steps, callContext);
  if (client.style !== SUPERAGENT) return undefined;
  const named = steps.find(({ name }) => name === "get" || name === "head");
  const { verb, url } = startedAs(steps, callContext) ?? {
    verb: named?.name,
    url: named === undefined ? undefined : firstArgument(named.call, callContext),
  };
  if ((verb !== "get" && verb !== "head") || url === undefined) return undefined;
  const completedBy = wholeChain(evaluation, call).find(
    (step) => !isSettling(step.name) && !steps.some((own) => own.call === step.call),
  )?.call;
  return {
    completedBy,
    ...{ call, callContext, url, verb, base: undefined, options: undefined, data: undefined },
    ...client,
    style: hasCallback(evaluation, call) ? SUPERAGENT_END : SUPERAGENT,
  };
}

/** `.end((error, response) => …)`, of a function whose code is seen. */
export const hasCallback = (evaluation: Evaluation, call: TSESTree.CallExpression): boolean => {
  const [callback] = call.arguments;
  return (
    stepName(call) === "end" &&
    callback !== undefined &&
    callback.type !== "SpreadElement" &&
    evaluation.resolver.functionsOf({ node: callback, callContext: null }).length > 0
  );
};

/** superagent's `superagent(url)`, which reads, and `superagent("PUT", url)`: method and URL of the chain. */
function startedAs(
  [start]: readonly ChainStep[],
  callContext: CallContext | null,
): { readonly verb: string; readonly url: Bound } | undefined {
  if (start === undefined || start.name !== undefined) return undefined;
  const [first, second] = start.call.arguments;
  if (first === undefined || first.type === "SpreadElement" || second?.type === "SpreadElement")
    return undefined;
  if (second === undefined || isFunction(second)) return { verb: "get", url: { node: first, callContext } };
  const verb = first.type === "Literal" && typeof first.value === "string" ? first.value.toLowerCase() : "";
  return VERBS.has(verb) ? { verb, url: { node: second, callContext } } : undefined;
}

/** Methods of a promise: what stands before them has settled it. */
const SETTLING = /^(then|catch|finally)$/;

/** Whether a method is that of a promise, and no step of a request. */
export const isSettling = (name: string | undefined): boolean => SETTLING.test(name ?? "");

/** Whether an origin is superagent, or an agent of it: its calls are read as chains. */
export const isSuperagent = (origin: Origin): boolean => {
  const root = rootOrigin(origin);
  return root.kind === "import" && root.module === SUPERAGENT_MODULE;
};

/** The client of a chain, as far as it is known, and all calls that say what it does. */
function clientOf(
  evaluation: Evaluation,
  steps: readonly ChainStep[],
  callContext: CallContext | null,
): { readonly style: Style; readonly making: Making; readonly steps: readonly ChainStep[] } {
  const [first] = steps;
  const origins =
    first === undefined ? [] : originsOf(evaluation.resolver, { node: first.call.callee, callContext });
  if (origins.length > 0 && origins.every(isSuperagent)) {
    const made = origins.flatMap((origin) => (origin.kind === "result" ? [origin.call] : []));
    return {
      style: SUPERAGENT,
      making: AS_EXPORTED,
      steps: [...steps, ...made.flatMap((call) => [...chainAround(call), ...laterSteps(evaluation, call)])],
    };
  }
  const [module] = origins.flatMap((origin) => {
    const root = rootOrigin(origin);
    return root.kind === "import" ? [root.module] : [];
  });
  return { style: FLUENT, making: { ...AS_EXPORTED, unfamiliar: module ?? "of this chain" }, steps };
}

/** What is called of an agent after it was made: `agent.use(plugin)`. */
function laterSteps(evaluation: Evaluation, made: TSESTree.CallExpression): ChainStep[] {
  const whole = chainAround(made).at(-1)?.call.parent;
  const variable =
    whole?.type === "VariableDeclarator" && whole.id.type === "Identifier"
      ? evaluation.index.variableOf(whole.id)
      : undefined;
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const call = calledOn(identifier);
    return call === undefined ? [] : [{ call, name: stepName(call) }];
  });
}

/** The calls of all chains that begin at a variable. */
const stepsOn = (variable: Variable): ChainStep[] =>
  variable.references.flatMap(({ identifier }) => {
    const call = calledOn(identifier);
    return call === undefined ? [] : chainAround(call);
  });

/** The call of a method of what has a name. */
function calledOn(identifier: TSESTree.Node): TSESTree.CallExpression | undefined {
  const member = identifier.parent;
  const call =
    member?.type === "MemberExpression" && member.object === identifier ? member.parent : undefined;
  return call?.type === "CallExpression" && call.callee === member ? call : undefined;
}

/** What the client was made with that a chain begins at: `const kv = client("https://…").auth(token)`. */
function baseOf(
  evaluation: Evaluation,
  [first]: readonly ChainStep[],
  callContext: CallContext | null,
): Bound | undefined {
  const callee = first === undefined ? undefined : peel(first.call.callee);
  if (callee?.type !== "MemberExpression") return undefined;
  for (const { node, callContext: home, path } of evaluation.resolver.follow({
    node: callee.object,
    callContext,
  })) {
    if (path.length > 0 || node.type !== "CallExpression") continue;
    const holders = chainAround(node).filter(
      ({ name, call }) =>
        (name === undefined || name === "url") &&
        call.arguments.length > 0 &&
        // What a module gives is the client itself, and its name no base.
        globalPath(evaluation.index, call.callee) !== "require",
    );
    // A base that is put together in steps is not told from one that takes another's place.
    const [holder] = holders.length === 1 ? holders : [];
    if (holder !== undefined) return firstArgument(holder.call, home);
  }
  return undefined;
}

/** Whether a call is a step of a chain that sends something: `client(url)` of `client(url).put(body)` reads nothing. */
export function isStepOfWrite(call: TSESTree.CallExpression): boolean {
  const steps = chainAround(call);
  return (
    steps.length > 1 &&
    steps.some(
      ({ name }) =>
        name !== undefined && VERBS.has(name) && name !== "get" && name !== "head" && name !== "request",
    )
  );
}

const stepName = (call: TSESTree.CallExpression): string | undefined => {
  const callee = peel(call.callee);
  return callee.type === "MemberExpression" ? memberName(callee) : undefined;
};

function firstArgument(call: TSESTree.CallExpression, callContext: CallContext | null): Bound | undefined {
  const [node] = call.arguments;
  return node === undefined || node.type === "SpreadElement" ? undefined : { node, callContext };
}

/** The calls of the chain that a call is part of, the innermost first. */
export function chainAround(call: TSESTree.CallExpression): ChainStep[] {
  const steps: ChainStep[] = [];
  let inner: TSESTree.Node = call;
  while (inner.type === "CallExpression") {
    const callee = peel(inner.callee);
    steps.unshift({ call: inner, name: callee.type === "MemberExpression" ? memberName(callee) : undefined });
    if (callee.type !== "MemberExpression") break;
    inner = peel(callee.object);
  }
  for (
    let outer = call.parent.parent;
    outer?.type === "CallExpression" && peel(outer.callee).type === "MemberExpression";
    outer = outer.parent.parent
  ) {
    if (outer.callee !== steps.at(-1)?.call.parent) break;
    steps.push({ call: outer, name: stepName(outer) });
  }
  return steps;
}

/** Whether the chain describes a request to a test double, or belongs to another vendor. */
function isDescription(
  evaluation: Evaluation,
  steps: readonly ChainStep[],
  callContext: CallContext | null,
): boolean {
  if (steps.some(({ name }) => name !== undefined && DESCRIBING.test(name))) return true;
  const [first] = steps;
  if (first === undefined) return true;
  return originsOf(evaluation.resolver, { node: first.call.callee, callContext }).some((origin) => {
    const root = rootOrigin(origin);
    return root.kind === "import" && (isTestDoubleModule(root.module) || isForeignVendorModule(root.module));
  });
}
