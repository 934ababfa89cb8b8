import { readIfPresent } from "./disk.js";
import { memoize } from "./memo.js";

/** Stands in the first line of a file that the codemod has written the envelope helpers into. */
export const HELPERS_MARK = "written once by `kv-envelope --helpers file=";

const EXTENSIONS = [".ts", ".js", ".mts", ".mjs", ".cts", ".cjs"];

/** Whether a module, as an import without its extension or with that of the compiled file names it, is such a file. */
export const hasHelpersAt = memoize((module): boolean => {
  const written = /\.[cm]?[jt]s$/.exec(module)?.[0];
  const bare = written === undefined ? module : module.slice(0, -written.length);
  return [...(written === undefined ? [] : [written]), ...EXTENSIONS].some((extension) => {
    const text = readIfPresent(bare + extension);
    return typeof text === "string" && (text.split("\n", 1)[0] ?? "").includes(HELPERS_MARK);
  });
});
