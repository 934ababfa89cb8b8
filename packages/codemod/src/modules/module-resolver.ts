import { DEFAULT_HELPERS_MODULE, isComponent } from "@kv-envelope/detector/evidence";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { BundlerAliases } from "./bundler-aliases.js";
import type { FileTree } from "./file-tree.js";
import { inTree } from "./file-tree.js";
import { LocalPackages, packageName } from "./local-packages.js";
import { TsConfigs } from "./tsconfigs.js";
import type { ResolutionOptions } from "./tsconfigs.js";
import { asComponent, asTypeScript } from "../source/component.js";
import { loadTypeScript } from "../source/typescript.js";

/** Finds the file of the program that a module specifier leads to, as TypeScript and Node would. */
export class ModuleResolver {
  private readonly tree: FileTree;
  private readonly configs: TsConfigs;
  private readonly aliases: BundlerAliases;
  private readonly sources: ReadonlySet<string>;
  private readonly known = new Map<string, string | undefined>();
  private readonly reportFault: (line: string) => void;
  private readonly looked = new Set<string>();
  private readonly missing = new Set<string>();
  readonly packages: LocalPackages;

  constructor(tree: FileTree, reportFault: (line: string) => void) {
    this.tree = tree;
    this.reportFault = reportFault;
    this.configs = new TsConfigs(tree, reportFault);
    this.aliases = new BundlerAliases(tree);
    this.packages = new LocalPackages(tree);
    this.sources = new Set(tree.sources);
  }

  /**
   * @param from the importing file, relative to the root.
   * @returns a source of the program, `undefined` for a package from elsewhere or where nothing is.
   */
  resolve(from: string, specifier: string): string | undefined {
    const id = this.isSameEverywhere(specifier) ? specifier : `${dirname(from)}\0${specifier}`;
    if (this.known.has(id)) return this.known.get(id);
    const found = this.find(from, specifier);
    this.known.set(id, found);
    return found;
  }

  /** Whether a specifier leads to the same file from wherever it is imported: the program's own packages do. */
  isSameEverywhere(specifier: string): boolean {
    return this.packages.directoryOf(packageName(specifier)) !== undefined;
  }

  /** The source at a path, also where that leads through a link. */
  private sourceAt(path: string): string | undefined {
    const file = inTree(this.tree, path);
    if (file !== undefined && this.sources.has(file)) return file;
    const real = this.tree.disk.fileExists(path)
      ? inTree(this.tree, this.tree.disk.realpath(path))
      : undefined;
    return real !== undefined && this.sources.has(real) ? real : undefined;
  }

  /** Whether a path is a source of the program. */
  isSource(file: string): boolean {
    return this.sources.has(file);
  }

  private find(from: string, specifier: string): string | undefined {
    const configs = this.optionsFor(from);
    const isRelative = /^\.{0,2}\//.test(specifier) || specifier === "." || specifier === "..";
    // `import("../../node_modules/undici/index.d.ts")`: a package as well, and its name is what a person can act on.
    const installed = isRelative ? /(?:^|\/)node_modules\/(.+)$/.exec(specifier)?.[1] : undefined;
    if (installed !== undefined) {
      this.notePackage(from, installed);
      return undefined;
    }
    if (!isRelative && !specifier.startsWith("#") && !this.mayBeOwn(specifier, configs)) {
      this.notePackage(from, specifier);
      return undefined;
    }
    let isInside = false;
    let isOutside = false;
    for (const options of configs.length === 0 ? [{}] : configs) {
      const path = this.byTypeScript(from, specifier, options);
      const file = path === undefined ? undefined : this.sourceAt(path);
      if (file !== undefined) return file;
      // Installed from a registry, whatever a folder of ours is called.
      if (path?.includes("/node_modules/") === true) return undefined;
      if (path === undefined) continue;
      isInside ||= inTree(this.tree, this.tree.disk.realpath(path)) !== undefined;
      isOutside ||= !/\.(json|d\.[cm]?ts)$/.test(path);
    }
    const ofPackage = isRelative ? undefined : this.packages.sourceOf(specifier);
    // Inside the root, a file is none of the sources by choice: it is ignored, or holds the helpers.
    if (ofPackage === undefined && !isInside)
      this.explain(from, specifier, configs, { isRelative, isOutside });
    return ofPackage;
  }

  /** How modules are found from a file: as TypeScript is told there, then as a bundler is. */
  private optionsFor(from: string): readonly ResolutionOptions[] {
    const directory = dirname(join(this.tree.root, from));
    return [...this.configs.around(directory), ...this.aliases.around(directory)];
  }

  /** The packages that files import and that are not installed around them, sorted. */
  get missingPackages(): string[] {
    return [...this.missing].sort();
  }

