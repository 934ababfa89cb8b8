import type { TSESTree } from "@typescript-eslint/utils";
import { globalPath } from "../../flow/steps/built-ins.js";
import type { Evaluation } from "../evaluation.js";
import type { AbstractValue } from "../call-context.js";
import { declaredTypesOf } from "../declared-types.js";

/** What is looked into, by the name of its class or type. */
const HOLDERS: ReadonlyMap<string, "list" | "map"> = new Map([
  ["Map", "map"],
  ["ReadonlyMap", "map"],
  ["WeakMap", "map"],
  ["Array", "list"],
  ["ReadonlyArray", "list"],
]);

/** Methods that give `undefined` where nothing is found. */
const LOOK_UPS = {
  map: new Set(["get"]),
  list: new Set(["find", "findLast", "at", "pop", "shift"]),
} as const;

/** Whether a call looks for something that need not be there: `table.get(name)` of a `Map`, `[…].find(…)`. */
export function isLookUp(evaluation: Evaluation, receiver: TSESTree.Node, method: string): boolean {
  if (!LOOK_UPS.map.has(method) && !LOOK_UPS.list.has(method)) return false;
  return evaluation.resolver.follow({ node: receiver, callContext: null }).some((value) => {
    const holder = holderOf(evaluation, value);
    return holder !== undefined && LOOK_UPS[holder].has(method);
  });
}

function holderOf(evaluation: Evaluation, value: AbstractValue): "list" | "map" | undefined {
  if (value.path.length === 0) {
    if (value.node.type === "ArrayExpression") return "list";
    if (value.node.type === "NewExpression")
      return HOLDERS.get(globalPath(evaluation.index, value.node.callee) ?? "");
  }
  const [type] = declaredTypesOf(evaluation.types, value, value.path.length);
  if (type?.type === "TSArrayType") return "list";
  return type?.type === "TSTypeReference" && type.typeName.type === "Identifier"
    ? HOLDERS.get(type.typeName.name)
    : undefined;
}
