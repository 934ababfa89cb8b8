import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile } from "./parsed-file.js";
import type { TextEdit } from "./text/edits.js";
import { FileIndex } from "./file-index.js";
import { givenMembersIn } from "./given-members.js";
import type { GivenMember } from "./given-members.js";
import { calledName, isFunction, selfAndAncestors } from "./nodes.js";
import type { CallNode, FunctionNode, Variable } from "./nodes.js";
import type { NodeMaps } from "./file-index.js";
import { MemberAssignments } from "./member-assignments.js";
import type { KeptValue, KeyedValue } from "./member-assignments.js";

/** The files that are looked at together. Whoever has a node asks here, whichever file it stands in. */
export class SourceIndex {
  private readonly maps: NodeMaps = {
    variables: new Map(),
    scopes: new Map(),
    returns: new Map(),
    yields: new Map(),
  };
  private readonly files = new Map<TSESTree.Node, FileIndex>();
  private readonly positions = new Map<FileIndex, number>();
  /** By name, with how many files were looked through. */
  private readonly named = new Map<
    string,
    { readonly files: number; readonly members: readonly (TSESTree.MemberExpression | TSESTree.Property)[] }
  >();
  private readonly memberAssignments = new Map<FileIndex, MemberAssignments>();
  /** What stands under a name in each file, collected for all names when one is first asked for. */
  private readonly given = new Map<FileIndex, ReadonlyMap<string, readonly GivenMember[]>>();
  private readonly called = new Map<FileIndex, ReadonlyMap<string, readonly CallNode[]>>();

  /** The files, in the order in which they were added. */
  get all(): readonly FileIndex[] {
    return [...this.positions.keys()];
  }

  /** The index of a file, made when it is first asked for. */
  add(file: ParsedFile): FileIndex {
    const known = this.files.get(file.ast);
    if (known !== undefined) return known;
    const added = new FileIndex(file, this.maps);
    this.files.set(file.ast, added);
    this.positions.set(added, this.positions.size);
    return added;
  }

  /** The file in which a node stands. */
  fileOf(node: TSESTree.Node): FileIndex {
    // Asked more often than anything else: a loop and no generator.
    for (let current: TSESTree.Node | null | undefined = node; current; current = current.parent) {
      const file = current.type === "Program" ? this.files.get(current) : undefined;
      if (file !== undefined) return file;
    }
    throw new Error(`a ${node.type} of no file that was added`);
  }

  /** Where a member of that name is read or written, in all files. */
  membersNamed(name: string): readonly (TSESTree.MemberExpression | TSESTree.Property)[] {
    const known = this.named.get(name);
    if (known?.files === this.files.size) return known.members;
    const members = [...this.files.values()].flatMap((file) => file.membersNamed(name));
    this.named.set(name, { files: this.files.size, members });
    return members;
  }

  /** What members of that name are given, in all files. */
  membersGiven(name: string): readonly GivenMember[] {
    return this.under(name, this.given, givenMembersIn);
  }

  /** What members are given in a file, by their names. */
  givenMembersIn(file: FileIndex): ReadonlyMap<string, readonly GivenMember[]> {
    return allIn(file, this.given, givenMembersIn);
  }

  /** The calls of functions and methods of that name, in all files. */
  callsNamed(name: string): readonly CallNode[] {
    return this.under(name, this.called, callsByName);
  }

  private under<T>(
    name: string,
    known: Map<FileIndex, ReadonlyMap<string, readonly T[]>>,
    collect: (file: FileIndex) => ReadonlyMap<string, readonly T[]>,
  ): readonly T[] {
    return this.all.flatMap((file) => allIn(file, known, collect).get(name) ?? []);
  }

  /** A number for the file in which a node stands, in the order in which files were added. */
  positionOf(node: TSESTree.Node): number {
    return this.positions.get(this.fileOf(node)) ?? 0;
  }

  /** The function, method or signature that is declared in a stretch of a file, as TypeScript counts it. */
  declarationAt(file: FileIndex, start: number, end: number): TSESTree.Node | undefined {
    let found: TSESTree.Node | undefined;
    const look = (node: TSESTree.Node): void => {
      if (found !== undefined || node.range[1] < end || node.range[0] > end) return;
      if (node.range[1] === end && node.range[0] >= start && isDeclaration(node)) found = node;
      else for (const child of file.childrenOf(node)) look(child);
    };
    look(file.file.ast);
    return found;
  }

