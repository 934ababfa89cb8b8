import path from "node:path";
import { isRecord, nearest, readIfPresent } from "./disk.js";
import { memoize } from "./memo.js";

/**
 * The version of `@telnyx/edge-runtime` that an import in a directory resolves to, `null` if none is
 * installed as a folder (not yet installed, or Yarn's Plug'n'Play). Read from disk and not through
 * `require.resolve`, as a package's `exports` may hide its `package.json`.
 */
export const edgeRuntimeVersion = memoize(
  (directory): string | null => nearest(directory, versionIn) ?? null,
);

function versionIn(directory: string): string | null | undefined {
  const manifest = readIfPresent(
    path.join(directory, "node_modules", "@telnyx", "edge-runtime", "package.json"),
  );
  return typeof manifest === "string" ? versionOf(manifest) : manifest;
}

function versionOf(manifest: string): string | null {
  try {
    const parsed: unknown = JSON.parse(manifest);
    return isRecord(parsed) && typeof parsed["version"] === "string" ? parsed["version"] : null;
  } catch {
    return null;
  }
}
