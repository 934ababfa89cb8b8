import ignore from "ignore";
import type { Ignore } from "ignore";
import { lstatSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_CONFIG } from "../config/file-name.js";
import { systemCode, UsageError } from "../shared/errors.js";
import { isDeclarations, isPage, isSource, PAGE_EXTENSIONS, SOURCE_EXTENSIONS } from "./extensions.js";
import { isInGit, listGitFiles } from "./git.js";
import { insideRoot } from "./root.js";

/** A file that was listed and is not looked into. */
interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/** What a run looks at: paths relative to the root, with `/`, sorted. */
export interface Listing {
  readonly files: readonly string[];
  readonly skipped: readonly SkippedFile[];
  /** The pages of Markdown among them, if they were asked for. */
  readonly pages: readonly string[];
  /** All sources under the root, those that are not to be rewritten included: they may read what others write. */
  readonly program: readonly string[];
  /** The `package.json`s under the root. */
  readonly manifests: readonly string[];
  /** What declares types under the root and holds no code: `env.d.ts`. */
  readonly declarations: readonly string[];
  /** Our own configurations under the root, other than the root's. */
  readonly nestedConfigs: readonly string[];
}

/** A path that the user named, relative to the root (`""` is the root itself). */
interface Named {
  readonly given: string;
  readonly path: string;
  readonly isDirectory: boolean;
}

/**
 * Finds the sources under a root, or under the paths given in it.
 * @param root absolute, without links.
 * @param withPages whether pages of Markdown are looked for too.
 * @throws {UsageError} if a path does not exist, leaves the root or can't be a source, or no file matches.
 */
export async function discoverFiles(
  root: string,
  paths: readonly string[],
  ignoreGlobs: readonly string[],
  withPages = false,
): Promise<Listing> {
  const named = paths.map((given) => resolveNamed(root, given));
  const excluded = ignore({ ignorecase: false }).add(ignoreGlobs.map((glob) => glob.replace(/^\.\//, "")));
  const inGit = isInGit(root);
  // The walker is loaded only where git does not list the files.
  const listed = inGit ? listGitFiles(root) : (await import("./walk.js")).walkFiles(root, matters);
  const sources = listed.filter((path) => isSource(path) && !isNeverRewritten(path));
  const candidates = ignoreGlobs.length === 0 ? sources : sources.filter((path) => !excluded.ignores(path));
  const allPages = withPages ? listed.filter((path) => isPage(path) && !isNeverRewritten(path)) : [];
  const openPages = allPages.filter((path) => !excluded.ignores(path));
  const looked = withPages ? LOOKED_WITH_PAGES : SOURCE_EXTENSIONS;
  for (const each of named) explainUnlisted(each, [...candidates, ...openPages], excluded, looked);

  const wanted =
    named.length === 0 ? candidates : candidates.filter((path) => named.some((each) => covers(each, path)));
  // A walk finds nothing but regular files; what git lists may be anything by now.
  const sort = inGit
    ? (paths: readonly string[]) => sortOut(root, paths)
    : (paths: readonly string[]) => ({ files: [...paths].sort(byName), skipped: [] });
  const sorted = sort(wanted);
  const pages = sort(
    openPages.filter((path) => named.length === 0 || named.some((each) => covers(each, path))),
  );
  const manifests = listed.filter((path) => isManifest(path) && !isNeverRewritten(path)).sort(byName);
  const program = wanted.length === sources.length ? sorted.files : sort(sources).files;
  const nestedConfigs = listed.filter((path) => isNestedConfig(path) && !isNeverRewritten(path)).sort(byName);
  const declared = listed.filter((path) => isDeclarations(path) && !isNeverRewritten(path));
  const declarations = sort(declared).files;
  const skipped = [...sorted.skipped, ...pages.skipped];
  const listing = { ...sorted, skipped, pages: pages.files, program, manifests, declarations, nestedConfigs };
  if (listing.files.length + skipped.length + pages.files.length === 0) {
    const where = paths.length === 0 ? "the current directory" : paths.join(", ");
    throw new UsageError(`no file matched under ${where}; looked for ${looked.join(" ")}`);
  }
  return listing;
}

const isManifest = (path: string): boolean => path === "package.json" || path.endsWith("/package.json");
const isNestedConfig = (path: string): boolean => path.endsWith(`/${DEFAULT_CONFIG}`);
const LOOKED_WITH_PAGES = [...SOURCE_EXTENSIONS, ...PAGE_EXTENSIONS];
const matters = (path: string): boolean =>
  isSource(path) || isPage(path) || isDeclarations(path) || isManifest(path) || isNestedConfig(path);

function resolveNamed(root: string, given: string): Named {
  let real: string;
  try {
    real = realpathSync(resolve(root, given));
  } catch (error) {
    const what =
      systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR"
        ? "no such file or directory"
        : `can't be read (${systemCode(error) ?? "unknown error"})`;
    throw new UsageError(`${given}: ${what}`);
  }
  const path = insideRoot(root, real);
  if (path === undefined)
    throw new UsageError(`${given}: leads out of the current directory; only what is inside it is rewritten`);
  const stats = statSync(real);
  if (!stats.isDirectory() && !stats.isFile())
    throw new UsageError(`${given}: is neither a file nor a directory`);
  return { given, path, isDirectory: stats.isDirectory() };
}

const covers = (named: Named, path: string): boolean =>
  named.isDirectory ? named.path === "" || path.startsWith(`${named.path}/`) : path === named.path;

const isNeverRewritten = (path: string): boolean => /(?:^|\/)(?:node_modules|\.git)\//.test(path);

/** A file that the user named must not be passed over in silence. */
function explainUnlisted(
  { given, path, isDirectory }: Named,
  candidates: readonly string[],
  excluded: Ignore,
  looked: readonly string[],
): void {
  if (isDirectory || candidates.includes(path)) return;
  if (!isSource(path) && isPage(path) && looked === SOURCE_EXTENSIONS)
    throw new UsageError(`${given}: is a page of Markdown: --markdown looks at its code fences`);
  if (!isSource(path) && !isPage(path))
    throw new UsageError(
      `${given}: is not a source by its name; looked for ${looked.join(" ")} (without .d.ts)`,
    );
  if (isNeverRewritten(path))
    throw new UsageError(`${given}: is inside node_modules or .git, where nothing is rewritten`);
  if (excluded.ignores(path))
    throw new UsageError(`${given}: is left out by --ignore or the configuration's ignore`);
  throw new UsageError(`${given}: is ignored by git (.gitignore), so that a rewrite could not be undone`);
}

/** Links are followed only to files inside the root, which are listed under their own names anyway. */
function sortOut(root: string, wanted: readonly string[]): Pick<Listing, "files" | "skipped"> {
  const files = new Set<string>();
  const skipped: SkippedFile[] = [];
  for (const path of [...wanted].sort(byName)) {
    const absolute = join(root, path);
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    // git still lists a tracked file that was deleted, and a nested repository as a directory.
    if (stats === undefined || stats.isDirectory()) continue;
    if (stats.isFile()) files.add(path);
    else
      skipped.push({
        file: path,
        reason: stats.isSymbolicLink() ? linkReason(root, absolute) : "is not a regular file",
      });
  }
  return { files: [...files], skipped };
}

function linkReason(root: string, absolute: string): string {
  try {
    const target = insideRoot(root, realpathSync(absolute));
    return target === undefined ? "is a link that leaves the current directory" : `is a link to ${target}`;
  } catch {
    return "is a link that leads nowhere";
  }
}

/** Code unit order: the same on every machine, whatever its locale. */
const byName = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
