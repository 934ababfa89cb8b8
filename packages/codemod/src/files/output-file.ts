import { accessSync, constants, lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { messageOf, systemCode } from "../shared/errors.js";
import { insideRoot } from "./root.js";

/**
 * Why a file that an option names may not be written, `undefined` if it may: there is none, it is empty, or an earlier
 * run of ours made it. Decides for every option that writes a file.
 * @param root the directory of the run, absolute, without links: a path in it must not lead out of it by a link.
 * @param isOurs whether a text is what this option wrote earlier.
 */
export function outputFault(
  root: string,
  given: string,
  isOurs: (text: string) => boolean,
): string | undefined {
  const path = resolve(root, given);
  const directory = dirname(path);
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    const what = systemCode(error) === "ENOENT" ? "does not exist" : "can't be written to";
    return `can't be written: the directory ${directory} ${what}`;
  }
  if (insideRoot(root, directory) !== undefined && insideRoot(root, realpathSync(directory)) === undefined)
    return "can't be written: it leads out of the current directory through a link";
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) return "can't be written: it is a link, and what it leads to may be anyone's";
  if (!stats.isFile()) return "can't be written: it is not a regular file";
  // A rename would get past the missing permission.
  if ((stats.mode & 0o222) === 0) return "can't be written: it is read-only";
  let before: string;
  try {
    before = readFileSync(path, "utf8");
  } catch (error) {
    return `can't be read: ${messageOf(error)}`;
  }
  return before === "" || isOurs(before)
    ? undefined
    : "is there already and not written by this option of kv-envelope, so it is not written over; name another file";
}
