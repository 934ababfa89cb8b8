import { isComponent } from "@kv-envelope/detector/evidence";
import { dirname, join, posix } from "node:path";
import { FileError } from "../shared/errors.js";
import { nearestPackageJson } from "../files/package-json.js";
import { needsExtensions } from "../source/project.js";
import { importedModules } from "../source/typescript.js";
import type { TypeScript } from "../source/typescript.js";
import type { HelperExtension } from "./extensions.js";

/** How a TypeScript file is named where its output is imported. */
const outputExtension: Readonly<Record<HelperExtension, string>> = {
  ts: "js",
  mts: "mjs",
  js: "js",
  mjs: "mjs",
  cjs: "cjs",
};

/** The helper module: relative to the root, with `/`. */
export interface HelperPath {
  readonly path: string;
  readonly extension: HelperExtension;
}

/**
 * How one file imports the helper module: relative, in the way of the file's own imports.
 * @param importer relative to the root, with `/`.
 * @throws {FileError} if the file can't import it.
 */
export function helperSpecifier(
  ts: TypeScript,
  root: string,
  helper: HelperPath,
  importer: string,
  text: string,
): string {
  if (/\.c[jt]s$/.test(importer) && helper.extension.startsWith("m")) {
    throw new FileError(`a CommonJS file can't import ${helper.path}`);
  }
  const bare = helper.path.slice(0, -helper.extension.length - 1);
  const relative = posix.relative(posix.dirname(importer), bare);
  const specifier = relative.startsWith(".") ? relative : `./${relative}`;
  const extension = extensionFor(ts, root, helper.extension, importer, text);
  return extension === undefined ? specifier : `${specifier}.${extension}`;
}

function extensionFor(
  ts: TypeScript,
  root: string,
  helper: HelperExtension,
  importer: string,
  text: string,
): string | undefined {
  const output = outputExtension[helper];
  // Only .js and .ts are ever added by a resolver.
  if (output !== "js") return output;
  const own = importedModules(ts, text, importer).filter((specifier) => /^\.\.?\//.test(specifier));
  if (helper === "ts" && own.some((specifier) => /\.[cm]?tsx?$/.test(specifier))) return "ts";
  if (own.some((specifier) => /\.[cm]?jsx?$/.test(specifier))) return output;
  if (/\.m[jt]s$/.test(importer)) return output;
  if (own.length > 0) return undefined;
  const directory = dirname(join(root, importer));
  // A component is always bundled.
  if (/tsx?$/.test(importer) || isComponent(importer)) return needsExtensions(directory) ? output : undefined;
  // Plain JavaScript in a package of modules is run as it stands, and Node adds no extension there.
  return nearestPackageJson(directory)?.isModule === true ? output : undefined;
}
