import { randomInt } from "node:crypto";
import { existsSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";

/** What write-file-atomic takes from the file that is replaced, where it isn't told. */
type Traits = Pick<writeFileAtomic.Options, "mode" | "chown">;

/**
 * Writes a whole file in one step: beside it, to the disk, then renamed over it, its mode kept.
 * @throws a system error; then the file is as it was.
 */
export const writeAtomically = (path: string, content: string): void => {
  write(path, content, {});
};

function write(path: string, content: string, traits: Traits): void {
  // The library itself writes only once, and takes a part that was written, as on a disk that is nearly full, for the
  // whole. Node's own function goes on until all is written, or throws.
  writeFileAtomic.sync(path, "", {
    ...traits,
    tmpfileCreated: (draft) => {
      writeFileSync(draft, content);
    },
  });
}

/** A file's new content, which waits beside it and is on the disk already: what is slow is done. */
export interface Draft {
  /** Puts it in the file's place. */
  readonly commit: () => void;
  /** Takes it away again, if it still waits. */
  readonly discard: () => void;
}

/**
 * Writes what is to come in the place of a file, its mode kept. The file is not touched.
 * @throws a system error; then nothing waits.
 */
export function draftOf(path: string, content: string): Draft {
  const { mode, uid, gid } = statSync(path);
  let draft: string;
  // As write-file-atomic calls its own: what a killed run left behind is known by it.
  do draft = `${path}.${randomInt(2 ** 32)}`;
  while (existsSync(draft));
  write(draft, content, { mode, chown: { uid, gid } });
  let isWaiting = true;
  return {
    commit: () => {
      renameSync(draft, path);
      isWaiting = false;
    },
    discard: () => {
      if (isWaiting) unlinkSync(draft);
      isWaiting = false;
    },
  };
}
