import type {
  DeclaredAt,
  ExportedType,
  ModuleFile,
  ParsedFile,
  ProgramHost,
  ProjectFacts,
} from "@kv-envelope/detector";
import { FileError, INTERNAL_ERROR, messageOf, systemCode } from "../shared/errors.js";
import type { Source } from "../files/read.js";
import { parseFile } from "../source/parse.js";
import { decodeText } from "../source/source-text.js";
import type { FileTree } from "./file-tree.js";
import type { Importers } from "./importers.js";
import { MemberReach } from "./member-reach.js";
import type { ModuleResolver } from "./module-resolver.js";
import { SignatureFinder } from "./signature-finder.js";

/** A source that was parsed. */
export interface ProgramFile {
  readonly file: string;
  readonly source: Source;
  readonly parsed: ParsedFile;
  readonly hasBom: boolean;
}

/** What surrounds a file, by its path relative to the root. */
export type FactsFor = (file: string) => ProjectFacts;

/** What the program's texts say of its files. */
interface Surroundings {
  readonly resolver: ModuleResolver;
  readonly importers: Importers;
  readonly typedBindings: readonly string[];
  readonly declarations: readonly string[];
}

/** The files of a program as they are needed: each is read and parsed once, and a fault in one is noted. */
export class ProgramFiles implements ProgramHost {
  /** Why files can't be looked into. */
  readonly faults = new Map<string, string>();
  private readonly tree: FileTree;
  private readonly resolver: ModuleResolver;
  private readonly facts: FactsFor;
  private readonly byName = new Map<string, ProgramFile | undefined>();
  private readonly byParsed = new Map<ParsedFile, ProgramFile>();
  private readonly signatures: SignatureFinder;
  private readonly parsedBefore: ProgramFiles | undefined;
  private readonly reach: MemberReach;
  /** Files whose scopes lead to each other's: parsed anew, each would lead to what is no more. */
  private readonly linked = new Set<string>();
  private readonly bindings: readonly string[];

  /** @param parsed files of another tree with the same text, which need not be parsed again. */
  constructor(
    tree: FileTree,
    { resolver, importers, typedBindings, declarations }: Surroundings,
    facts: FactsFor,
    parsed?: ProgramFiles,
  ) {
    this.parsedBefore = parsed;
    this.reach = new MemberReach(tree, importers);
    this.tree = tree;
    this.resolver = resolver;
    this.facts = facts;
    this.bindings = typedBindings;
    this.signatures = new SignatureFinder(tree, resolver, () => [
      ...declarations,
      ...[...this.byParsed.values()].map(({ file }) => file),
    ]);
  }

  /** A file, parsed; `undefined` if it can't be, which `faults` explains. */
  get(file: string): ProgramFile | undefined {
    if (this.byName.has(file)) return this.byName.get(file);
    const loaded = this.load(file);
    this.byName.set(file, loaded);
    if (loaded !== undefined) this.byParsed.set(loaded.parsed, loaded);
    return loaded;
  }

  /** All files that were parsed, whether their calls are looked at or only what others take from them. */
  loaded(): ProgramFile[] {
    return [...this.byParsed.values()];
  }

  /** Notes that what was parsed of some files belongs together. */
  noteLinked(...files: readonly string[]): void {
    for (const file of files) this.linked.add(file);
  }

  of(parsed: ParsedFile): ProgramFile {
    const found = this.byParsed.get(parsed);
    if (found === undefined) throw new Error("a parsed file of another program");
    return found;
  }

  readonly moduleOf = (from: ParsedFile, specifier: string): ModuleFile | undefined => {
    const file = this.resolver.resolve(this.of(from).file, specifier);
    return file === undefined
      ? undefined
      : {
          isLoaded: this.byName.has(file),
          mayRead: (member) =>
            this.reach.isNamedIn(file, [member]) ||
            this.reach.isNamedBehind(file, [member], (other) => this.byName.has(other)),
          load: () => this.get(file)?.parsed,
        };
  };

  readonly declarationOfCallee = (parsed: ParsedFile, start: number, end: number): DeclaredAt | undefined => {
    const found = this.signatures.declarationOf({ file: this.of(parsed).file, start, end });
    const home = found === undefined ? undefined : this.get(found.file)?.parsed;
    return found === undefined || home === undefined
      ? undefined
      : { file: home, start: found.start, end: found.end };
  };

  readonly isOfType = (
    parsed: ParsedFile,
    start: number,
    end: number,
    type: ExportedType,
  ): boolean | undefined => this.signatures.isOfType({ file: this.of(parsed).file, start, end }, type);

  readonly typedBindings = (): readonly string[] => this.bindings;

  readonly factsOf = (parsed: ParsedFile): ProjectFacts => this.facts(this.of(parsed).file);

  readonly nameOf = (parsed: ParsedFile): string => this.of(parsed).file;

  private load(file: string): ProgramFile | undefined {
    try {
      const source = this.tree.read(file);
      const before = this.parsedBefore?.byName.get(file);
      const isAlone = this.parsedBefore?.linked.has(file) !== true;
      if (before?.source.text === source.text && isAlone) return before;
      if (source.encoding !== "UTF-8") throw new FileError(`is ${source.encoding}; only UTF-8 is rewritten`);
      const { text, hasBom } = decodeText(source.text);
      return { file, source, hasBom, parsed: parseFile(text, file) };
    } catch (error) {
      this.faults.set(file, faultOf(error));
      return undefined;
    }
  }
}

function faultOf(error: unknown): string {
  if (error instanceof FileError) return error.message;
  // A module that is missing has a code as well, and is no fault of the file's.
  const isOfSystem = error instanceof Error && "syscall" in error;
  return isOfSystem
    ? `can't be read: ${systemCode(error) ?? "unknown error"}`
    : INTERNAL_ERROR + messageOf(error);
}
