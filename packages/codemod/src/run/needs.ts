import { DEFAULT_HELPERS_MODULE } from "@kv-envelope/detector/evidence";
import { dirname, join, posix } from "node:path";
import type { RunContext } from "./run-context.js";
import { isPage } from "../files/extensions.js";
import { nearestPackageJson } from "../files/package-json.js";
import { unformattedLine } from "../format/format.js";
import { insideRoot } from "../files/root.js";
import type { FileOutcome } from "./outcome.js";
import { importedModules, loadTypeScript } from "../source/typescript.js";

/** A file that is created: the helper module. */
export interface Creation {
  readonly file: string;
  readonly content: string;
}

/** What the rewritten files need beside themselves. */
export interface Needs {
  readonly creation: Creation | undefined;
  /** The `package.json`s, relative to the root, that must list the runtime and do not. */
  readonly installIn: readonly string[];
  /** Why what is created is not formatted, a line each. */
  readonly unformatted: readonly string[];
}

/** Only what a rewritten file really imports is needed: the application's own pair of helpers needs nothing. */
export async function needsOf(
  { root, helper, format }: RunContext,
  outcomes: readonly FileOutcome[],
): Promise<Needs> {
  const changes = outcomes.flatMap(({ file, change }) =>
    // The code of a page is not the package's.
    change === undefined || isPage(file) ? [] : [{ file, after: change.after }],
  );
  if (changes.length === 0) return { creation: undefined, installIn: [], unformatted: [] };
  const ts = loadTypeScript();
  const installIn = new Set<string>();
  let usesHelper = false;
  for (const { file, after } of changes) {
    const modules = importedModules(ts, after, file);
    if (modules.includes(DEFAULT_HELPERS_MODULE)) {
      const manifest = nearestPackageJson(dirname(join(root, file)));
      if (manifest !== undefined && !manifest.dependencies.has(DEFAULT_HELPERS_MODULE))
        installIn.add(insideRoot(root, manifest.path) ?? manifest.path);
    }
    usesHelper ||= helper !== undefined && modules.some((specifier) => leadsTo(helper.path, file, specifier));
  }
  if (!usesHelper || helper === undefined)
    return { creation: undefined, installIn: [...installIn].sort(), unformatted: [] };
  const { helperContent } = await import("../helper/module.js");
  const content = helperContent(ts, root, helper);
  if (content === undefined)
    return { creation: undefined, installIn: [...installIn].sort(), unformatted: [] };
  const { text, note } = format?.([{ file: helper.path, before: null, after: content }]).get(helper.path) ?? {
    text: content,
  };
  return {
    creation: { file: helper.path, content: text },
    installIn: [...installIn].sort(),
    unformatted: note === undefined ? [] : [unformattedLine(helper.path, note)],
  };
}

const withoutExtension = (path: string): string => path.replace(/\.[cm]?[jt]s$/, "");

const leadsTo = (target: string, importer: string, specifier: string): boolean =>
  specifier.startsWith(".") &&
  withoutExtension(posix.join(posix.dirname(importer), specifier)) === withoutExtension(target);
