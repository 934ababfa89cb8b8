import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../../kv/context.js";
import { staticName } from "../../syntax/nodes.js";
import type { ProjectFacts } from "../../kv/program-host.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { importRequireOf, moduleFormOf } from "./module-form.js";
import type { ModuleForm } from "./module-form.js";
import { layoutOf } from "../layout.js";
import { Unsafe } from "../unsafe.js";
import { ALIAS_SUFFIX, DEFAULT_HELPERS_MODULE } from "../../kv/vocabulary.js";
import type { ServerTtlHelper, UNWRAPPING_HELPERS } from "../../kv/vocabulary.js";

/** Exports of the runtime that rewritten code calls. */
export type HelperName =
  | "encodeEnvelope"
  | "toEnvelope"
  | ServerTtlHelper
  | (typeof UNWRAPPING_HELPERS)[number];

/** A helper that a file's new code calls. */
export interface NeededHelper {
  readonly name: HelperName;
  readonly file: FileIndex;
  /** What it stands in, or in whose place. */
  readonly at: TSESTree.Node;
}

/** A name in a file's list of helpers, as their module exports it. */
export interface ListedName {
  readonly name: string;
  readonly node: TSESTree.Node;
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
    return { name, file: this.context.index.fileOf(node), at: node };
  }
}

/** The name that all helpers together get where a file brings in whole modules. */
const WHOLE = "kvEnvelope";

/** Under which local names a file has, or will have, the envelope helpers. */
export class HelperNames {
  readonly module: string;
  readonly file: FileIndex;
  readonly form: ModuleForm;
  private readonly isOwnModule: ProjectFacts["hasHelpers"];
  private readonly present = new Map<string, string>();
  /** The statements that bring each of them in. */
  private readonly bringing = new Map<string, TSESTree.Node[]>();
  /** By name: whether any scope of the file declares it. */
  private readonly taken = new Map<string, boolean>();
  /** The names that rewrites declare, by where they do, each with the rewrite. */
  private readonly locals = new Map<TSESTree.Node, Map<string, TSESTree.Node>>();
  /** The name by which the file has the whole module already. */
  private presentWhole: string | undefined;
  /** The names of the file's first list of helpers, to which more can be added. */
  listed: readonly ListedName[] = [];

  constructor(context: Context, file: FileIndex) {
    this.file = file;
    this.form = moduleFormOf(file, context.factsAt(file.file.ast).moduleKind?.());
    const module = context.factsAt(file.file.ast).helpersModule?.();
    if (module instanceof Error)
      throw new Unsafe(module.message, "choose a helper module that it can import (.js, .ts or .cjs)");
    if (file.scriptBlocks.length === 0)
      throw new Unsafe(
        "the file has no script block in which the envelope helpers could be imported",
        "give it a script block, or move the write into a module",
      );
    this.isOwnModule = context.factsAt(file.file.ast).hasHelpers;
    this.module = module ?? this.importedOwn() ?? context.settings.helpers?.module ?? DEFAULT_HELPERS_MODULE;
    for (const statement of file.statements) this.note(statement);
  }

  /** The text to call a helper by: as imported already, its own name, or an alias where that is taken. */
  local(name: HelperName): string {
    const present = this.present.get(name);
    if (present !== undefined) return present;
    return this.presentWhole !== undefined || this.isWhole ? `${this.whole}.${name}` : this.free(name);
  }

  /** Whether the file brings in whole modules: TypeScript's `import … = require()`, and code that has no destructuring. */
  get isWhole(): boolean {
    return this.form === "import-require" || (this.form === "require" && layoutOf(this.file).isFifthEdition);
  }

  /** The name of the module as a whole, where a file brings it in so. */
  get whole(): string {
    return this.presentWhole ?? this.free(WHOLE);
  }

  /** @param isHere whether what brings it in is of the module in question */
  isImported(name: HelperName, isHere: (statement: TSESTree.Node) => boolean): boolean {
    if (this.presentWhole !== undefined) return true;
    return this.bringing.get(name)?.some(isHere) === true;
  }

  /** Whether any scope of the file declares a name. */
  isTaken(name: string): boolean {
    const known =
      this.taken.get(name) ?? this.file.file.scopeManager.scopes.some((scope) => isDeclaredIn(scope, name));
    this.taken.set(name, known);
    return known;
  }

