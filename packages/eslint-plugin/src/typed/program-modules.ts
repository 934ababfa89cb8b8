import path from "node:path/posix";
import type * as ts from "typescript";
import { specifiersOf } from "./specifiers.js";

const known = new WeakMap<ts.Program, ProgramModules>();

/** The modules of a TypeScript program, kept as long as the program itself is. */
export function modulesOf(program: ts.Program): ProgramModules {
  const before = known.get(program);
  if (before !== undefined) return before;
  const modules = new ProgramModules(program);
  known.set(program, modules);
  return modules;
}

/** How the sources of a program lead to each other. What is installed and what has no code leads nowhere. */
export class ProgramModules {
  private readonly program: ts.Program;
  private all: readonly ts.SourceFile[] | undefined;
  private readonly targets = new Map<ts.SourceFile, Map<string, ts.SourceFile | undefined>>();

  constructor(program: ts.Program) {
    this.program = program;
  }

  private get files(): readonly ts.SourceFile[] {
    return (this.all ??= this.program.getSourceFiles());
  }

  /** The program's own sources. */
  get sources(): ts.SourceFile[] {
    return this.files.filter(isOwnSource);
  }

  /** The program's own files that declare types and hold no code: `env.d.ts`. */
  get declarations(): ts.SourceFile[] {
    return this.files.filter(
      ({ isDeclarationFile, fileName }) => isDeclarationFile && !fileName.includes("/node_modules/"),
    );
  }

  /** The source that a specifier in another one leads to. */
  target(from: ts.SourceFile, specifier: string): ts.SourceFile | undefined {
    const ofFile = this.targets.get(from) ?? new Map<string, ts.SourceFile | undefined>();
    this.targets.set(from, ofFile);
    if (!ofFile.has(specifier)) ofFile.set(specifier, this.find(from, specifier));
    return ofFile.get(specifier);
  }

  /** All sources that a source imports, re-exports or requires. */
  targetsOf(from: ts.SourceFile): ts.SourceFile[] {
    return [...specifiersOf(from).keys()].flatMap((specifier) => this.target(from, specifier) ?? []);
  }

  private find(from: ts.SourceFile, specifier: string): ts.SourceFile | undefined {
    const checker = this.program.getTypeChecker();
    for (const literal of specifiersOf(from).get(specifier) ?? []) {
      const declaration = checker.getSymbolAtLocation(literal)?.valueDeclaration;
      const home = declaration?.getSourceFile();
      // `declare module "…"` stands in a file, and is none.
      if (home !== undefined && home === declaration) return isOwnSource(home) ? home : undefined;
    }
    return this.beside(from, specifier);
  }

  /** TypeScript resolves no `require("…")` in its own language, and sees no module in a file without imports and exports. */
  private beside(from: ts.SourceFile, specifier: string): ts.SourceFile | undefined {
    if (!/^\.\.?(?:\/|$)/.test(specifier)) return undefined;
    const place = path.join(path.dirname(from.fileName), specifier);
    for (const candidate of candidatesFor(place)) {
      const found = this.program.getSourceFile(candidate);
      if (found !== undefined && isOwnSource(found)) return found;
    }
    return undefined;
  }
}

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** Whether a source is one of the program's own, and code; that can be a component's too, of any extension. */
export const isOwnSource = ({ isDeclarationFile, fileName }: ts.SourceFile): boolean =>
  !isDeclarationFile && !fileName.includes("/node_modules/") && path.extname(fileName) !== ".json";

/** The files that a path can mean: itself, what it is compiled from, with an extension, or a folder's index. */
function candidatesFor(place: string): string[] {
  const compiled = /\.([cm]?)js(x?)$/.exec(place);
  const twins =
    compiled === null
      ? []
      : [`.${compiled[1] ?? ""}ts`, ".tsx"].map((extension) => place.slice(0, compiled.index) + extension);
  return [
    place,
    ...twins,
    ...EXTENSIONS.map((extension) => place + extension),
    ...EXTENSIONS.map((extension) => path.join(place, `index${extension}`)),
  ];
}
