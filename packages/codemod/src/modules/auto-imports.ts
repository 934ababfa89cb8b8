import { posix } from "node:path";
import { textOf } from "./file-tree.js";
import type { FileTree } from "./file-tree.js";
import { homesIn } from "./homes.js";

/** The configuration of frameworks whose files may name what some folders export, without an import. */
const FRAMEWORK = /(?:^|\/)(?:nuxt|nitro)\.config\.[cm]?[jt]s$/;
/** Those folders, relative to the configuration. */
const FOLDERS = /^(?:(?:app|src|server|shared)\/)?(?:composables|utils)\//;
/** What tools for it generate: `const useKv: typeof import("./src/kv")["useKv"]`. */
const GENERATED = /\bconst\s+[\w$]+\s*:\s*typeof\s+import\(\s*["'](?<module>[^"']+)["']\s*\)/g;

/** Which files a framework or bundler imports by itself, wherever what they export is named. */
export class AutoImports {
  private readonly tree: FileTree;
  private readonly roots: readonly string[];
  private readonly homeOf: (file: string) => string;
  private generated: ReadonlySet<string> | undefined;

  constructor(tree: FileTree) {
    this.tree = tree;
    this.homeOf = homesIn(tree);
    this.roots = tree.sources.flatMap((file) =>
      FRAMEWORK.test(file) ? [file.slice(0, file.lastIndexOf("/") + 1)] : [],
    );
  }

  /** The files that name one of the names that a file exports, and may do so without an import. */
  usersOf(exporter: string, names: readonly string[]): string[] {
    const within = this.rootOf(exporter);
    if (within === undefined) return [];
    return this.tree.sources.filter((file) => {
      if (file === exporter || !file.startsWith(within)) return false;
      const text = textOf(this.tree, file, names);
      return names.some((name) => text.includes(name));
    });
  }

  /** The folder in which a file's exports need no import; `undefined` where they do. */
  private rootOf(file: string): string | undefined {
    const root = this.roots.find((each) => file.startsWith(each) && FOLDERS.test(file.slice(each.length)));
    if (root !== undefined) return root;
    this.generated ??= this.readGenerated();
    return this.generated.has(file.replace(/\.\w+$/, "")) ? this.homeOf(file) : undefined;
  }

  /** The files that generated declarations name, without their extensions. */
  private readGenerated(): ReadonlySet<string> {
    return new Set(
      this.tree.declarations.flatMap((file) =>
        [...textOf(this.tree, file, ["typeof import"]).matchAll(GENERATED)].flatMap(({ groups }) => {
          const module = groups?.["module"] ?? "";
          return module.startsWith(".")
            ? [posix.join(posix.dirname(file), module).replace(/\.[cm]?[jt]sx?$/, "")]
            : [];
        }),
      ),
    );
  }
}
