import type { TSESTree } from "@typescript-eslint/utils";
import { GLOBAL } from "../../syntax/module/ambient-module.js";
import { ANY_MEMBER } from "../../syntax/binding-pattern.js";
import { isCommonJsStar } from "../../syntax/module/common-js.js";
import { nameOf } from "../../syntax/module/export-names.js";
import type { FileIndex } from "../../syntax/file-index.js";
import { selfAndAncestors } from "../../syntax/nodes.js";
import { holding, stepInto } from "./expressions.js";
import type { TrackedProgram } from "./program.js";
import { Visited } from "./state.js";
import type { State } from "./state.js";
import type { Tracking } from "./tracking.js";

/** A node that names another file, which may not be parsed yet. */
interface Link {
  readonly node: TSESTree.Node;
  readonly specifier: string;
}

/** A type that a file adds to a module. */
interface AmbientType {
  readonly module: string;
  readonly name: string;
  readonly state: State;
}

/** What a file exports, `*` for all that CommonJS exports, and what of it is tracked. */
export interface TrackedExport {
  readonly name: string;
  readonly state: State;
}

/** Takes what files export to those that import it. */
export class ModuleTracking {
  /** What each file exports that is tracked. */
  readonly exports = new Map<FileIndex, TrackedExport[]>();
  private readonly tracking: Tracking;
  private readonly program: TrackedProgram;
  private readonly known = new Map<FileIndex, Map<string, Visited>>();
  /** What names a file in another one, by that file. */
  private readonly links = new Map<FileIndex, TSESTree.Node[]>();
  private readonly files: FileIndex[] = [];
  private readonly ambientTypes: AmbientType[] = [];
  private readonly ambientStates = new Visited();
  private waiting: Link[] = [];
  private isNew = false;

  constructor(tracking: Tracking, program: TrackedProgram) {
    this.tracking = tracking;
    this.program = program;
  }

  add(file: FileIndex): void {
    this.waiting.push(...file.links);
    this.isNew = true;
    this.files.push(file);
    for (const each of this.ambientTypes) this.ambientIn(file, each);
  }

  /** Takes a type that a file adds to a module to whoever imports it from there; a global one to whoever names it. */
  ambient(module: string, name: string, state: State): void {
    const followed = this.ambientStates.add(`${module} ${name}`, state);
    if (followed === undefined) return;
    const added = { module, name, state: followed };
    this.ambientTypes.push(added);
    for (const file of this.files) this.ambientIn(file, added);
  }

  private ambientIn(file: FileIndex, { module, name, state }: AmbientType): void {
    if (module === GLOBAL)
      for (const identifier of globalsNamed(file, name)) this.tracking.value(identifier, state);
    for (const { node, specifier } of file.links) if (specifier === module) this.import(node, name, state);
  }

  /** Finds the files that imports lead to, as far as those are parsed by now. */
  connect(): void {
    if (!this.isNew) return;
    this.isNew = false;
    this.waiting = this.waiting.filter((link) => {
      const { modules } = this.program;
      const target = modules.withoutLoading(() => modules.fileAt(link.node, link.specifier));
      if (target === undefined) return modules.isSkipped(link.node, link.specifier);
      const links = this.links.get(target);
      if (links === undefined) this.links.set(target, [link.node]);
      else links.push(link.node);
      for (const { name, state } of this.exports.get(target) ?? []) this.import(link.node, name, state);
      return false;
    });
  }

  /** What a declaration declares is exported with it: `export const put = …`. */
  ofDeclaration(declaration: TSESTree.Node, name: string, state: State): void {
    for (const current of selfAndAncestors(declaration)) {
      if (current.type === "ExportNamedDeclaration") this.exported(current, name, state);
      if (current.type === "ExportDefaultDeclaration") this.exported(current, "default", state);
      if (/Function|ClassBody|Program|BlockStatement/.test(current.type) && current !== declaration) return;
    }
  }

  exported(at: TSESTree.Node, name: string, state: State): void {
    const file = this.program.index.fileOf(at);
    const known = this.known.get(file) ?? new Map<string, Visited>();
    this.known.set(file, known);
    const states = known.get(name) ?? new Visited();
    known.set(name, states);
    const exported = states.add(file.file.ast, { ...state, within: undefined });
    if (exported === undefined) return;
    const all = this.exports.get(file) ?? [];
    this.exports.set(file, all);
    all.push({ name, state: exported });
    for (const link of this.links.get(file) ?? []) this.import(link, name, exported);
    this.readAgain(file, name, exported);
  }

  /** `exports.put("key", value)` in the file itself. */
  private readAgain(file: FileIndex, name: string, state: State): void {
    const inFile = ofNamespace(name, state);
    for (const identifier of globalsNamed(file, "exports")) this.tracking.value(identifier, inFile);
    for (const identifier of globalsNamed(file, "module"))
      this.tracking.value(identifier, holding("exports", inFile));
  }

  /** What a file takes of what another one exports under a name. */
  import(node: TSESTree.Node, name: string, state: State): void {
    switch (node.type) {
      case "ImportDeclaration":
        for (const specifier of node.specifiers) {
          if (specifier.type === "ImportNamespaceSpecifier")
            this.tracking.bind(specifier.local, ofNamespace(name, state));
          else {
            const taken = specifier.type === "ImportSpecifier" ? nameOf(specifier.imported) : "default";
            this.take(taken, name, state, (inner) => {
              this.tracking.bind(specifier.local, inner);
            });
          }
        }
        return;
      case "ExportAllDeclaration":
        if (node.exported === null) this.exported(node, name, state);
        else this.exported(node, nameOf(node.exported), ofNamespace(name, state));
        return;
      case "ExportNamedDeclaration":
        for (const specifier of node.specifiers)
          this.take(nameOf(specifier.local), name, state, (inner) => {
            this.exported(node, nameOf(specifier.exported), inner);
          });
        return;
      case "TSImportEqualsDeclaration":
        return this.tracking.bind(node.id, ofNamespace(name, state));
      default:
        // `require("…")`, `import("…")`
        if (node.parent?.type === "CallExpression" && isCommonJsStar(this.program.index, node.parent))
          this.exported(node, name, state);
        this.tracking.value(node, ofNamespace(name, state));
        // A bundler's interop gives the default for the module.
        if (name === "default") this.tracking.value(node, state);
    }
  }

  /** What an import of a name gets of what is exported under another, or as a whole. */
  private take(taken: string, name: string, state: State, go: (inner: State) => void): void {
    if (taken === name) go(state);
    else if (name === ANY_MEMBER) {
      if (taken === "default") go(state);
      const inner = stepInto(taken, state);
      if (inner !== undefined) go(inner);
    }
  }
}

/** What a module's namespace holds; all that CommonJS exports is the module itself. */
const ofNamespace = (name: string, state: State): State =>
  name === ANY_MEMBER ? state : holding(name, state);

/** The uses of a global: one that is configured is a variable without a definition to ESLint. */
function globalsNamed({ file }: FileIndex, name: string): TSESTree.Node[] {
  const { globalScope } = file.scopeManager;
  const configured = globalScope?.set.get(name);
  const references =
    configured?.defs.length === 0
      ? configured.references
      : (globalScope?.through.filter(({ identifier }) => identifier.name === name) ?? []);
  return references.map(({ identifier }) => identifier);
}