  private notePackage(from: string, specifier: string): void {
    const name = packageName(specifier);
    // What rewritten code needs is told with the next steps.
    if (
      this.tree.isInMemory ||
      isBuiltin(specifier) ||
      name === DEFAULT_HELPERS_MODULE ||
      this.looked.has(name)
    )
      return;
    // Specifiers are read off the text, where a comment can look like one.
    if (/\s/.test(name)) return;
    this.looked.add(name);
    if (!PACKAGE_NAME.test(name)) {
      if (!BUILT_IN.test(specifier))
        this.reportFault(
          `${from}: ${JSON.stringify(specifier)} is an alias that is not known here; what it exports is not seen`,
        );
      return;
    }
    for (let directory = dirname(join(this.tree.root, from)); ; directory = dirname(directory)) {
      if (this.tree.disk.directoryExists(join(directory, "node_modules", name))) return;
      if (dirname(directory) === directory) break;
    }
    this.missing.add(name);
  }

  /** Whether a bare specifier says nothing about the name of the file that it leads to. */
  mayLeadAnywhere(from: string, specifier: string): boolean {
    if (specifier.startsWith("#") || this.isSameEverywhere(specifier)) return true;
    return this.optionsFor(from).some(({ paths }) => (aliasFor(specifier, paths) ?? "*") !== "*");
  }

  private byTypeScript(from: string, specifier: string, options: ResolutionOptions): string | undefined {
    const ts = loadTypeScript();
    const { resolvedModule } = ts.resolveModuleName(
      specifier,
      join(this.tree.root, from),
      // The most that any resolver allows: how a program is run is not known, and each of its imports means something.
      {
        ...options,
        allowJs: true,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        resolvePackageJsonImports: true,
        resolvePackageJsonExports: true,
        allowImportingTsExtensions: true,
        customConditions: [...(options.customConditions ?? []), "node"],
      },
      isComponent(specifier) ? withComponents(this.tree.disk) : this.tree.disk,
    );
    const path = resolvedModule?.resolvedFileName;
    // `./saved.svelte` may be `saved.svelte.ts`, a plain module, too.
    const component = path === undefined || !isComponent(specifier) ? undefined : asComponent(path);
    return component !== undefined && this.tree.disk.fileExists(component) ? component : path;
  }

  /** Whether a bare specifier can lead into the program: through an alias, a base URL or one of its packages. */
  private mayBeOwn(specifier: string, configs: readonly ResolutionOptions[]): boolean {
    if (this.isSameEverywhere(specifier)) return true;
    return configs.some(
      (options) => Object.hasOwn(options, "baseUrl") || aliasFor(specifier, options.paths) !== undefined,
    );
  }

  /** An alias that leads nowhere hides what stands behind it, so that it has to be said. */
  private explain(
    from: string,
    specifier: string,
    configs: readonly ResolutionOptions[],
    { isRelative, isOutside }: { readonly isRelative: boolean; readonly isOutside: boolean },
  ): void {
    if (isOutside) {
      this.reportFault(
        `${from}: ${JSON.stringify(specifier)} leads to a file that is none of the program's sources; what it exports is not seen`,
      );
      return;
    }
    const alias = configs.map(({ paths }) => aliasFor(specifier, paths)).find((found) => found !== undefined);
    if (alias !== undefined && alias !== "*")
      this.reportFault(
        `${from}: ${JSON.stringify(specifier)} leads nowhere through the tsconfig's path ${JSON.stringify(alias)}; what it exports is not seen`,
      );
    else if (isRelative && (/\.[cm]?[jt]sx?$/.test(specifier) || isComponent(specifier)))
      this.reportFault(`${from}: ${JSON.stringify(specifier)} leads nowhere; what it exports is not seen`);
  }
}

/** What npm takes as the name of a package. */
const PACKAGE_NAME = /^(?:@[\w.-]+\/)?[a-z0-9_][\w.-]*$/i;
/** Modules that a framework or a runtime makes: `$env/static/private`, `#imports`, `astro:env`, `cloudflare:workers`. */
const BUILT_IN =
  /^(?:\$(?:env|app|service-worker)(?:\/|$)|[a-z-]+:|#(?:app|imports|build|components|auth)(?:\/|$))/;

/** A disk on which components are called as TypeScript can find them. */
const withComponents = (disk: FileTree["disk"]): FileTree["disk"] => {
  const isOne = (path: string): boolean => !disk.fileExists(path) && asComponent(path) !== path;
  return {
    ...disk,
    fileExists: (path) => disk.fileExists(path) || disk.fileExists(asComponent(path)),
    realpath: (path) => (isOne(path) ? asTypeScript(disk.realpath(asComponent(path))) : disk.realpath(path)),
  };
};

/** The pattern of a tsconfig's `paths` that a specifier falls under. */
function aliasFor(specifier: string, paths: ResolutionOptions["paths"]): string | undefined {
  return Object.keys(paths ?? {}).find((pattern) => {
    const [head = "", tail] = pattern.split("*");
    return tail === undefined
      ? pattern === specifier
      : specifier.startsWith(head) &&
          specifier.endsWith(tail) &&
          specifier.length >= head.length + tail.length;
  });
}
