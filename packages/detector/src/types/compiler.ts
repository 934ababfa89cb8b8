/**
 * What is asked of a TypeScript compiler, whichever version and copy of it the caller has at hand: of its objects
 * only what all of them have, so that nothing of TypeScript is loaded here.
 */
export interface CompilerProgram {
  getTypeChecker(): CompilerChecker;
  getSourceFiles(): readonly CompilerSource[];
}

interface CompilerChecker {
  getTypeAtLocation(node: CompilerNode): CompilerType;
  getNonNullableType(type: CompilerType): CompilerType;
  getSymbolAtLocation(node: CompilerNode): CompilerSymbol | undefined;
  getExportsOfModule(module: CompilerSymbol): readonly CompilerSymbol[];
  getDeclaredTypeOfSymbol(symbol: CompilerSymbol): CompilerType;
  typeToString(type: CompilerType): string;
}

interface CompilerNode {
  readonly pos: number;
  readonly end: number;
  readonly parent: CompilerNode;
  getStart(): number;
  forEachChild<T>(visit: (node: CompilerNode) => T | undefined): T | undefined;
}

export interface CompilerSource extends CompilerNode {
  readonly fileName: string;
  readonly text: string;
}

interface CompilerSymbol {
  readonly name: string;
  readonly declarations?: readonly CompilerNode[] | undefined;
}

interface CompilerType {
  readonly symbol?: CompilerSymbol | undefined;
  readonly aliasSymbol?: CompilerSymbol | undefined;
  getBaseTypes(): readonly CompilerType[] | undefined;
}

/** A type by the module that exports it. */
export interface ExportedType {
  readonly module: string;
  readonly name: string;
}

/** Asks TypeScript of which type an expression is. */
export class CompilerTypes {
  private readonly program: CompilerProgram;
  private readonly exported = new Map<string, CompilerSymbol | undefined>();

  constructor(program: CompilerProgram) {
    this.program = program;
  }

  /**
   * Whether an expression, a stretch of a source, is of a type that a module exports.
   * @returns `undefined` where TypeScript can't tell: what it takes for anything.
   */
  isOfType(source: CompilerSource, start: number, end: number, type: ExportedType): boolean | undefined {
    const node = nodeAt(source, start, end);
    if (node === undefined) return undefined;
    const checker = this.program.getTypeChecker();
    const found = checker.getNonNullableType(checker.getTypeAtLocation(node));
    const wanted = this.exportOf(type);
    if (/^(?:any|unknown|never|error)$/.test(checker.typeToString(found)))
      return this.isDeclaredAs(node, type);
    return wanted === undefined ? undefined : partsOf(found).every((part) => isOrExtends(part, wanted));
  }

  /** The symbol of what a module exports under a name; any file that names the module leads there. */
  private exportOf({ module, name }: ExportedType): CompilerSymbol | undefined {
    const key = `${module} ${name}`;
    if (!this.exported.has(key)) this.exported.set(key, this.findExport(module, name));
    return this.exported.get(key);
  }

  private findExport(module: string, name: string): CompilerSymbol | undefined {
    const checker = this.program.getTypeChecker();
    for (const source of this.program.getSourceFiles()) {
      if (source.fileName.includes("/node_modules/") || !source.text.includes(module)) continue;
      for (const literal of literalsOf(source, module)) {
        const target = checker.getSymbolAtLocation(literal);
        const own = target === undefined ? [] : checker.getExportsOfModule(target);
        const symbol = own.find((each) => each.name === name);
        const declared = symbol === undefined ? undefined : checker.getDeclaredTypeOfSymbol(symbol).symbol;
        if (declared !== undefined) return declared;
      }
    }
    return undefined;
  }

  /** By the name in its declaration, where the module that this is imported from is not installed: `S: KvNamespace`. */
  private isDeclaredAs(node: CompilerNode, { module, name }: ExportedType): true | undefined {
    const checker = this.program.getTypeChecker();
    const named = memberOf(node, "name") ?? node;
    const declarations = checker.getSymbolAtLocation(named)?.declarations ?? [];
    return declarations.some((declaration) => {
      const written = memberOf(declaration, "type");
      const typeName = written === undefined ? undefined : memberOf(written, "typeName");
      const imports =
        typeName === undefined ? [] : (checker.getSymbolAtLocation(typeName)?.declarations ?? []);
      return imports.some((specifier) => isImportOf(specifier, module, name));
    })
      ? true
      : undefined;
  }
}

function isImportOf(specifier: CompilerNode, module: string, name: string): boolean {
  const imported = memberOf(specifier, "propertyName") ?? memberOf(specifier, "name");
  if (imported === undefined || textOf(imported) !== name) return false;
  for (let node = specifier; "parent" in node && isNode(node.parent); node = node.parent) {
    const literal = memberOf(node, "moduleSpecifier");
    if (literal !== undefined) return textOf(literal) === module;
  }
  return false;
}

function isOrExtends(type: CompilerType, wanted: CompilerSymbol): boolean {
  if (type.symbol === wanted || type.aliasSymbol === wanted) return true;
  const parts = partsOf(type);
  if (parts.length > 1) return parts.some((part) => isOrExtends(part, wanted));
  return (type.getBaseTypes() ?? []).some((base) => isOrExtends(base, wanted));
}

/** The members of a union or intersection, else the type itself. */
const partsOf = (type: CompilerType): readonly CompilerType[] =>
  "types" in type && Array.isArray(type.types) ? type.types.filter(isType) : [type];

const isType = (value: unknown): value is CompilerType =>
  typeof value === "object" && value !== null && "getBaseTypes" in value;

/** The outermost node of exactly that range. */
function nodeAt(node: CompilerNode, start: number, end: number): CompilerNode | undefined {
  // `pos` comes before comments and blanks, so that it rules out without a look at the text.
  if (node.pos > start || node.end < end) return undefined;
  if (node.end === end && node.getStart() === start) return node;
  return node.forEachChild((child) => nodeAt(child, start, end));
}

/** The texts that name a module: in imports, re-exports and augmentations. */
function literalsOf(source: CompilerSource, module: string): CompilerNode[] {
  const found: CompilerNode[] = [];
  source.forEachChild((statement) => {
    for (const literal of [memberOf(statement, "moduleSpecifier"), memberOf(statement, "name")])
      if (literal !== undefined && textOf(literal) === module && !("escapedText" in literal))
        found.push(literal);
    return undefined;
  });
  return found;
}

const isNode = (value: unknown): value is CompilerNode =>
  typeof value === "object" && value !== null && "pos" in value && "forEachChild" in value;

/** Kinds of nodes are numbers that differ between versions of TypeScript, so a node is known by what it has. */
function memberOf(node: CompilerNode, name: string): CompilerNode | undefined {
  const value: unknown = Reflect.get(node, name);
  return isNode(value) ? value : undefined;
}

const textOf = (node: CompilerNode): string | undefined =>
  "text" in node && typeof node.text === "string" ? node.text : undefined;
