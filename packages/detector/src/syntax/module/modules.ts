import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { ModuleHost } from "./module-host.js";
import { staticName } from "../nodes.js";
import type { Variable } from "../nodes.js";
import type { FileIndex } from "../file-index.js";
import type { SourceIndex } from "../source-index.js";
import { definedName, isCommonJsStar, commonJsExportsOf } from "./common-js.js";
import type { CommonJsExports } from "./common-js.js";
import { nameOf, namesExportedBy } from "./export-names.js";

/** What an import leads to. */
export type Exported =
  | { readonly kind: "variable"; readonly variable: Variable }
  /** An expression, and the members to read from it: `export default …`, `module.exports = …`. */
  | { readonly kind: "expression"; readonly node: TSESTree.Node; readonly path: readonly string[] }
  | { readonly kind: "namespace"; readonly file: FileIndex }
  /** Handed on from a module that is none of the program's files. */
  | {
      readonly kind: "external";
      readonly node: TSESTree.ExportSpecifier | TSESTree.ExportAllDeclaration;
      readonly name: string;
    };

/** Through how many files a name may be handed on. */
const MAX_HANDED_ON = 10;

/** Follows imports and re-exports to what they stand for, ES modules and CommonJS alike. */
export class ModuleReader {
  private readonly index: SourceIndex;
  private readonly host: ModuleHost;
  private readonly answers = new Map<FileIndex, Map<string, Exported[]>>();
  private readonly assignments = new Map<FileIndex, CommonJsExports>();
  /** By file, then by exported name: the first statement that exports it. */
  private readonly exporting = new Map<FileIndex, ReadonlyMap<string, TSESTree.ProgramStatement>>();
  private loads = true;
  private skipped = 0;

  constructor(index: SourceIndex, host: ModuleHost) {
    this.index = index;
    this.host = host;
  }

  /** The file that a specifier in a node's file leads to. */
  fileAt(from: TSESTree.Node, specifier: string): FileIndex | undefined {
    const module = this.host.moduleOf(this.index.fileOf(from).file, specifier);
    if (module === undefined) return undefined;
    if (!this.loads && !module.isLoaded) {
      this.skipped += 1;
      return undefined;
    }
    const file = module.load();
    return file === undefined ? undefined : this.index.add(file);
  }

  /** Whether a specifier leads to a file that is not parsed. */
  isSkipped(from: TSESTree.Node, specifier: string): boolean {
    return this.host.moduleOf(this.index.fileOf(from).file, specifier)?.isLoaded === false;
  }

  /**
   * Whether what a module exports under a name stands in a file that is not parsed, and that need not be for what has a
   * member of that name. A module that hands it on from there may be parsed.
   */
  isIdle(from: TSESTree.Node, specifier: string, name: string, member: string, depth = 0): boolean {
    const module = this.host.moduleOf(this.index.fileOf(from).file, specifier);
    if (module === undefined || depth > MAX_HANDED_ON) return false;
    if (!module.isLoaded) return module.mayRead?.(member) === false;
    const file = module.load();
    if (file === undefined) return false;
    const statement = this.exportingStatements(this.index.add(file)).get(name);
    if (statement?.type !== "ExportNamedDeclaration" || statement.source === null) return false;
    const handed = statement.specifiers.find((each) => nameOf(each.exported) === name);
    return (
      handed !== undefined &&
      this.isIdle(statement, statement.source.value, nameOf(handed.local), member, depth + 1)
    );
  }

  /** Runs a question that is not worth parsing further files for: imports from those lead nowhere. */
  withoutLoading<R>(ask: () => R): R {
    return this.asking(ask, false);
  }

  /** Runs a question that is worth it, whatever question it was come to by. */
  loading<R>(ask: () => R): R {
    return this.asking(ask, true);
  }

  private asking<R>(ask: () => R, loads: boolean): R {
    const outer = this.loads;
    this.loads = loads;
    try {
      return ask();
    } finally {
      this.loads = outer;
    }
  }

