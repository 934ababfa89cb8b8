import { writeFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";

/**
 * Writes a whole file in one step: beside it, to the disk, then renamed over it, its mode kept.
 * @throws a system error; then the file is as it was.
 */
export function writeAtomically(path: string, content: string): void {
  // The library itself writes only once, and takes a part that was written, as on a disk that is nearly full, for the
  // whole. Node's own function goes on until all is written, or throws.
  writeFileAtomic.sync(path, "", {
    tmpfileCreated: (draft) => {
      writeFileSync(draft, content);
    },
  });
}
