import type { TSESTree } from "@typescript-eslint/utils";
import { dirname, join, resolve } from "node:path";
import { ConfigTexts } from "./config-texts.js";
import type { FileTree } from "./file-tree.js";
import type { ResolutionOptions } from "./tsconfigs.js";
import { parseFile } from "../source/parse.js";

const EXTENSIONS = ["ts", "mts", "cts", "js", "mjs", "cjs"];
/** The tools whose configuration may have aliases, by the name of its file. */
const TOOLS = ["svelte", "nuxt", "vite", "astro", "electron.vite", "rsbuild", "rspack", "webpack", "vue"];

type Paths = Record<string, string[]>;

/**
 * The aliases that bundlers and frameworks have in their own configurations, in the form of a tsconfig's `paths`:
 * SvelteKit's `$lib`, Nuxt's `~`, `resolve.alias` of Vite. What these tools write for TypeScript (`.svelte-kit`,
 * `.nuxt`) is not in git. The configurations are read, and never run.
 */
export class BundlerAliases {
  private readonly tree: FileTree;
  private readonly byDirectory = new Map<string, readonly ResolutionOptions[]>();

  constructor(tree: FileTree) {
    this.tree = tree;
  }

  /** The aliases of the configurations nearest to a directory. */
  around(directory: string): readonly ResolutionOptions[] {
    const known = this.byDirectory.get(directory);
    if (known !== undefined) return known;
    const paths = this.in(directory);
    const isTop = directory === this.tree.root || dirname(directory) === directory;
    const found =
      paths !== undefined
        ? [{ paths, pathsBasePath: directory }]
        : isTop
          ? []
          : this.around(dirname(directory));
    this.byDirectory.set(directory, found);
    return found;
  }

  /** `undefined` where no tool is configured. */
  private in(directory: string): Paths | undefined {
    const paths: Paths = {};
    let isConfigured = false;
    for (const tool of TOOLS) {
      const file = EXTENSIONS.map((extension) => join(directory, `${tool}.config.${extension}`)).find(
        (path) => this.tree.disk.fileExists(path),
      );
      if (file === undefined) continue;
      isConfigured = true;
      const program = this.parsed(file);
      if (tool === "svelte") add(paths, "$lib", join(directory, "src/lib"));
      if (tool === "nuxt") this.addNuxt(paths, directory, program);
      if (program !== undefined)
        for (const [name, path] of aliasesIn(program, directory)) add(paths, name, path);
    }
    return isConfigured ? paths : undefined;
  }

  private parsed(file: string): TSESTree.Program | undefined {
    try {
      return parseFile(this.tree.disk.readFile(file) ?? "", file).ast;
    } catch {
      // A configuration that can't be parsed is for its tool to complain of.
      return undefined;
    }
  }

  /** `~` and `@` are where the application's source is: `app/` since Nuxt 4, if it is there. */
  private addNuxt(paths: Paths, directory: string, program: TSESTree.Program | undefined): void {
    const [own] = program === undefined ? [] : valuesOf(program, "srcDir");
    const named = own === undefined ? undefined : new ConfigTexts(program, directory).textOf(own);
    const app = join(directory, "app");
    const source =
      named === undefined
        ? this.tree.disk.directoryExists(app)
          ? app
          : directory
        : resolve(directory, named);
    for (const name of ["~", "@"]) add(paths, name, source);
    for (const name of ["~~", "@@"]) add(paths, name, directory);
    add(paths, "#shared", join(directory, "shared"));
  }
}

function add(paths: Paths, name: string, path: string): void {
  const file = path.replace(/\/\*?$/, "");
  const bare = name.replace(/\/\*?$/, "");
  paths[`${bare}/*`] = [`${file}/*`];
  if (bare === name) paths[bare] = [file];
}

/** The pairs in each `alias` of a configuration, an object or a list of `{ find, replacement }`, as absolute paths. */
function aliasesIn(program: TSESTree.Program, directory: string): [string, string][] {
  const texts = new ConfigTexts(program, directory);
  const pathOf = (node: TSESTree.Node | undefined): string | undefined => {
    const text = node === undefined ? undefined : texts.textOf(node);
    if (text === undefined || text === "") return undefined;
    // Of Vite, `/src` is below the root of the project.
    return text.startsWith(`${directory}/`) ? text : join(directory, text);
  };
  const pairs = valuesOf(program, "alias").flatMap((given) => {
    const value = texts.valueOf(given);
    if (value.type === "ObjectExpression")
      return value.properties.map((each): [string | undefined, TSESTree.Node | undefined] =>
        each.type === "Property" ? [texts.keyOf(each), each.value] : [undefined, undefined],
      );
    if (value.type !== "ArrayExpression") return [];
    return value.elements.map((each): [string | undefined, TSESTree.Node | undefined] => {
      const [find] = each === null ? [] : valuesIn(each, "find");
      const [replacement] = each === null ? [] : valuesIn(each, "replacement");
      return [find === undefined ? undefined : texts.textOf(find), replacement];
    });
  });
  return pairs.flatMap(([name, node]): [string, string][] => {
    const path = pathOf(node);
    return name === undefined || name === "" || path === undefined ? [] : [[name, path]];
  });
}

const valuesIn = (object: TSESTree.Node, name: string): TSESTree.Node[] =>
  object.type !== "ObjectExpression"
    ? []
    : object.properties.flatMap((each) =>
        each.type === "Property" && !each.computed && each.key.type === "Identifier" && each.key.name === name
          ? [each.value]
          : [],
      );

/** The values of every property of a name, wherever it stands. */
function valuesOf(program: TSESTree.Program, name: string): TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (isNode(node)) {
      found.push(...valuesIn(node, name));
      for (const [key, child] of Object.entries(node)) if (key !== "parent") visit(child);
    }
  };
  visit(program.body);
  return found;
}

const isNode = (value: unknown): value is TSESTree.Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
