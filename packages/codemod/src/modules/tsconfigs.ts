import { dirname, join } from "node:path";
import type { ts } from "@ts-morph/common";
import type { FileTree } from "./file-tree.js";
import { inTree } from "./file-tree.js";
import { loadTypeScript } from "../source/typescript.js";

/** How the TypeScript project around a file resolves modules. */
export type ResolutionOptions = ts.CompilerOptions;

const NAMES = ["tsconfig.json", "jsconfig.json"];

/** The TypeScript configurations of a program, each read once. */
export class TsConfigs {
  private readonly tree: FileTree;
  private readonly byDirectory = new Map<string, readonly ResolutionOptions[]>();
  private readonly byFile = new Map<string, readonly ResolutionOptions[]>();
  private readonly reportFault: (line: string) => void;

  constructor(tree: FileTree, reportFault: (line: string) => void) {
    this.tree = tree;
    this.reportFault = reportFault;
  }

  /** The options of the configuration nearest to a directory, then those of the projects that it refers to. */
  around(directory: string): readonly ResolutionOptions[] {
    const known = this.byDirectory.get(directory);
    if (known !== undefined) return known;
    const found = this.find(directory);
    this.byDirectory.set(directory, found);
    return found;
  }

  private find(directory: string): readonly ResolutionOptions[] {
    const file = NAMES.map((name) => join(directory, name)).find((path) => this.tree.disk.fileExists(path));
    if (file !== undefined) return this.read(file);
    return directory === this.tree.root || dirname(directory) === directory
      ? []
      : this.around(dirname(directory));
  }

  private read(file: string): readonly ResolutionOptions[] {
    const known = this.byFile.get(file);
    if (known !== undefined) return known;
    // Projects that refer to each other end here.
    this.byFile.set(file, []);
    const compiler = loadTypeScript();
    const { disk } = this.tree;
    const host = {
      ...disk,
      useCaseSensitiveFileNames: true,
      readDirectory: () => [],
      readFile: (path: string) => disk.readFile(path),
    };
    const read: { readonly config?: unknown; readonly error?: ts.Diagnostic } = compiler.readConfigFile(
      file,
      host.readFile,
    );
    if (read.error !== undefined)
      return this.fault(file, compiler.flattenDiagnosticMessageText(read.error.messageText, " "));
    const parsed = compiler.parseJsonConfigFileContent(read.config, host, dirname(file), undefined, file);
    // That no file matches is no fault: none is looked for.
    const [fault] = parsed.errors.filter(({ code }) => code !== NO_INPUTS && code !== EMPTY_FILES);
    if (fault !== undefined) this.fault(file, compiler.flattenDiagnosticMessageText(fault.messageText, " "));
    const referred = (parsed.projectReferences ?? []).flatMap(({ path }) => this.referred(file, path));
    const all = [parsed.options, ...referred];
    this.byFile.set(file, all);
    return all;
  }

  private referred(from: string, path: string): readonly ResolutionOptions[] {
    const { disk } = this.tree;
    const file = disk.fileExists(path) ? path : join(path, "tsconfig.json");
    return disk.fileExists(file)
      ? this.read(file)
      : this.fault(from, `refers to ${inTree(this.tree, path) ?? path}, where there is no tsconfig.json`);
  }

  private fault(file: string, what: string): readonly ResolutionOptions[] {
    this.reportFault(
      `${inTree(this.tree, file) ?? file}: ${said(what, this.tree.root)}; its module settings are not known`,
    );
    return [];
  }
}

/** TypeScript's own words within a line of ours: no full stop, and no path that begins at the root of the disk. */
const said = (what: string, root: string): string =>
  what.replace(/\s+/g, " ").replaceAll(`${root}/`, "").replace(/\.+$/, "");

/** "No inputs were found in config file". */
const NO_INPUTS = 18003;
/** "The 'files' list in config file is empty". */
const EMPTY_FILES = 18002;
