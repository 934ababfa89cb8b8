import type { Context } from "./context.js";
import { parameterPlace } from "./binding-pattern.js";
import type { Bound } from "./resolver.js";
import { flatten, patternsOf } from "./string-pattern.js";
import type { Pattern } from "./string-pattern.js";

/** Which namespace and which keys a write or read touches, as far as the file tells. */
export interface StoreKey {
  /** Equal for the same namespace; `undefined` where it may be any. */
  readonly namespace: string | undefined;
  /** What keys can look like; empty where they may be any. */
  readonly keys: readonly Pattern[];
}

const HOLE = "\uE000";

/** The store of a namespace expression and a key argument. */
export function storeOfPattern(context: Context, kind: string, namespaces: readonly Pattern[], key: Bound | undefined): StoreKey {
  return {
    namespace: namespaceId(context, kind, namespaces),
    keys: key === undefined ? [] : patternsOf(context.resolver, key),
  };
}

/** A text that is the same for the same namespace expression; a parameter may be any namespace. */
export function namespaceId(context: Context, kind: string, namespaces: readonly Pattern[]): string | undefined {
  const [pattern] = namespaces;
  if (pattern === undefined || namespaces.length > 1) return undefined;
  const parts: string[] = [];
  for (const part of pattern) {
    if (typeof part === "string") {
      parts.push(part);
      continue;
    }
    const variable = part.node.type === "Identifier" ? context.index.variableOf(part.node) : undefined;
    if (variable !== undefined && parameterPlace(variable) !== undefined) return undefined;
    parts.push(`\${${[context.index.textOf(part.node), ...part.path].join(".")}}`);
  }
  return `${kind}:${parts.join("")}`;
}

/** Whether a read can see what a write stored. */
export function overlaps(write: StoreKey, read: StoreKey): boolean {
  if (write.namespace !== undefined && read.namespace !== undefined && write.namespace !== read.namespace) return false;
  if (write.keys.length === 0 || read.keys.length === 0) return true;
  return write.keys.some((left) => read.keys.some((right) => keysOverlap(left, right)));
}

/** Two key patterns can meet if their static heads and tails agree as far as both reach. */
function keysOverlap(left: Pattern, right: Pattern): boolean {
  const [a, b] = [flatten(left, HOLE), flatten(right, HOLE)];
  if (!a.includes(HOLE) && !b.includes(HOLE)) return a === b;
  const headA = a.split(HOLE)[0] ?? "";
  const headB = b.split(HOLE)[0] ?? "";
  const tailA = a.split(HOLE).at(-1) ?? "";
  const tailB = b.split(HOLE).at(-1) ?? "";
  if (!a.includes(HOLE)) return a.startsWith(headB) && a.endsWith(tailB) && a.length >= headB.length + tailB.length;
  if (!b.includes(HOLE)) return b.startsWith(headA) && b.endsWith(tailA) && b.length >= headA.length + tailA.length;
  return (headA.startsWith(headB) || headB.startsWith(headA)) && (tailA.endsWith(tailB) || tailB.endsWith(tailA));
}
