import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceIndex } from "../source-index.js";
import type { FileIndex } from "../file-index.js";
import { memberChain, memberName, peel } from "../nodes.js";
import type { CallNode } from "../nodes.js";

/** What a file exports as CommonJS does. */
export interface CommonJsExports {
  /** `module.exports = …`, `export = …`. */
  readonly whole: readonly TSESTree.Node[];
  /** `exports.name = …`, `module.exports.name = …`. */
  readonly named: ReadonlyMap<string, readonly TSESTree.Node[]>;
  /** Objects of which each member is exported under its own name: `for (const name of names) exports[name] = api[name]`. */
  readonly tables: readonly TSESTree.Node[];
}

/** `exports = module.exports = {}` and compiled `exports.default = void 0` say nothing. */
const isExportsItself = (node: TSESTree.Node): boolean =>
  node.type === "Identifier" && node.name === "exports";

/** What a file assigns to `module.exports` and `exports`. */
export function commonJsExportsOf(index: SourceIndex, file: FileIndex): CommonJsExports {
  const whole: TSESTree.Node[] = [];
  const named = new Map<string, TSESTree.Node[]>();
  const tables: TSESTree.Node[] = [];
  const add = (name: string, value: TSESTree.Node): void => {
    named.set(name, [...(named.get(name) ?? []), value]);
  };
  for (const { left, right } of file.memberAssignments) {
    if (left.type === "MemberExpression" && memberName(left) === undefined) {
      if (exportPath(index, left.object)?.length !== 0) continue;
      const table = tableOf(index, left.property, right);
      if (table !== undefined) tables.push(table);
      else for (const name of namesListed(index, left.property)) add(name, right);
      continue;
    }
    const path = exportPath(index, left);
    const [name, ...others] = path ?? ["", ""];
    if (path === undefined || others.length > 0) continue;
    if (name === undefined) whole.push(right);
    else add(name, right);
  }
  for (const statement of file.statements)
    if (statement.type === "TSExportAssignment") whole.push(statement.expression);
  return { whole: whole.filter((node) => !isExportsItself(node)), named, tables };
}

/** The members of `exports` or `module.exports` that an expression names. */
function exportPath(index: SourceIndex, node: TSESTree.Node): readonly string[] | undefined {
  const chain = memberChain(node);
  if (chain?.root.type !== "Identifier" || index.variableOf(chain.root) !== undefined) return undefined;
  if (chain.root.name === "exports") return chain.path;
  return chain.root.name === "module" && chain.path[0] === "exports" ? chain.path.slice(1) : undefined;
}

/**
 * The object whose members go under their own names: of `exports[name] = api[name]`, also bound, and of
 * `for (const [name, value] of Object.entries(api)) exports[name] = value`.
 */
function tableOf(index: SourceIndex, name: TSESTree.Node, value: TSESTree.Node): TSESTree.Node | undefined {
  const key = name.type === "Identifier" ? index.variableOf(name) : undefined;
  if (key === undefined) return undefined;
  const taken = peel(value);
  const isBound =
    taken.type === "CallExpression" &&
    taken.callee.type === "MemberExpression" &&
    memberName(taken.callee) === "bind";
  const inner = isBound && taken.callee.type === "MemberExpression" ? peel(taken.callee.object) : taken;
  if (inner.type === "MemberExpression")
    return inner.computed && index.variableOf(inner.property) === key ? inner.object : undefined;
  const pair = inner.type === "Identifier" ? index.variableOf(inner)?.defs[0]?.name.parent : undefined;
  return pair?.type === "ArrayPattern" && pair === key.defs[0]?.name.parent ? entriesOf(pair) : undefined;
}

/** The object whose entries a pattern takes apart: in a loop, or as what `forEach` hands its callback. */
function entriesOf(pattern: TSESTree.ArrayPattern): TSESTree.Node | undefined {
  const declaration = pattern.parent.type === "VariableDeclarator" ? pattern.parent.parent.parent : undefined;
  const loop = declaration?.type === "ForOfStatement" ? declaration.right : undefined;
  const call = pattern.parent.parent;
  const listed =
    loop ??
    (call?.type === "CallExpression" && call.callee.type === "MemberExpression"
      ? call.callee.object
      : undefined);
  const [object] =
    listed?.type === "CallExpression" &&
    listed.callee.type === "MemberExpression" &&
    memberName(listed.callee) === "entries"
      ? listed.arguments
      : [];
  return object?.type === "SpreadElement" ? undefined : object;
}

/** The names that a variable has in turn: `verb` of `for (const verb of ["put", "get"])`, of `VERBS.forEach((verb) => …)`. */
function namesListed(index: SourceIndex, name: TSESTree.Node): string[] {
  const pattern = name.type === "Identifier" ? index.variableOf(name)?.defs[0]?.name : undefined;
  const holder = pattern?.parent;
  if (holder === undefined) return [];
  const listed = holder.type === "VariableDeclarator" ? listOfLoop(holder) : listOfCallback(holder);
  const list = listed?.type === "Identifier" ? initOf(index, listed) : listed;
  return list?.type === "ArrayExpression"
    ? list.elements.flatMap((element) =>
        element?.type === "Literal" && typeof element.value === "string" ? [element.value] : [],
      )
    : [];
}

const listOfLoop = ({ parent: { parent } }: TSESTree.VariableDeclarator): TSESTree.Node | undefined =>
  parent.type === "ForOfStatement" ? peel(parent.right) : undefined;

const listOfCallback = ({ parent }: TSESTree.Node): TSESTree.Node | undefined =>
  parent?.type === "CallExpression" && parent.callee.type === "MemberExpression"
    ? peel(parent.callee.object)
    : undefined;

function initOf(index: SourceIndex, name: TSESTree.Identifier): TSESTree.Node | undefined {
  const definition = index.variableOf(name)?.defs[0]?.node;
  return definition?.type === "VariableDeclarator" && definition.init !== null
    ? peel(definition.init)
    : undefined;
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
