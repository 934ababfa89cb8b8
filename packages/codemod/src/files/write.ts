import { isUtf8 } from "node:buffer";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { FileError, systemCode } from "../shared/errors.js";
import { writeAtomically } from "./atomic.js";
import { insideRoot } from "./root.js";

/**
 * Replaces a file's content in one step: beside it, then renamed over it, its mode kept.
 * @param root absolute, without links.
 * @param before the bytes that the new content was made from.
 * @throws {FileError} if the file changed since, may not be written, or leads out of the root.
 */
export function replaceFile(root: string, file: string, before: Buffer, content: string): void {
  checkReplaceable(root, file, before);
  writeAtomically(join(root, file), content);
}

/**
 * Looks whether a file can be replaced.
 * @throws {FileError} as {@link replaceFile} does.
 */
export function checkReplaceable(root: string, file: string, before: Buffer): void {
  const path = join(root, file);
  if (insideRoot(root, realpathSync(path)) !== file)
    throw new FileError("leads through a link, so it is not written");
  // A rename would get past the missing permission: it needs only the directory's.
  if ((statSync(path).mode & 0o222) === 0 || !isAllowed(path, constants.W_OK))
    throw new FileError("is read-only, so it is not written");
  if (!readFileSync(path).equals(before))
    throw new FileError("changed on disk while the run was on, so it is not written; run again");
  // What comes in its place is written beside it first.
  if (!isAllowed(dirname(path), constants.W_OK | constants.X_OK))
    throw new FileError("is in a directory that may not be written to");
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates a file in one step, with the directories that it needs.
 * @throws {FileError} if it is there already, or leads out of the root.
 */
export function createFile(root: string, file: string, content: string): void {
  const path = join(root, file);
  let existing = dirname(path);
  while (!existsSync(existing)) existing = dirname(existing);
  const isLinked = realpathSync(existing) !== existing || insideRoot(root, path) !== file;
  if (!isLinked) mkdirSync(dirname(path), { recursive: true });
  if (isLinked || insideRoot(root, join(realpathSync(dirname(path)), basename(path))) !== file)
    throw new FileError("leads through a link, so it is not written");
  if (existsSync(path))
    throw new FileError("appeared on disk while the run was on, so it is not written; run again");
  writeAtomically(path, content);
}

/** A file's text, `undefined` if there is none; what is not UTF-8 is no text of ours, and `null`. */
export function contentOf(root: string, file: string): string | null | undefined {
  try {
    const bytes = readFileSync(join(root, file));
    return isUtf8(bytes) ? bytes.toString("utf8") : null;
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/**
 * Deletes a file.
 * @throws {FileError} if it leads out of the root.
 */
export function removeFile(root: string, file: string): void {
  const path = join(root, file);
  if (insideRoot(root, realpathSync(path)) !== file)
    throw new FileError("leads through a link, so it is not deleted");
  rmSync(path);
}