  /** How often a file was not parsed although an import led there. */
  get timesSkipped(): number {
    return this.skipped;
  }

  /** What a name that an import binds stands for; empty where the module is not one of the program's. */
  imported(definition: TSESLint.Scope.Definition): Exported[] {
    const { node } = definition;
    if (node.type === "TSImportEqualsDeclaration") {
      const reference = node.moduleReference;
      if (reference.type !== "TSExternalModuleReference") return [];
      const file = this.fileAt(node, reference.expression.value);
      return file === undefined ? [] : this.required(file);
    }
    if (
      node.type !== "ImportSpecifier" &&
      node.type !== "ImportDefaultSpecifier" &&
      node.type !== "ImportNamespaceSpecifier"
    )
      return [];
    const declaration = node.parent;
    const file =
      declaration.type === "ImportDeclaration" ? this.fileAt(node, declaration.source.value) : undefined;
    if (file === undefined) return [];
    if (node.type === "ImportNamespaceSpecifier") return [{ kind: "namespace", file }];
    return this.exported(file, node.type === "ImportSpecifier" ? nameOf(node.imported) : "default");
  }

  /** What `require` gives for a file: what CommonJS exports as a whole, else the namespace. */
  required(file: FileIndex): Exported[] {
    const { whole, named } = this.commonJs(file);
    const all: Exported[] = whole.map((node) => ({ kind: "expression", node, path: [] }));
    return all.length === 0 || named.size > 0 ? [...all, { kind: "namespace", file }] : all;
  }

  /** What a file exports under a name. */
  exported(file: FileIndex, name: string): Exported[] {
    const ofFile = this.answers.get(file) ?? new Map<string, Exported[]>();
    this.answers.set(file, ofFile);
    const known = ofFile.get(name);
    if (known !== undefined) return known;
    // Modules that re-export each other end here.
    ofFile.set(name, []);
    const before = this.skipped;
    const found = this.find(file, name);
    if (this.skipped === before) ofFile.set(name, found);
    else ofFile.delete(name);
    return found;
  }

  private find(file: FileIndex, name: string): Exported[] {
    const statement = this.exportingStatements(file).get(name);
    const found = statement === undefined ? undefined : this.inStatement(statement, name);
    if (found !== undefined) return found;
    const { whole, named, tables } = this.commonJs(file);
    const assigned = named.get(name) ?? [];
    if (assigned.length > 0) return assigned.map((node) => ({ kind: "expression", node, path: [] }));
    if (tables.length > 0 && name !== "default")
      return tables.map((node) => ({ kind: "expression", node, path: [name] }));
    if (whole.length > 0)
      return whole.map((node) => ({ kind: "expression", node, path: name === "default" ? [] : [name] }));
    if (name === "default") return named.size > 0 ? [{ kind: "namespace", file }] : [];
    return this.throughStars(file, name);
  }

