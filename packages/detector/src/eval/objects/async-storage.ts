import type { TSESTree } from "@typescript-eslint/utils";
import { memberName, peel } from "../../syntax/nodes.js";
import type { AbstractValue } from "../call-context.js";
import { originsOf } from "../origin.js";
import type { Resolver } from "../resolver.js";
import { unsure } from "../unsure-values.js";

const MODULE = "async_hooks";
const CLASS = "AsyncLocalStorage";
/** What gives the store, and the methods that are given it first. */
const TAKING = "getStore";
const GIVING = ["run", "enterWith"];

/** What an `AsyncLocalStorage` gives: whatever the program runs something with, `storage.run({ kv }, handle)`. */
export function takenFromStorage(resolver: Resolver, call: TSESTree.CallExpression): AbstractValue[] {
  const callee = peel(call.callee);
  if (callee.type !== "MemberExpression" || memberName(callee) !== TAKING) return [];
  const storages = storagesAt(resolver, callee.object);
  if (storages.length === 0) return [];
  const given = GIVING.flatMap((method) =>
    resolver.index.membersNamed(method).flatMap((member) => {
      const giving = member.parent;
      if (member.type !== "MemberExpression" || giving.type !== "CallExpression") return [];
      const [store] = giving.callee === member ? giving.arguments : [];
      if (store === undefined || store.type === "SpreadElement") return [];
      const isSame = storagesAt(resolver, member.object).some((made) => storages.includes(made));
      return isSame ? resolver.follow({ node: store, callContext: null }) : [];
    }),
  );
  return unsure(given);
}

/** Where the storages are made that an expression can be. */
const storagesAt = (resolver: Resolver, node: TSESTree.Node): TSESTree.Node[] =>
  resolver.follow({ node, callContext: null }).flatMap((value) => {
    if (value.path.length > 0 || value.node.type !== "NewExpression") return [];
    const isStorage = originsOf(resolver, { node: value.node.callee, callContext: null }).some(
      (origin) =>
        origin.kind === "import" &&
        origin.module === MODULE &&
        [origin.name, ...origin.path].at(-1) === CLASS,
    );
    return isStorage ? [value.node] : [];
  });
