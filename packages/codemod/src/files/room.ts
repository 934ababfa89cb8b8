import { statfsSync } from "node:fs";
import { FileError } from "../shared/errors.js";
import type { JournalEntry } from "./journal.js";

/** Directories, the journal's own braces, blocks that are filled in part. */
const SPARE_BYTES = 65_536;

/**
 * Looks whether the disk has room for a run: for its journal, for what the files grow by, and for the drafts of a
 * store, which stand beside its files for a moment. What a quota or another disk below says is told only by writing.
 * @param draftBytes how large all drafts are that stand beside files at one time.
 * @throws {FileError} if it has not.
 */
export function checkRoom(root: string, entries: readonly JournalEntry[], draftBytes: number): void {
  const sizes = entries.map(({ before, after }) => ({
    before: Buffer.byteLength(before ?? ""),
    after: Buffer.byteLength(after),
  }));
  const needed = sizes.reduce(
    (sum, { before, after }) => sum + before + after + Math.max(0, after - before),
    SPARE_BYTES + draftBytes,
  );
  const free = freeBytes(root);
  if (free !== undefined && free < needed)
    throw new FileError(`the disk has ${free} bytes left, and ${needed} are needed`);
}

/** `undefined` where the file system does not say. */
function freeBytes(root: string): number | undefined {
  try {
    const { blocks, bsize, bavail, bfree } = statfsSync(root);
    return blocks === 0 ? undefined : bsize * (process.getuid?.() === 0 ? bfree : bavail);
  } catch {
    return undefined;
  }
}
