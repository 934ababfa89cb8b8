import type { Context } from "../context.js";
import { declaredTypesOf } from "../../eval/leaf-types.js";
import type { Origin } from "../../eval/origin.js";
import type { ImportedType } from "../../types/type-names.js";

/** The type that a value's declaration names, and the members read from there. */
export interface TypedPath {
  readonly type: ImportedType | undefined;
  /** Whether a declared type was found at all. */
  readonly isDeclared: boolean;
  readonly rest: readonly string[];
}

/** What the declared types say of each step of an origin's member path, outermost first. */
export function typedPaths(context: Context, { leaf }: Origin): TypedPath[] {
  return leaf.path.map((_, depth) => {
    const declared = declaredTypesOf(context.types, leaf, depth);
    const imported = declared.map((type) => context.types.importOf(type)).find((type) => type !== undefined);
    const rest = leaf.path.slice(depth);
    if (imported !== undefined) return { type: imported, isDeclared: true, rest };
    const imports = context.expressionTypes.importsAt(leaf, depth);
    return { type: onlyOf(imports), isDeclared: declared.length + imports.length > 0, rest };
  });
}

/** The import that all types of a value are named by. */
export function onlyOf(imports: readonly (ImportedType | undefined)[]): ImportedType | undefined {
  const [first, ...others] = imports;
  return others.every((other) => other?.module === first?.module && other?.name === first?.name)
    ? first
    : undefined;
}
