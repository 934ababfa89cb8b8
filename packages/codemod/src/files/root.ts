import { relative, resolve, sep } from "node:path";

/** An absolute path relative to the root, with `/`; `undefined` if it leaves the root. */
export function insideRoot(root: string, absolute: string): string | undefined {
  const path = relative(root, absolute);
  if (path === ".." || path.startsWith(`..${sep}`) || resolve(root, path) !== absolute) return undefined;
  return path.split(sep).join("/");
}