  /** `Object.assign(exports, require("…"))` hands on as `export *` does. */
  private throughCommonJsStars(file: FileIndex, name: string): Exported[] {
    for (const call of file.calls) {
      if (definedName(this.index, call) === name)
        return [{ kind: "expression", node: call.arguments[2] ?? call, path: ["value"] }];
      for (const source of isCommonJsStar(this.index, call) ? call.arguments : []) {
        if (
          source.type === "ObjectExpression" &&
          source.properties.some((property) => property.type === "Property" && staticName(property) === name)
        ) {
          return [{ kind: "expression", node: source, path: [name] }];
        }
        const [argument] = source.type === "CallExpression" ? source.arguments : [];
        const other =
          argument?.type === "Literal" && typeof argument.value === "string"
            ? this.fileAt(call, argument.value)
            : undefined;
        const found = other === undefined ? [] : this.exported(other, name);
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  private exportingStatements(file: FileIndex): ReadonlyMap<string, TSESTree.ProgramStatement> {
    const known = this.exporting.get(file);
    if (known !== undefined) return known;
    const byName = new Map<string, TSESTree.ProgramStatement>();
    for (const statement of file.statements) {
      for (const name of namesExportedBy(file, statement)) if (!byName.has(name)) byName.set(name, statement);
    }
    this.exporting.set(file, byName);
    return byName;
  }

  private inStatement(statement: TSESTree.ProgramStatement, name: string): Exported[] | undefined {
    switch (statement.type) {
      case "ExportDefaultDeclaration":
        return name === "default" ? this.defaultExport(statement.declaration) : undefined;
      case "ExportAllDeclaration": {
        if (statement.exported === null || nameOf(statement.exported) !== name) return undefined;
        const file = this.fileAt(statement, statement.source.value);
        return file === undefined
          ? [{ kind: "external", node: statement, name: "*" }]
          : [{ kind: "namespace", file }];
      }
      case "ExportNamedDeclaration": {
        if (statement.declaration !== null) {
          const { scopeManager } = this.index.fileOf(statement).file;
          const variable = scopeManager
            .getDeclaredVariables(statement.declaration)
            .find((declared) => declared.name === name);
          return variable === undefined ? undefined : [{ kind: "variable", variable }];
        }
        const specifier = statement.specifiers.find((each) => nameOf(each.exported) === name);
        return specifier === undefined ? undefined : this.bySpecifier(specifier, statement.source?.value);
      }
      default:
        return undefined;
    }
  }

  private defaultExport(declaration: TSESTree.ExportDefaultDeclaration["declaration"]): Exported[] {
    const variable =
      "id" in declaration && declaration.id?.type === "Identifier"
        ? this.index.variableOf(declaration.id)
        : undefined;
    return variable === undefined
      ? [{ kind: "expression", node: declaration, path: [] }]
      : [{ kind: "variable", variable }];
  }

  private bySpecifier(specifier: TSESTree.ExportSpecifier, source: string | undefined): Exported[] {
    const local = nameOf(specifier.local);
    if (source !== undefined) {
      const file = this.fileAt(specifier, source);
      return file === undefined
        ? [{ kind: "external", node: specifier, name: local }]
        : this.exported(file, local);
    }
    const variable = this.index.variableOf(specifier.local);
    return variable === undefined ? [] : [{ kind: "variable", variable }];
  }

  /** `export * from …`: a file of the program first, as far as one of them has the name. */
  private throughStars(file: FileIndex, name: string): Exported[] {
    const outside: Exported[] = [];
    for (const statement of file.statements) {
      if (statement.type !== "ExportAllDeclaration" || statement.exported !== null) continue;
      const other = this.fileAt(statement, statement.source.value);
      if (other === undefined) {
        outside.push({ kind: "external", node: statement, name });
        continue;
      }
      const found = this.exported(other, name);
      if (found.some((each) => each.kind !== "external")) return found;
      outside.push(...found);
    }
    return outside.length > 0 ? outside.slice(0, 1) : this.throughCommonJsStars(file, name);
  }

  /** The names that CommonJS exports, as far as they are written out. */
  commonJsNames(file: FileIndex): string[] {
    const { whole, named } = this.commonJs(file);
    const ofObjects = whole.flatMap((node) =>
      node.type === "ObjectExpression"
        ? node.properties.flatMap((property) =>
            property.type === "Property" ? (staticName(property) ?? []) : [],
          )
        : ["default"],
    );
    return [...named.keys(), ...ofObjects];
  }

  private commonJs(file: FileIndex): CommonJsExports {
    const known = this.assignments.get(file);
    if (known !== undefined) return known;
    const found = commonJsExportsOf(this.index, file);
    this.assignments.set(file, found);
    return found;
  }
}

/** The names that a file exports, those that it hands on from another one with `export *` aside. */
export function exportedNames(modules: ModuleReader, file: FileIndex): string[] {
  const names = file.statements.flatMap((statement) =>
    statement.type === "ExportAllDeclaration" ? [] : namesExportedBy(file, statement),
  );
  return names.length > 0 ? names : modules.commonJsNames(file);
}
