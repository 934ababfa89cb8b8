import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../context.js";
import { staticName } from "../file-index.js";
import type { FileIndex } from "../file-index.js";
import { Unsafe } from "./unsafe.js";
import { ALIAS_SUFFIX, DEFAULT_HELPERS_MODULE } from "../vocabulary.js";
import type { UNWRAPPING_HELPERS } from "../vocabulary.js";

/** Exports of the runtime that rewritten code calls. */
export type HelperName = "encodeEnvelope" | "toEnvelope" | (typeof UNWRAPPING_HELPERS)[number];

/** A helper that a file's new code calls. */
export interface NeededHelper {
  readonly name: HelperName;
  readonly file: FileIndex;
}

/** The helpers of all files that are rewritten. */
export class Helpers {
  private readonly context: Context;
  private readonly byFile = new Map<FileIndex, HelperNames>();

  constructor(context: Context) {
    this.context = context;
  }

  /** The helpers of the file in which a node stands. */
  at(node: TSESTree.Node): HelperNames {
    return this.in(this.context.index.fileOf(node));
  }

  in(file: FileIndex): HelperNames {
    const known = this.byFile.get(file) ?? new HelperNames(this.context, file);
    this.byFile.set(file, known);
    return known;
  }

  /** A helper that new code at a node calls. */
  needed(node: TSESTree.Node, name: HelperName): NeededHelper {
    return { name, file: this.context.index.fileOf(node) };
  }
}

/** Under which local names a file has, or will have, the envelope helpers. */
export class HelperNames {
  readonly module: string;
  readonly file: FileIndex;
  private readonly present = new Map<string, string>();

  constructor(context: Context, file: FileIndex) {
    this.file = file;
    const module = context.factsAt(file.file.ast).helpersModule?.();
    if (module instanceof Error) throw new Unsafe(module.message);
    this.module = module ?? context.settings.helpers?.module ?? DEFAULT_HELPERS_MODULE;
    for (const [imported, local] of this.existing()) this.present.set(imported, local);
  }

  /** The name to call a helper by: as imported already, its own, or an alias where that is taken. */
  local(name: HelperName): string {
    const present = this.present.get(name);
    if (present !== undefined) return present;
    return this.isTaken(name) ? `${name}${ALIAS_SUFFIX}` : name;
  }

  isImported(name: HelperName): boolean {
    return this.present.has(name);
  }

  /** Whether any scope of the file declares a name, or the file uses a global of that name. */
  isTaken(name: string): boolean {
    return this.file.file.scopeManager.scopes.some((scope) => scope.set.has(name) && (scope.set.get(name)?.defs.length ?? 0) > 0);
  }

  /** Whether a callee is one of the helpers of this module. */
  isHelper(identifier: TSESTree.Node): boolean {
    return identifier.type === "Identifier" && [...this.present.values()].includes(identifier.name);
  }

  private *existing(): Iterable<[string, string]> {
    for (const declaration of this.file.imports) {
      if (!this.isHelpersModule(declaration.source.value)) continue;
      for (const specifier of declaration.specifiers) {
        if (specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier") yield [specifier.imported.name, specifier.local.name];
      }
    }
    for (const statement of this.file.file.ast.body) {
      if (statement.type !== "VariableDeclaration") continue;
      for (const { id, init } of statement.declarations) {
        const [source] = init?.type === "CallExpression" && init.callee.type === "Identifier" && init.callee.name === "require" ? init.arguments : [];
        if (id.type !== "ObjectPattern" || source?.type !== "Literal" || !this.isHelpersModule(String(source.value))) continue;
        for (const property of id.properties) {
          const name = property.type === "Property" ? staticName(property) : undefined;
          if (property.type === "Property" && name !== undefined && property.value.type === "Identifier") yield [name, property.value.name];
        }
      }
    }
  }

  /** The configured module, or the package itself: both hold the same helpers. */
  private isHelpersModule(specifier: string): boolean {
    return specifier === this.module || specifier === DEFAULT_HELPERS_MODULE;
  }
}
