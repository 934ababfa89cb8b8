import type { TSESTree } from "@typescript-eslint/utils";
import { peel, selfAndAncestors } from "../syntax/nodes.js";
import type { FileIndex } from "../syntax/file-index.js";
import type { TypeReader } from "./type-reader.js";

/** Who can stand behind a declared type: classes, and expressions that the source declares to be of it. */
export interface Implementers {
  readonly classes: readonly TSESTree.ClassBody[];
  readonly values: readonly TSESTree.Node[];
}

const NONE: Implementers = { classes: [], values: [] };

interface Found {
  readonly classes: TSESTree.ClassBody[];
  readonly values: TSESTree.Node[];
}

/** Which classes of the program extend a class or implement an interface, and which values are declared as one. */
export class ImplementerIndex {
  private readonly types: TypeReader;
  private readonly classOf: (expression: TSESTree.Node) => TSESTree.ClassBody | undefined;
  private readonly files: FileIndex[] = [];
  /** By the declaration of the interface or base class. */
  private found: Map<TSESTree.Node, Found> | undefined;

  /** @param classOf the class of the program that an expression stands for. */
  constructor(types: TypeReader, classOf: (expression: TSESTree.Node) => TSESTree.ClassBody | undefined) {
    this.types = types;
    this.classOf = classOf;
  }

  add(file: FileIndex): void {
    this.files.push(file);
    this.found = undefined;
  }

  /** Who implements an interface (a declaration), or extends a class (its body), directly or not. */
  of(declaration: TSESTree.Node): Implementers {
    this.found ??= this.collect();
    return this.found.get(declaration) ?? NONE;
  }

  /** The names of what a class extends and implements. */
  supertypeNames(body: TSESTree.ClassBody): TSESTree.Node[] {
    return [...this.supertypes(body, new Set())].flatMap((type) => nameOfType(type) ?? []);
  }

  /** The names of the types that the source declares for a value in which a node stands. */
  declaredTypeNames(node: TSESTree.Node): TSESTree.Node[] {
    this.found ??= this.collect();
    const around = new Set(selfAndAncestors(node));
    return [...this.found].flatMap(([type, { values }]) =>
      values.some((value) => around.has(peel(value))) ? (nameOfType(type) ?? []) : [],
    );
  }

  private collect(): Map<TSESTree.Node, Found> {
    const found = new Map<TSESTree.Node, Found>();
    const entryOf = (declaration: TSESTree.Node): Found => {
      const known = found.get(declaration) ?? { classes: [], values: [] };
      found.set(declaration, known);
      return known;
    };
    for (const file of this.files) {
      for (const body of file.classes) {
        for (const type of this.supertypes(body, new Set())) entryOf(type).classes.push(body);
      }
      for (const { type, value } of file.declaredValues) {
        const declaration = this.types.interfaceOf(type) ?? this.types.classOf(type);
        if (declaration !== undefined) entryOf(declaration).values.push(value);
      }
    }
    return found;
  }

  /** The base classes' bodies and the interfaces of a class, through all of its ancestors. */
  private supertypes(body: TSESTree.ClassBody, seen: Set<TSESTree.Node>): Set<TSESTree.Node> {
    const holder = body.parent;
    // Espree knows no types.
    for (const { expression } of "implements" in holder ? holder.implements : [])
      this.addInterface(this.types.interfaceNamed(expression), seen);
    const base = holder.superClass === null ? undefined : this.classOf(holder.superClass);
    if (base !== undefined && !seen.has(base)) {
      seen.add(base);
      this.supertypes(base, seen);
    }
    return seen;
  }

  private addInterface(declaration: TSESTree.Node | undefined, seen: Set<TSESTree.Node>): void {
    if (declaration === undefined || seen.has(declaration)) return;
    seen.add(declaration);
    if (declaration.type !== "TSInterfaceDeclaration") return;
    for (const { expression } of declaration.extends)
      this.addInterface(this.types.interfaceNamed(expression), seen);
  }
}

function nameOfType(type: TSESTree.Node): TSESTree.Node | undefined {
  if (type.type === "ClassBody") return type.parent.id ?? undefined;
  return type.type === "TSInterfaceDeclaration" || type.type === "TSTypeAliasDeclaration"
    ? type.id
    : undefined;
}
