import type { TSESTree } from "@typescript-eslint/utils";
import type { Entry } from "../../eval/objects/shape.js";

/** One part of the new call, as text, with what it takes to place it. */
export interface Part {
  readonly text: string;
  /** The source that the text was taken from, for comments and evaluation order; absent for a member access. */
  readonly node: TSESTree.Node | undefined;
}

/** Arguments of an envelope: the value, and what stands in its options, in source order. */
export interface EnvelopeParts {
  readonly value: Part;
  readonly options: readonly (Part & { readonly name: "ttlSeconds" | "expiresAtMs" | "metadata" })[];
  readonly notes: readonly string[];
}

/** A field's value as it is written at the place of the rewrite. */
export interface FieldPart extends Part {
  /** Of a member access: whether it certainly gives a value. */
  readonly isPresent?: boolean;
  /** Of a member access: the type to assert where a number is needed. */
  readonly numberType?: string;
  /** The condition of `...(condition && { … })`, which the field keeps. */
  readonly guard?: TSESTree.Node;
}

/** How a field's value is written at the place of the rewrite. */
export type FieldReader = (entry: Entry) => FieldPart;
