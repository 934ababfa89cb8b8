import { CompilerTypes } from "@kv-envelope/detector";
import type { ExportedType } from "@kv-envelope/detector";
import { isComponent } from "@kv-envelope/detector/evidence";
import { join } from "node:path";
import { FileError } from "../shared/errors.js";
import type * as tsMorph from "ts-morph";
import { asComponent, asTypeScript, codeOf } from "../source/component.js";
import { decodeText } from "../source/source-text.js";
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
    const source = project.getSourceFile(this.pathOf(file));
    let node = source?.getDescendantAtStartWithWidth(start, end - start)?.compilerNode;
    while (node !== undefined && !ts.isCallExpression(node))
      node = node.parent.pos === node.pos && node.parent.end === node.end ? node.parent : undefined;
    if (node === undefined) return undefined;
    const declaration = project.getTypeChecker().compilerObject.getResolvedSignature(node)?.getDeclaration();
    const home = declaration?.getSourceFile();
    const name = home === undefined ? undefined : this.fileAt(home.fileName);
    if (declaration === undefined || name === undefined || !this.resolver.isSource(name)) return undefined;
    return { file: name, start: declaration.getStart(home), end: declaration.getEnd() };
  }

  /** Whether TypeScript takes an expression for a type that a module exports; `undefined` if it can't tell. */
  isOfType({ file, start, end }: SourceRange, type: ExportedType): boolean | undefined {
    const project = this.current();
    const source = project.getSourceFile(this.pathOf(file))?.compilerNode;
    if (source === undefined) return undefined;
    const program = project.getProgram().compilerObject;
    if (this.types?.program !== program) this.types = { program, asked: new CompilerTypes(program) };
    return this.types.asked.isOfType(source, start, end, type);
  }

  private current(): tsMorph.Project {
    const project = this.project ?? this.create();
    this.project = project;
    for (const root of [...this.roots(), ...this.tree.declarations.slice(0, MAX_DECLARATIONS)]) {
      this.depths.set(this.pathOf(root), 0);
      this.addTo(project, root);
    }
    return project;
  }

  /** How a source is called in the project, where a component's code is TypeScript's. */
  private pathOf(file: string): string {
    return asTypeScript(join(this.tree.root, file));
  }

  private fileAt(path: string): string | undefined {
    const file = inTree(this.tree, path);
    if (file === undefined || this.resolver.isSource(file)) return file;
    return asComponent(file);
  }

  private addTo(project: tsMorph.Project, file: string): void {
    const path = this.pathOf(file);
    if (project.getSourceFile(path) !== undefined) return;
    const { text } = decodeText(this.tree.read(file).text);
    project.createSourceFile(path, codeIfAny(text, file), { overwrite: true });
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
    const importer = this.fileAt(from);
    const own = importer === undefined ? undefined : this.resolver.resolve(importer, name);
    if (own !== undefined) {
      const path = this.pathOf(own);
      if (!this.depths.has(path)) this.depths.set(path, depth);
      // What is in no file TypeScript can't read there itself.
      if (this.project !== undefined && (this.tree.isInMemory || isComponent(own)))
        this.addTo(this.project, own);
      return { resolvedFileName: path, extension: path.slice(path.lastIndexOf(".")) };
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

/** Of a component that can't be looked into, no code. */
function codeIfAny(text: string, file: string): string {
  try {
    return codeOf(text, file).text;
  } catch (error) {
    if (error instanceof FileError) return "";
    throw error;
  }
}
