import path from "node:path";
import type { ModuleKind } from "@kv-envelope/detector";
import { isRecord, nearest, readIfPresent } from "./disk.js";
import { memoize } from "./memo.js";

/**
 * How Node takes a file whose syntax does not tell: by its extension, else by the `type` of the nearest
 * `package.json`. `undefined` for a file that a compiler or bundler reads (TypeScript, JSX, components), unless
 * its extension tells, and where there is no `package.json`.
 */
export function moduleKind(fileName: string): ModuleKind | undefined {
  const byExtension = moduleKindByExtension(fileName);
  if (byExtension !== undefined || path.extname(fileName) !== ".js") return byExtension;
  return kindByPackage(path.dirname(fileName));
}

/** What the extension alone says. */
export function moduleKindByExtension(fileName: string): ModuleKind | undefined {
  const [, kind] = /\.([mc])[jt]s$/.exec(fileName) ?? [];
  return kind === "m" ? "module" : kind === "c" ? "commonjs" : undefined;
}

const kindByPackage = memoize((directory): ModuleKind | undefined => {
  const manifest = nearest(directory, (each) => readIfPresent(path.join(each, "package.json")));
  if (typeof manifest !== "string") return undefined;
  try {
    const parsed: unknown = JSON.parse(manifest);
    // Without a `type` a package's files are CommonJS.
    return isRecord(parsed) && parsed["type"] === "module" ? "module" : "commonjs";
  } catch {
    return undefined;
  }
});
