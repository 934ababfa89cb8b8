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

/** How a field's value is written at the place of the rewrite. */
export type FieldReader = (entry: Entry) => {
  readonly text: string;
  readonly node: TSESTree.Node | undefined;
  /** Of a member access: whether it certainly gives a value. */
  readonly isPresent?: boolean;
};