  /**
   * The name of a variable that a rewrite declares, the same whenever it is asked for.
   * @param scope where it is declared
   * @param site the rewrite that needs it
   */
  localFor(scope: TSESTree.Node, site: TSESTree.Node, name: string): string {
    const declared = this.locals.get(scope) ?? new Map<string, TSESTree.Node>();
    this.locals.set(scope, declared);
    for (let count = 1; ; count += 1) {
      const candidate = `${this.free(name)}${count === 1 ? "" : count}`;
      const owner = declared.get(candidate) ?? site;
      if (owner !== site || (count > 1 && this.isTaken(candidate))) continue;
      declared.set(candidate, site);
      return candidate;
    }
  }

  /** Whether a callee is one of the helpers of this module. */
  isHelper(callee: TSESTree.Node): boolean {
    if (callee.type === "MemberExpression")
      return callee.object.type === "Identifier" && callee.object.name === this.presentWhole;
    return callee.type === "Identifier" && [...this.present.values()].includes(callee.name);
  }

  private free(name: string): string {
    return this.isTaken(name) ? `${name}${ALIAS_SUFFIX}` : name;
  }

  /** Notes what a statement brings in of the helpers. */
  private note(statement: TSESTree.Node): void {
    const required = importRequireOf(statement);
    if (required?.moduleReference.type === "TSExternalModuleReference") {
      if (required.importKind !== "type" && this.isHelpersModule(required.moduleReference.expression.value))
        this.presentWhole = required.id.name;
    } else if (statement.type === "ImportDeclaration") {
      if (statement.importKind === "type" || !this.isHelpersModule(statement.source.value)) return;
      for (const specifier of statement.specifiers) {
        if (specifier.type === "ImportNamespaceSpecifier") this.presentWhole = specifier.local.name;
        else if (specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier")
          this.bring(specifier.imported.name, specifier.local.name, statement);
      }
      if (this.form === "import" && statement.specifiers.at(-1)?.type === "ImportSpecifier")
        this.list(
          statement.source.value,
          statement.specifiers.filter((each) => each.type === "ImportSpecifier"),
        );
    } else if (statement.type === "VariableDeclaration") {
      for (const declarator of statement.declarations) this.noteRequire(declarator);
    }
  }

  private bring(name: string, local: string, by: TSESTree.Node): void {
    this.present.set(name, local);
    this.bringing.set(name, [...(this.bringing.get(name) ?? []), by]);
  }

  private noteRequire({ id, init }: TSESTree.VariableDeclarator): void {
    const [source] =
      init?.type === "CallExpression" && init.callee.type === "Identifier" && init.callee.name === "require"
        ? init.arguments
        : [];
    if (source?.type !== "Literal" || !this.isHelpersModule(String(source.value))) return;
    if (id.type === "Identifier") this.presentWhole = id.name;
    if (id.type !== "ObjectPattern") return;
    for (const property of id.properties) {
      const name = property.type === "Property" ? staticName(property) : undefined;
      if (property.type === "Property" && name !== undefined && property.value.type === "Identifier")
        this.bring(name, property.value.name, property);
    }
    if (this.form === "require" && id.properties.every((each) => each.type === "Property"))
      this.list(String(source.value), id.properties);
  }

  private list(specifier: string, nodes: readonly (TSESTree.ImportSpecifier | TSESTree.Property)[]): void {
    if (this.listed.length > 0 || specifier !== this.module) return;
    this.listed = nodes.map((node) => ({
      node,
      name: (node.type === "Property" ? staticName(node) : nameOf(node.imported)) ?? "",
    }));
  }

  /** The configured module, or the package itself: both hold the same helpers. */
  private isHelpersModule(specifier: string): boolean {
    return specifier === this.module || specifier === DEFAULT_HELPERS_MODULE;
  }

  /** The file of the program's own that this one has helpers from already. */
  private importedOwn(): string | undefined {
    const { isOwnModule } = this;
    return isOwnModule === undefined
      ? undefined
      : this.file.links.find(({ specifier }) => specifier.startsWith(".") && isOwnModule(specifier))
          ?.specifier;
  }
}

const nameOf = (imported: TSESTree.Identifier | TSESTree.StringLiteral): string =>
  imported.type === "Identifier" ? imported.name : imported.value;

/** Whether a scope declares a name itself. */
export const isDeclaredIn = (scope: TSESLint.Scope.Scope, name: string): boolean =>
  (scope.set.get(name)?.defs.length ?? 0) > 0;
