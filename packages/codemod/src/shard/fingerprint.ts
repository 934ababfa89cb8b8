import { createHash } from "node:crypto";
import { version } from "../../package.json";
import { readBy } from "../modules/file-tree.js";
import type { FileTree } from "../modules/file-tree.js";

/** A tree that notes what is read from it. */
interface Noted {
  readonly tree: FileTree;
  /**
   * What tells two runs apart, as hexadecimal digits: the texts of the sources and of the manifests, and what else is given.
   * @param asked what was asked of the run.
   */
  readonly fingerprint: (asked: unknown) => string;
}

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** Every source is read once by a run, and noted then: no file is read for this alone but the manifests. */
export function noted(tree: FileTree): Noted {
  const digests = new Map<string, string>();
  const read: FileTree["read"] = (file) => {
    const source = tree.read(file);
    if (!digests.has(file)) digests.set(file, sha256(source.bytes));
    return source;
  };
  return {
    tree: readBy(tree, read),
    fingerprint: (asked) => {
      const files = [...tree.sources, ...tree.declarations, ...tree.manifests].map((file) => [
        file,
        digests.get(file) ?? digestOf(tree, file),
      ]);
      return sha256(JSON.stringify([version, asked, files]));
    },
  };
}

function digestOf(tree: FileTree, file: string): string {
  try {
    return sha256(tree.read(file).bytes);
  } catch {
    // A file that no one can read is a fault of its own, which the report tells.
    return "";
  }
}
