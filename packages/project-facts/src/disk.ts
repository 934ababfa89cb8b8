import { readFileSync, statSync } from "node:fs";
import path from "node:path";

/** A file's text; `undefined` if there is no such file, `null` if it is there and can't be read. */
export function readIfPresent(fileName: string): string | null | undefined {
  try {
    // Most are missing, and to be told so by an exception costs ten times as much.
    if (statSync(fileName, { throwIfNoEntry: false }) === undefined) return undefined;
    return readFileSync(fileName, "utf8");
  } catch (error) {
    return isMissing(error) ? undefined : null;
  }
}

/** `ENOTDIR`: the lint target lies "inside" a file, as the blocks that ESLint's processors extract do. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

/** What `look` finds in a directory or the nearest one above it that it does not answer `undefined` for. */
export function nearest<T>(directory: string, look: (directory: string) => T | undefined): T | undefined {
  for (let current = directory; ; ) {
    const found = look(current);
    if (found !== undefined) return found;
    const parent = path.dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
