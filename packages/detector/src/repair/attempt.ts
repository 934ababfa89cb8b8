import type { ReadRewrite } from "../rewrite/reads/then-unwrap.js";
import type { PlacedEdit } from "../syntax/source-index.js";
import { Unsafe } from "../rewrite/unsafe.js";
import type { WriteRewrite } from "../rewrite/writes/write-rewrite.js";
import type { DetectOptions, Outcome } from "./outcome.js";

/** What came of a rewrite: its edits, or why it is left. */
export interface Attempt<T> {
  readonly outcome: Outcome;
  readonly value: T | undefined;
}

/** Runs a rewrite: what can't be done without a guess, or in a file that must not be written, is left. */
export function attemptTo<T extends WriteRewrite | ReadRewrite | undefined>(
  rewrite: () => T,
  readOnly?: DetectOptions["readOnly"],
): Attempt<T> {
  try {
    const value = rewrite();
    for (const { file } of value === undefined ? [] : editsOf(value)) {
      const reason = readOnly?.(file.file);
      if (reason !== undefined) throw Unsafe.for(reason);
    }
    const isPartial = value !== undefined && "pair" in value && value.isPartial === true;
    return { outcome: { status: "rewritable", notes: value?.notes ?? [], isPartial }, value };
  } catch (error) {
    if (error instanceof Unsafe)
      return { outcome: { status: "left", reason: error.reason }, value: undefined };
    throw error;
  }
}

const editsOf = (value: WriteRewrite | ReadRewrite): readonly PlacedEdit[] =>
  "pair" in value ? [...value.edits, ...(value.told?.shared ?? [])] : value.edits;
