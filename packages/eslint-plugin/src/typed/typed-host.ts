import { CompilerTypes } from "@kv-envelope/detector";
import type {
  DeclaredAt,
  ExportedType,
  ModuleFile,
  ParsedFile,
  ProgramHost,
  ProjectFacts,
  Settings,
} from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import path from "node:path";
import type * as ts from "typescript";
import { calledDeclaration } from "./called-declaration.js";
import { evidenceReachOf } from "./evidence-reach.js";
import { isOwnSource, modulesOf } from "./program-modules.js";
import type { TypeInformation } from "./type-information.js";

/** How many imports are followed for one linted file: so many, and so many more for each file and character that this leads to. Real code takes a third at most. */
const MAX_EFFORT = { base: 1000, file: 250, character: 0.04 };

/** Thrown out of the detector where a program is so tangled that lint would take minutes. Counted and not timed: the same everywhere. */
export class TooMuchToFollow extends Error {}

interface Surroundings {
  readonly parse: (source: ts.SourceFile) => ParsedFile | undefined;
  readonly settings: Settings;
  /** What files are named relative to. */
  readonly cwd: string;
}

/** The files around the linted one, by the TypeScript program in which it is linted. No file is read from disk. */
export class TypedHost implements ProgramHost {
  private readonly types: TypeInformation;
  private readonly parse: (source: ts.SourceFile) => ParsedFile | undefined;
  private readonly cwd: string;
  private readonly settings: Settings;
  private readonly declaredModules: ReadonlySet<string>;
  private readonly bySource = new Map<ts.SourceFile, ParsedFile | undefined>();
  private readonly byParsed = new Map<ParsedFile, ts.SourceFile>();
  private effort = 0;
  private maxEffort = MAX_EFFORT.base;

  constructor(types: TypeInformation, linted: ParsedFile, { parse, settings, cwd }: Surroundings) {
    this.types = types;
    this.parse = parse;
    this.cwd = cwd;
    this.settings = settings;
    this.declaredModules = new Set(
      [...(settings.writers ?? []), ...(settings.readers ?? [])].flatMap((helper) =>
        typeof helper === "string" ? [] : (helper.from ?? []),
      ),
    );
    this.note(types.source, linted);
  }

  /** A source of the program, parsed; `undefined` if it can't be. */
  get(source: ts.SourceFile): ParsedFile | undefined {
    return this.bySource.has(source) ? this.bySource.get(source) : this.note(source, this.parse(source));
  }

  readonly moduleOf = (from: ParsedFile, specifier: string): ModuleFile | undefined => {
    // The settings tell whose a function is by the module that it is imported from, which is forgotten where the import is followed.
    if (this.declaredModules.has(specifier)) return undefined;
    const target = modulesOf(this.types.program).target(this.sourceOf(from), specifier);
    // What is installed is followed no further, however often a type of it is named.
    if (target === undefined) return undefined;
    this.effort += 1;
    if (this.effort > this.maxEffort) throw new TooMuchToFollow();
    // What other lint runs have parsed does not count: an answer must not depend on their order.
    return { isLoaded: this.bySource.has(target), load: () => this.get(target) };
  };

  readonly declarationOfCallee = (parsed: ParsedFile, start: number, end: number): DeclaredAt | undefined => {
    const source = this.sourceOf(parsed);
    const declaration = isSameText(source, parsed)
      ? calledDeclaration(this.types.program, source, start, end)
      : undefined;
    const home = declaration?.getSourceFile();
    if (declaration === undefined || home === undefined || !isOwnSource(home)) return undefined;
    const file = this.get(home);
    return file === undefined || !isSameText(home, file)
      ? undefined
      : { file, start: declaration.getStart(home), end: declaration.getEnd() };
  };

  readonly isOfType = (
    parsed: ParsedFile,
    start: number,
    end: number,
    type: ExportedType,
  ): boolean | undefined => {
    const source = this.sourceOf(parsed);
    return isSameText(source, parsed)
      ? compilerTypesOf(this.types.program).isOfType(source, start, end, type)
      : undefined;
  };

  readonly typedBindings = (): readonly string[] =>
    evidenceReachOf(this.types.program, this.settings).typedBindings;

  readonly factsOf = (parsed: ParsedFile): ProjectFacts => projectFactsFor(this.sourceOf(parsed).fileName);

  readonly nameOf = (parsed: ParsedFile): string =>
    path.relative(this.cwd, this.sourceOf(parsed).fileName).replaceAll("\\", "/");

  sourceOf(parsed: ParsedFile): ts.SourceFile {
    const source = this.byParsed.get(parsed);
    if (source === undefined) throw new Error("a parsed file of another program");
    return source;
  }

  private note(source: ts.SourceFile, parsed: ParsedFile | undefined): ParsedFile | undefined {
    this.bySource.set(source, parsed);
    if (parsed !== undefined) {
      this.byParsed.set(parsed, source);
      this.maxEffort += MAX_EFFORT.file + parsed.text.length * MAX_EFFORT.character;
    }
    return parsed;
  }
}

const compilers = new WeakMap<ts.Program, CompilerTypes>();

/** Kept with the program, as what it finds out about a module holds for all of its files. */
function compilerTypesOf(program: ts.Program): CompilerTypes {
  const known = compilers.get(program) ?? new CompilerTypes(program);
  compilers.set(program, known);
  return known;
}

/** Whether a position means the same to TypeScript: of a component's file it may have seen the script alone. */
const isSameText = ({ text }: ts.SourceFile, parsed: ParsedFile): boolean => text === parsed.text;
