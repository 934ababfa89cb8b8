import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { originsOf, importedName } from "../../eval/origin.js";
import { memberName } from "../../syntax/nodes.js";
import type { PlacedEdit } from "../../syntax/source-index.js";
import { isDeclaredIn } from "../imports/helper-names.js";
import type { Helpers } from "../imports/helper-names.js";
import { Unsafe } from "../unsafe.js";
import { thenUnwrap } from "./then-unwrap.js";
import type { ReadRewrite } from "./then-unwrap.js";

const RXJS = "rxjs";
const OPERATORS = /^rxjs(?:\/operators)?$/;
/** The operator that takes a response to its unwrapped one. */
const MAP = "map";

/**
 * An observable of a response of axios: unwrapped behind the promise that is made of it at once, else in front of
 * everything else that the program does with it.
 */
export function unwrapObserved(
  context: Context,
  helpers: Helpers,
  call: TSESTree.CallExpression,
  options: readonly string[],
): ReadRewrite {
  const unwrapping = { helper: "unwrapAxios", parameter: "response", options } as const;
  const promise = promiseOf(context, call);
  if (promise !== undefined) return thenUnwrap(context, helpers, promise, unwrapping);
  const { name, edits } = operatorAt(context, call);
  const link = { before: `.pipe(${name}(`, after: "))" };
  const rewrite = thenUnwrap(context, helpers, call, { ...unwrapping, link });
  return { ...rewrite, edits: [...rewrite.edits, ...edits] };
}

/** `firstValueFrom(call)`, `lastValueFrom(call)`, `call.toPromise()` */
function promiseOf(context: Context, call: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  const { parent } = call;
  if (parent.type === "MemberExpression" && parent.object === call) {
    const outer = parent.parent;
    const isPromise = outer.type === "CallExpression" && outer.callee === parent;
    return isPromise && memberName(parent) === "toPromise" ? outer : undefined;
  }
  if (parent.type !== "CallExpression" || parent.arguments.length !== 1 || parent.arguments[0] !== call)
    return undefined;
  const [origin, ...others] = originsOf(context.resolver, { node: parent.callee, callContext: null });
  const isPromise =
    origin?.kind === "import" &&
    origin.module === RXJS &&
    /^(?:first|last)ValueFrom$/.test([origin.name, ...origin.path].at(-1) ?? "");
  return isPromise && others.length === 0 ? parent : undefined;
}

/** What the operator is called in the file of a read, and what brings it there if nothing does. */
function operatorAt(
  context: Context,
  call: TSESTree.Node,
): { readonly name: string; readonly edits: readonly PlacedEdit[] } {
  const { imports, file } = context.index.fileOf(call);
  const specifiers = imports.flatMap((declaration) =>
    OPERATORS.test(declaration.source.value) && declaration.importKind !== "type"
      ? declaration.specifiers.filter((each) => each.type === "ImportSpecifier" && each.importKind !== "type")
      : [],
  );
  const found = specifiers.find((specifier) => importedName(specifier) === MAP);
  const isHidden = (name: string): boolean =>
    file.scopeManager.scopes.some((scope) => scope.block.type !== "Program" && isDeclaredIn(scope, name));
  if (found !== undefined && !isHidden(found.local.name)) return { name: found.local.name, edits: [] };
  const last = specifiers.at(-1);
  if (
    last === undefined ||
    found !== undefined ||
    file.scopeManager.scopes.some((scope) => isDeclaredIn(scope, MAP))
  )
    throw new Unsafe(
      "its answer goes on as an observable, and `map` of rxjs can't be brought here",
      "import it, or decode `data` with `decodeEnvelope` in a pipe",
    );
  const [start, end] = last.range;
  const text = `${context.index.textOf(last)}, ${MAP}`;
  return { name: MAP, edits: [context.index.edit(last, { start, end, text })] };
}
