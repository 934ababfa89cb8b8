import { CompilerTypes } from "@kv-envelope/detector";
import type { ExportedType } from "@kv-envelope/detector";
import { join } from "node:path";
import type * as tsMorph from "ts-morph";
import { loadTsMorph } from "../source/ts-morph.js";
import type { FileTree } from "./file-tree.js";
import { inTree } from "./file-tree.js";
import type { ModuleResolver } from "./module-resolver.js";

/** A stretch of a source of the program. */
export interface SourceRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** How many imports away from the files that matter types are still read. */
const MAX_DEPTH = 3;
/** How many files that declare types for all others are read: there may be as many generated ones as sources. */
const MAX_DECLARATIONS = 100;
/** How many files of installed packages are read for their types. */
const MAX_PACKAGE_FILES = 400;

/**
 * Asks TypeScript which function a call runs, where the flow of values does not tell: the receiver
 * comes from a container, a framework's context, a generic. Made for the few calls that need it, and
 * so it reads no more of the program than lies near them.
 */
export class SignatureFinder {
  private readonly tree: FileTree;
  private readonly resolver: ModuleResolver;
  private readonly roots: () => Iterable<string>;
  private readonly depths = new Map<string, number>();
  private packageFiles = 0;
  private project: tsMorph.Project | undefined;
  private types: { readonly program: object; readonly asked: CompilerTypes } | undefined;

  /** @param roots the files that matter so far. */
  constructor(tree: FileTree, resolver: ModuleResolver, roots: () => Iterable<string>) {
    this.tree = tree;
    this.resolver = resolver;
    this.roots = roots;
  }

  /** The declaration of the function that a call runs; `undefined` if TypeScript can't tell, or it is none of the program's. */
  declarationOf({ file, start, end }: SourceRange): SourceRange | undefined {
    const { ts } = loadTsMorph();
    const project = this.current();
    const source = project.getSourceFile(join(this.tree.root, file));
    let node = source?.getDescendantAtStartWithWidth(start, end - start)?.compilerNode;
    while (node !== undefined && !ts.isCallExpression(node))
      node = node.parent.pos === node.pos && node.parent.end === node.end ? node.parent : undefined;
    if (node === undefined) return undefined;
    const declaration = project.getTypeChecker().compilerObject.getResolvedSignature(node)?.getDeclaration();
    const home = declaration?.getSourceFile();
    const name = home === undefined ? undefined : inTree(this.tree, home.fileName);
    if (declaration === undefined || name === undefined || !this.resolver.isSource(name)) return undefined;
    return { file: name, start: declaration.getStart(home), end: declaration.getEnd() };
  }

  /** Whether TypeScript takes an expression for a type that a module exports; `undefined` if it can't tell. */
  isOfType({ file, start, end }: SourceRange, type: ExportedType): boolean | undefined {
    const project = this.current();
    const source = project.getSourceFile(join(this.tree.root, file))?.compilerNode;
    if (source === undefined) return undefined;
    const program = project.getProgram().compilerObject;
    if (this.types?.program !== program) this.types = { program, asked: new CompilerTypes(program) };
    return this.types.asked.isOfType(source, start, end, type);
  }

  private current(): tsMorph.Project {
    const project = this.project ?? this.create();
    this.project = project;
    for (const root of [...this.roots(), ...this.tree.declarations.slice(0, MAX_DECLARATIONS)]) {
      const path = join(this.tree.root, root);
      this.depths.set(path, 0);
      if (project.getSourceFile(path) === undefined)
        project.createSourceFile(path, this.tree.read(root).text, { overwrite: true });
    }
    return project;
  }

  private create(): tsMorph.Project {
    const { Project, ts } = loadTsMorph();
    const options: tsMorph.CompilerOptions = {
      allowJs: true,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts"],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      jsx: ts.JsxEmit.Preserve,
    };
    return new Project({
      compilerOptions: options,
      skipAddingFilesFromTsConfig: true,
      skipFileDependencyResolution: true,
      ...(this.tree.isInMemory ? { useInMemoryFileSystem: true } : {}),
      resolutionHost: (host) => ({
        resolveModuleNames: (names, from) => names.map((name) => this.resolveFrom(host, options, name, from)),
      }),
    });
  }

  private resolveFrom(
    host: tsMorph.ts.ModuleResolutionHost,
    options: tsMorph.CompilerOptions,
    name: string,
    from: string,
  ): tsMorph.ts.ResolvedModuleFull | undefined {
    const { ts } = loadTsMorph();
    const depth = (this.depths.get(from) ?? MAX_DEPTH) + 1;
    if (depth > MAX_DEPTH) return undefined;
    const importer = inTree(this.tree, from);
    const own = importer === undefined ? undefined : this.resolver.resolve(importer, name);
    if (own !== undefined) {
      const path = join(this.tree.root, own);
      if (!this.depths.has(path)) this.depths.set(path, depth);
      const project = this.project;
      if (this.tree.isInMemory && project?.getSourceFile(path) === undefined)
        project?.createSourceFile(path, this.tree.read(own).text);
      return { resolvedFileName: path, extension: own.slice(own.lastIndexOf(".")) };
    }
    if (this.packageFiles >= MAX_PACKAGE_FILES) return undefined;
    const { resolvedModule } = ts.resolveModuleName(name, from, options, host);
    if (resolvedModule === undefined || !/\.d\.[cm]?ts$/.test(resolvedModule.resolvedFileName))
      return undefined;
    this.packageFiles += 1;
    // Within a package every file is as near as its entry.
    if (!this.depths.has(resolvedModule.resolvedFileName))
      this.depths.set(resolvedModule.resolvedFileName, Math.min(depth, MAX_DEPTH - 1));
    return resolvedModule;
  }
}
