import type { TSESTree } from "@typescript-eslint/utils";
import type { Bound } from "../call-context.js";
import { peel } from "../../syntax/nodes.js";

/** When a property is there: only if `test` is truthy (or falsy). */
interface Condition {
  readonly test: TSESTree.Node;
  readonly when: boolean;
}

/** One property that an object can have. */
export interface Entry {
  readonly name: string;
  /** The narrowest node that puts it there: a property, a spread, an assignment. */
  readonly node: TSESTree.Node;
  /** Its value, `undefined` for one that is only declared by a spread's type. */
  readonly value: Bound | undefined;
  /** The variable or member that it is read from where it came through a spread. */
  readonly spreadFrom: { readonly object: TSESTree.Node; readonly optional: boolean } | undefined;
  readonly conditions: readonly Condition[];
  /** Added or replaced after the object was created, or in one of several objects. */
  readonly isLater: boolean;
}

/** What is known of an object's properties. */
export interface Shape {
  readonly entries: readonly Entry[];
  /** Whether it may have properties that are not listed. */
  readonly isOpen: boolean;
  /** The `toJSON` of its class, which decides what is stored of it. */
  readonly serialiser?: TSESTree.Node | undefined;
  /** The code through which another object's properties came here, all of them or some: `omitBy(body, isNil)`, a loop. */
  readonly decidedBy?: TSESTree.Node | undefined;
  /** What others hand in and of which only a type or a schema tells something: `const entry: Entry = await request.json()`. */
  readonly handedIn?: TSESTree.Node | undefined;
}

/** An object of which nothing is known. */
export const OPEN: Shape = { entries: [], isOpen: true };
/** An object without a property. */
export const EMPTY: Shape = { entries: [], isOpen: false };

/** One of several objects, or one made of several. */
export const merge = (shapes: readonly Shape[]): Shape => ({
  entries: shapes.flatMap((shape) => shape.entries),
  isOpen: shapes.some((shape) => shape.isOpen),
  serialiser: shapes.find(({ serialiser }) => serialiser !== undefined)?.serialiser,
  decidedBy: shapes.find(({ decidedBy }) => decidedBy !== undefined)?.decidedBy,
  handedIn: shapes.find(({ handedIn }) => handedIn !== undefined)?.handedIn,
});

/** An object whose properties come, or may come, after others. */
export const later = (shape: Shape): Shape => ({
  ...shape,
  entries: shape.entries.map((entry) => ({ ...entry, isLater: true })),
});

/** What some code makes of an object: it may leave properties out, and add others. */
export const decidedBy = (code: TSESTree.Node, shape: Shape): Shape => ({
  ...later(shape),
  isOpen: true,
  decidedBy: code,
});

/**
 * Puts properties behind others of the same object, as a spread does: what is certainly there takes the place of what
 * had its name. Several of one name are alternatives, as of what a generator yields: `for (const init of steps())
 * fetch(url, { headers, ...init })`.
 */
export function overrideBy(entries: Entry[], added: readonly Entry[]): void {
  const certain = new Set(
    added.flatMap(({ name, conditions, spreadFrom, isLater }) =>
      conditions.length === 0 && spreadFrom?.optional !== true && !isLater ? [name] : [],
    ),
  );
  const kept = entries.filter(({ name }) => !certain.has(name));
  entries.splice(0, entries.length, ...kept, ...added);
}

/** An object that is only there if a condition holds. */
export const underCondition = (shape: Shape, condition: Condition): Shape => ({
  ...shape,
  entries: shape.entries.map((entry) => ({ ...entry, conditions: [condition, ...entry.conditions] })),
});

/**
 * A property that came through a spread is read from the spread object. Where that is a parameter,
 * the spread itself is the node to change: what callers pass is never theirs to mend.
 */
export function throughSpread(entry: Entry, spread: TSESTree.SpreadElement, fromParameter: boolean): Entry {
  const object = peel(spread.argument);
  if (object.type !== "Identifier" && object.type !== "MemberExpression" && !fromParameter) return entry;
  const optional = entry.spreadFrom?.optional ?? entry.conditions.length > 0;
  const spreadFrom = { object: spread.argument, optional };
  return fromParameter ? { ...entry, node: spread, spreadFrom, conditions: [] } : { ...entry, spreadFrom };
}
