import type { Context } from "../context.js";
import { declaredTypesOf } from "../../eval/declared-types.js";
import type { Origin } from "../../eval/origin.js";
import { isAnything } from "../../types/utility-types.js";
import type { ImportedType } from "../../types/type-names.js";

/** The type that a value's declaration names, and the members read from there. */
export interface TypedPath {
  readonly type: ImportedType | undefined;
  /** Whether a declared type was found at all. */
  readonly isDeclared: boolean;
  /** Whether it is seen what that type is. */
  readonly isResolved: boolean;
  readonly rest: readonly string[];
}

/** What the declared types say of each step of an origin's member path, outermost first. */
export function typedPaths(context: Context, { value }: Origin): TypedPath[] {
  return value.path.map((_, depth) => {
    const rest = value.path.slice(depth);
    const imports = context.expressionTypes.importsAt(value, depth);
    if (imports.length > 0) return { type: onlyOf(imports), isDeclared: true, isResolved: true, rest };
    const declared = declaredTypesOf(context.types, value, depth).filter((type) => !isAnything(type));
    const imported = declared.map((type) => context.types.importOf(type)).find((type) => type !== undefined);
    return { type: imported, isDeclared: declared.length > 0, isResolved: imported !== undefined, rest };
  });
}

/** The import that the types of a value are named by, as far as they are imported: one of them alone. */
export function onlyOf(imports: readonly (ImportedType | undefined)[]): ImportedType | undefined {
  const [first, ...others] = imports.filter((type) => type !== undefined);
  return others.every(({ module, name }) => module === first?.module && name === first.name)
    ? first
    : undefined;
}