  /** The variable that an identifier (use or declaration) means; `undefined` for globals and property names. */
  variableOf(identifier: TSESTree.Node): Variable | undefined {
    const variable = this.maps.variables.get(identifier);
    // ESLint adds configured globals as variables without a definition.
    return variable === undefined || variable.defs.length === 0 ? undefined : variable;
  }

  /** The values given to a member of what an identifier means, anywhere in its file. */
  valuesAssignedTo(root: TSESTree.Identifier, path: readonly string[]): readonly TSESTree.Expression[] {
    return this.assignmentsIn(this.fileOf(root)).to(root, path);
  }

  /** The values given to a member of what `this` is in a function. */
  valuesAssignedToThisOf(fn: FunctionNode, path: readonly string[]): readonly TSESTree.Expression[] {
    return this.assignmentsIn(this.fileOf(fn)).toThisOf(fn, path);
  }

  /** The values given to a member of what `this` is in the methods of a class or object literal. */
  keptBy(owner: TSESTree.ClassBody | TSESTree.ObjectExpression, name: string): readonly KeptValue[] {
    return this.assignmentsIn(this.fileOf(owner)).keptBy(owner, name);
  }

  /** The values given to members, of names that are not in the source, of what an identifier means. */
  keyedValuesIn(root: TSESTree.Identifier, path: readonly string[]): readonly KeyedValue[] {
    return this.assignmentsIn(this.fileOf(root)).keyedIn(root, path);
  }

  /** The objects whose members `Object.assign` gives to what an identifier means, or a member of it. */
  wholesAssignedTo(
    root: TSESTree.Identifier,
    path: readonly string[],
  ): readonly TSESTree.CallExpressionArgument[] {
    return this.assignmentsIn(this.fileOf(root)).wholesTo(root, path);
  }

  /** The same of what `this` is in a function. */
  wholesAssignedToThisOf(fn: FunctionNode): readonly TSESTree.CallExpressionArgument[] {
    return this.assignmentsIn(this.fileOf(fn)).wholesToThisOf(fn);
  }

  private assignmentsIn(file: FileIndex): MemberAssignments {
    const known = this.memberAssignments.get(file);
    const assignments = known ?? new MemberAssignments(file, (identifier) => this.variableOf(identifier));
    if (known === undefined) this.memberAssignments.set(file, assignments);
    return assignments;
  }

  /** The innermost scope around a node. */
  scopeOf(node: TSESTree.Node): TSESLint.Scope.Scope | null {
    for (const current of selfAndAncestors(node)) {
      const scope = this.maps.scopes.get(current);
      if (scope !== undefined) return scope;
    }
    return null;
  }

  /** The values that a function returns, as far as they are written out; a generator returns none. */
  returnsOf(fn: FunctionNode): readonly TSESTree.Expression[] {
    return this.maps.returns.get(fn) ?? [];
  }

  /** What a generator gives to whoever runs it. */
  yieldsOf(fn: FunctionNode): readonly TSESTree.YieldExpression[] {
    return this.maps.yields.get(fn) ?? [];
  }

  textOf(node: TSESTree.Node): string {
    return this.fileOf(node).textOf(node);
  }

  childrenOf(node: TSESTree.Node): TSESTree.Node[] {
    return this.fileOf(node).childrenOf(node);
  }

  /** An edit of the file in which a node stands. */
  edit(node: TSESTree.Node, edit: TextEdit): PlacedEdit {
    return { ...edit, file: this.fileOf(node) };
  }
}

/** What is collected of a file for all names, when one is first asked for. */
function allIn<T>(
  file: FileIndex,
  known: Map<FileIndex, ReadonlyMap<string, readonly T[]>>,
  collect: (file: FileIndex) => ReadonlyMap<string, readonly T[]>,
): ReadonlyMap<string, readonly T[]> {
  const byName = known.get(file) ?? collect(file);
  known.set(file, byName);
  return byName;
}

function callsByName({ calls }: FileIndex): ReadonlyMap<string, readonly CallNode[]> {
  const found = new Map<string, CallNode[]>();
  for (const call of calls) {
    const name = calledName(call);
    if (name === undefined) continue;
    const known = found.get(name);
    if (known === undefined) found.set(name, [call]);
    else known.push(call);
  }
  return found;
}

const isDeclaration = (node: TSESTree.Node): boolean =>
  isFunction(node) ||
  node.type === "TSMethodSignature" ||
  node.type === "TSAbstractMethodDefinition" ||
  node.type === "TSFunctionType";

/** An edit, and the file that it changes. */
export interface PlacedEdit extends TextEdit {
  readonly file: FileIndex;
}
