import { existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { HELPERS_MARK } from "@kv-envelope/project-facts";
import { UsageError } from "../shared/errors.js";
import { insideRoot } from "../files/root.js";
import { nearestPackageJson } from "../files/package-json.js";
import { toJavaScript } from "../source/project.js";
import type { TypeScript } from "../source/typescript.js";
import { exportedNames } from "./assemble.js";
import type { HelperExtension } from "./extensions.js";
import type { HelperPath } from "./specifier.js";
import { helperText } from "./text.js";

const HEADER = `// Expiry envelopes for Telnyx KV, ${HELPERS_MARK}…\`: yours from here on.
// The same functions, with updates: the package @kv-envelope/runtime.

`;

/**
 * Where the helper module goes, relative to the root.
 * @throws {UsageError} if it can't go there.
 */
export function helperPath(root: string, given: string, extension: HelperExtension): HelperPath {
  const absolute = resolve(root, given);
  const path = insideRoot(root, absolute);
  if (path === undefined)
    throw new UsageError(`--helpers: ${given} leads out of the current directory; allowed: a path inside it`);
  if (/\.d\.[cm]?ts$/.test(path))
    throw new UsageError(
      `--helpers: ${given} is a declaration file by its name; allowed: a path that ends in .ts`,
    );
  const parent = realpathSync(nearestExisting(dirname(absolute)));
  if (insideRoot(root, parent) === undefined)
    throw new UsageError(`--helpers: ${given} leads out of the current directory through a link`);
  if (!lstatSync(parent).isDirectory())
    throw new UsageError(`--helpers: ${given} can't be written: ${basename(parent)} is a file`);
  const stats = lstatSync(absolute, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isFile())
    throw new UsageError(`--helpers: ${given} is there and is not a regular file`);
  return { path, extension };
}

const nearestExisting = (directory: string): string =>
  existsSync(directory) ? directory : nearestExisting(dirname(directory));

/**
 * The text of the helper module to create, `undefined` if a file that serves is there already.
 * @throws {UsageError} if another file is there: nothing is ever overwritten.
 */
export function helperContent(ts: TypeScript, root: string, helper: HelperPath): string | undefined {
  const absolute = join(root, helper.path);
  const text = helperText();
  const isCommonJs =
    helper.extension === "cjs" ||
    (helper.extension === "js" && nearestPackageJson(dirname(absolute))?.isModule !== true);
  const content =
    HEADER + (helper.extension.endsWith("ts") ? text : toJavaScript(text, isCommonJs ? "commonjs" : "esm"));
  if (!existsSync(absolute)) return content;
  const existing = readFileSync(absolute, "utf8");
  // Theirs from the day it was written: formatted or changed, it serves as long as it exports the same.
  if (existing === content || exportsAll(ts, existing, content, isCommonJs)) return undefined;
  throw new UsageError(
    `--helpers: ${helper.path} is there and holds something else; name a path where there is no file, or move it away`,
  );
}

function exportsAll(ts: TypeScript, existing: string, content: string, isCommonJs: boolean): boolean {
  const namesOf = (text: string): string[] =>
    isCommonJs
      ? [...text.matchAll(/^exports\.(\w+) = /gm)].map(([, name]) => name ?? "")
      : exportedNames(ts, text);
  const wanted = namesOf(content);
  const there = new Set(namesOf(existing));
  return wanted.length > 0 && wanted.every((name) => there.has(name));
}
