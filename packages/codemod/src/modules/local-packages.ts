import { dirname, join, posix } from "node:path";
import { resolveExports } from "resolve-pkg-maps";
import type { FileTree } from "./file-tree.js";
import { inTree } from "./file-tree.js";
import { isRecord } from "../shared/record.js";

interface LocalPackage {
  readonly name: string;
  /** Relative to the root, `""` for the root itself. */
  readonly directory: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Conditions under which a package can lead to its code, sources before what is built. */
const CONDITIONS = [
  ["source", "development", "types", "import", "node", "default"],
  ["source", "development", "types", "require", "node", "default"],
];

/**
 * The program's own packages, which import each other by name. What such a name leads to may not be
 * built, or not even linked, where only the sources are checked out.
 */
export class LocalPackages {
  private readonly byName: ReadonlyMap<string, LocalPackage>;
  private readonly sources: ReadonlySet<string>;

  constructor(tree: FileTree) {
    this.sources = new Set(tree.sources);
    this.byName = new Map(
      tree.manifests.flatMap((file): [string, LocalPackage][] => {
        const found = readManifest(tree, file);
        return found === undefined ? [] : [[found.name, found]];
      }),
    );
  }

  /** The names by which the packages can be imported. */
  get names(): IterableIterator<string> {
    return this.byName.keys();
  }

  /** The directory of the package with a name; `undefined` if it is none of the program's. */
  directoryOf(name: string): string | undefined {
    return this.byName.get(name)?.directory;
  }

  /** The source that a specifier leads to; `undefined` if its package is none of the program's, or has no such source. */
  sourceOf(specifier: string): string | undefined {
    const name = packageName(specifier);
    const found = this.byName.get(name);
    if (found === undefined) return undefined;
    const subpath = specifier.slice(name.length).replace(/^\//, "");
    for (const target of this.targetsOf(found, subpath)) {
      const source = this.sourceNear(found.directory, target);
      if (source !== undefined) return source;
    }
    return undefined;
  }

  private targetsOf({ manifest }: LocalPackage, subpath: string): string[] {
    const { exports } = manifest;
    const targets: string[] = [];
    if (exports !== undefined) {
      for (const conditions of CONDITIONS) targets.push(...exported(exports, subpath, conditions));
    }
    if (targets.length > 0) return targets;
    if (subpath !== "") return [subpath, `src/${subpath}`];
    const mains = ["source", "types", "typings", "module", "main"].flatMap((key) =>
      typeof manifest[key] === "string" ? [manifest[key]] : [],
    );
    return [...mains, "src/index", "index"];
  }

  /** A source for what a manifest names: that file itself, or the one that it is built from. */
  private sourceNear(directory: string, target: string): string | undefined {
    const path = posix.normalize(target);
    if (this.sources.has(posix.join(directory, path))) return posix.join(directory, path);
    const bare = path.replace(/\.d\.([cm]?)ts$/, "").replace(/\.[cm]?[jt]sx?$/, "");
    const segments = bare.split("/");
    // `dist/esm/index.js` is built from `src/index.ts` or `index.ts`.
    for (let dropped = 0; dropped < segments.length; dropped += 1) {
      const rest = segments.slice(dropped).join("/");
      for (const candidate of dropped === 0 ? [rest] : [`src/${rest}`, rest]) {
        const source = this.withExtension(posix.join(directory, candidate));
        if (source !== undefined) return source;
      }
    }
    return undefined;
  }

  private withExtension(bare: string): string | undefined {
    for (const ending of ["", "/index"]) {
      for (const extension of ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"]) {
        const file = `${bare}${ending}.${extension}`;
        if (this.sources.has(file)) return file;
      }
    }
    return undefined;
  }

  /** The nearest package around a file of the program. */
  around(file: string): string | undefined {
    for (let directory = posix.dirname(file); ; directory = posix.dirname(directory)) {
      const own = directory === "." ? "" : directory;
      for (const found of this.byName.values()) if (found.directory === own) return found.name;
      if (directory === ".") return undefined;
    }
  }
}

function exported(exports: unknown, subpath: string, conditions: readonly string[]): string[] {
  try {
    return isExports(exports) ? resolveExports(exports, subpath, [...conditions]) : [];
  } catch {
    // A subpath that the package does not export.
    return [];
  }
}

type Exports = Parameters<typeof resolveExports>[0];

const isExports = (value: unknown): value is Exports =>
  typeof value === "string" || isRecord(value) || Array.isArray(value);

function readManifest(tree: FileTree, file: string): LocalPackage | undefined {
  try {
    const manifest: unknown = JSON.parse(tree.disk.readFile(join(tree.root, file)) ?? "");
    if (!isRecord(manifest) || typeof manifest["name"] !== "string") return undefined;
    return {
      name: manifest["name"],
      directory: inTree(tree, dirname(join(tree.root, file))) ?? "",
      manifest,
    };
  } catch {
    // A broken package.json is for npm to complain of; here it names no package.
    return undefined;
  }
}

/** `@scope/name` of `@scope/name/sub/path`. */
export function packageName(specifier: string): string {
  const scopeEnd = specifier.startsWith("@") ? specifier.indexOf("/") + 1 : 0;
  const end = specifier.indexOf("/", scopeEnd);
  return end === -1 ? specifier : specifier.slice(0, end);
}
