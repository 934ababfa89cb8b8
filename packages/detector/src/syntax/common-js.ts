import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceIndex } from "./source-index.js";
import type { FileIndex } from "./file-index.js";
import { memberChain, memberName } from "./nodes.js";
import type { CallNode } from "./nodes.js";

/** What a file exports as CommonJS does. */
export interface CommonJsExports {
  /** `module.exports = …`, `export = …`. */
  readonly whole: readonly TSESTree.Node[];
  /** `exports.name = …`, `module.exports.name = …`. */
  readonly named: ReadonlyMap<string, readonly TSESTree.Node[]>;
}

/** `exports = module.exports = {}` and compiled `exports.default = void 0` say nothing. */
const isExportsItself = (node: TSESTree.Node): boolean =>
  node.type === "Identifier" && node.name === "exports";

/** What a file assigns to `module.exports` and `exports`. */
export function commonJsExportsOf(index: SourceIndex, file: FileIndex): CommonJsExports {
  const whole: TSESTree.Node[] = [];
  const named = new Map<string, TSESTree.Node[]>();
  for (const { left, right } of file.memberAssignments) {
    const chain = memberChain(left);
    if (chain?.root.type !== "Identifier" || index.variableOf(chain.root) !== undefined) continue;
    const path =
      chain.root.name === "module" && chain.path[0] === "exports"
        ? chain.path.slice(1)
        : chain.root.name === "exports"
          ? chain.path
          : undefined;
    const [name, ...others] = path ?? ["", ""];
    if (path === undefined || others.length > 0) continue;
    if (name === undefined) whole.push(right);
    else named.set(name, [...(named.get(name) ?? []), right]);
  }
  for (const statement of file.statements)
    if (statement.type === "TSExportAssignment") whole.push(statement.expression);
  return { whole: whole.filter((node) => !isExportsItself(node)), named };
}

/** Whether a call puts all that another module exports into CommonJS' `exports`. */
export function isCommonJsStar(index: SourceIndex, call: CallNode): boolean {
  const { callee, arguments: args } = call;
  const name =
    callee.type === "MemberExpression"
      ? memberName(callee)
      : callee.type === "Identifier"
        ? callee.name
        : undefined;
  if (name !== "assign" && name !== "__exportStar") return false;
  const target = name === "assign" ? args[0] : args[1];
  const chain = target === undefined || target.type === "SpreadElement" ? undefined : memberChain(target);
  if (chain?.root.type !== "Identifier" || index.variableOf(chain.root) !== undefined) return false;
  return (
    [chain.root.name, ...chain.path].join(".") === "exports" ||
    [chain.root.name, ...chain.path].join(".") === "module.exports"
  );
}

/** The name that `Object.defineProperty(exports, "name", …)` exports. */
export function definedName(
  index: SourceIndex,
  { callee, arguments: [target, name] }: CallNode,
): string | undefined {
  if (
    callee.type !== "MemberExpression" ||
    memberName(callee) !== "defineProperty" ||
    target?.type !== "Identifier"
  )
    return undefined;
  const isExports = target.name === "exports" && index.variableOf(target) === undefined;
  return isExports && name?.type === "Literal" && typeof name.value === "string" ? name.value : undefined;
}
