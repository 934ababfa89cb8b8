import type { TSESTree } from "@typescript-eslint/utils";
import { memberChain, memberName, peel } from "../../syntax/nodes.js";
import type { Evaluation } from "../evaluation.js";
import type { AbstractValue } from "../call-context.js";
import { originsOf } from "../origin.js";

/** Members of a request that hold what its sender wrote, as text, if it is there. */
const PARTS_OF_REQUEST = /^(?:query|params|headers|cookies|searchParams)$/;

/** Whether what stands at an abstract value is an environment variable, or a part of a request: text, if it is there. */
export function isOutsideText(evaluation: Evaluation, value: AbstractValue): boolean {
  const { node, path } = value;
  if (path.length === 0) return false;
  if (node.type === "MetaProperty") return path[0] === "env" && path.length === 2;
  const [origin] = originsOf(evaluation.resolver, { node, callContext: null });
  if (origin?.kind === "global") return isEnvironment([origin.name, ...origin.path, ...path]);
  if (origin?.kind === "import") {
    const full = [...(origin.name === "default" ? [] : [origin.name]), ...origin.path, ...path];
    return (
      /^(?:process|@telnyx\/edge-runtime)$/.test(origin.module) && full[0] === "env" && full.length === 2
    );
  }
  return path.length > 1 && PARTS_OF_REQUEST.test(path.at(-2) ?? "");
}

const isEnvironment = ([first, ...path]: readonly string[]): boolean =>
  (first === "process" || first === "Bun") && path[0] === "env" && path.length === 2;

/** Whether a call reads a text that may be missing: `searchParams.get(…)`, `headers.get(…)`, `localStorage.getItem(…)`, `Deno.env.get(…)`. */
export function isReading(evaluation: Evaluation, { callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== "MemberExpression") return false;
  const method = memberName(callee) ?? "";
  const holder = peel(callee.object);
  const chain = memberChain(holder);
  const last = chain?.path.at(-1);
  if (/^(?:query|param|header|cookie)$/.test(method))
    return /^req(?:uest)?$/.test(last ?? rootName(chain?.root) ?? "");
  if (method === "getItem") return /^(?:local|session)Storage$/.test(last ?? rootName(chain?.root) ?? "");
  if (method !== "get") return false;
  if (last !== undefined && (PARTS_OF_REQUEST.test(last) || last === "env")) return true;
  return originsOf(evaluation.resolver, { node: holder, callContext: null }).some((origin) => {
    if (PARTS_OF_REQUEST.test(origin.path.at(-1) ?? "")) return true;
    if (origin.kind === "instance") return origin.of.kind === "global" && TEXT_MAPS.test(origin.of.name);
    const type = evaluation.types.declaredAt(origin.value.node, origin.value.path);
    return (
      type?.type === "TSTypeReference" &&
      type.typeName.type === "Identifier" &&
      TEXT_MAPS.test(type.typeName.name)
    );
  });
}

const TEXT_MAPS = /^(?:URLSearchParams|Headers|FormData)$/;

const rootName = (node: TSESTree.Node | undefined): string | undefined =>
  node?.type === "Identifier" ? node.name : undefined;
