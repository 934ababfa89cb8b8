import type { TSESTree } from "@typescript-eslint/utils";
import { Evaluation } from "../eval/evaluation.js";
import { isForeignVendorModule } from "../http/foreign-modules.js";
import type { FileIndex } from "../syntax/file-index.js";
import type { ProgramHost, ProjectFacts } from "./program-host.js";
import { evidenceIn } from "./evidence/sources.js";
import { isHelpersModule } from "./helpers-module.js";
import { takesInMarkup } from "../syntax/text/component.js";
import type { ParsedFile } from "../syntax/parsed-file.js";
import type { Settings } from "./settings.js";
import { BINDING_TYPE, EDGE_RUNTIME_MODULE, PARAMETER_HELPERS, TAKEN_OUT_NAMES } from "./vocabulary.js";

/** What every question about Telnyx KV asks: the program's values, the settings, and what surrounds the files. */
export class Context extends Evaluation {
  readonly settings: Settings;
  private readonly host: ProgramHost;
  private namesBindingType = false;
  private taking: ReadonlySet<string> | undefined;

  constructor(host: ProgramHost, settings: Settings) {
    super(host);
    this.host = host;
    this.settings = settings;
  }

  override add(file: ParsedFile): void {
    super.add(file);
    this.taking = undefined;
    const added = this.index.add(file);
    const { text } = file;
    this.namesBindingType ||= text.includes(BINDING_TYPE) && text.includes(EDGE_RUNTIME_MODULE);
    const bindings = this.host.factsOf(file).manifestBindings();
    const typed = this.host.typedBindings?.() ?? [];
    for (const { node, path } of evidenceIn(added, this.settings, [...bindings, ...typed]))
      this.tracker.evidence(node, path);
  }

  protected override parameterOf(module: string, name: string, at: TSESTree.Node): string | undefined {
    const parameter = PARAMETER_HELPERS.get(name);
    return parameter !== undefined && this.isHelpersModule(module, at) ? parameter : undefined;
  }

  /** Whether a module that is imported in a node's file has the envelope helpers: also a file of the program's own. */
  isHelpersModule(module: string, at: TSESTree.Node): boolean {
    if (isHelpersModule(this.settings, module)) return true;
    if (!module.startsWith(".")) return false;
    const { leadsTo, helpersModule, hasHelpers } = this.factsAt(at);
    const named = this.settings.helpers?.module;
    return (
      (named?.startsWith(".") === true && leadsTo?.(module, named) === true) ||
      helpersModule?.() === module ||
      hasHelpers?.(module) === true
    );
  }

  /** Whether an expression is a binding by what TypeScript says of it, where it knows of any; `undefined` where it can't tell. */
  isTypedBinding(expression: TSESTree.Node): boolean | undefined {
    if (!this.isBindingTypeNamed) return undefined;
    return this.isOfType(expression, { module: EDGE_RUNTIME_MODULE, name: BINDING_TYPE });
  }

  /** Whether a type of the program is, or has, the runtime's type of bindings. */
  get isBindingTypeNamed(): boolean {
    return this.namesBindingType || (this.host.typedBindings?.() ?? []).length > 0;
  }

  /** The markups of components that take a field out of something which an envelope does not have. */
  get markupsTaking(): ReadonlySet<string> {
    this.taking ??= new Set(this.markups.filter((markup) => takesInMarkup(markup, TAKEN_OUT_NAMES)));
    return this.taking;
  }

  factsAt(node: TSESTree.Node): ProjectFacts {
    return this.host.factsOf(this.index.fileOf(node).file);
  }

  nameOf(file: FileIndex): string | undefined {
    return this.host.nameOf?.(file.file);
  }

  /** Whether a node's file imports another store's vendor: contrary evidence for what only a name supports. */
  importsForeignVendor(node: TSESTree.Node): boolean {
    return this.index
      .fileOf(node)
      .imports.some((declaration) => isForeignVendorModule(declaration.source.value));
  }
}
