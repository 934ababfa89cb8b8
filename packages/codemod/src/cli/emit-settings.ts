import { accessSync, constants } from "node:fs";
import { dirname, resolve } from "node:path";
import { messageOf, UsageError } from "../shared/errors.js";
import { writeAtomically } from "../files/atomic.js";

/**
 * Looks whether the file of `--emit-settings` can be written, before the run begins.
 * @returns what writes the settings there as JSON, over what an earlier run wrote.
 * @throws {UsageError} if it can't be written; from what is returned too, if it can't be after all.
 */
export function settingsWriter(root: string, file: string): (settings: object) => void {
  const path = resolve(root, file);
  const attempt = (action: () => void, consequence: string): void => {
    try {
      action();
    } catch (error) {
      throw new UsageError(`--emit-settings: ${file} can't be written: ${messageOf(error)}${consequence}`);
    }
  };
  attempt(() => accessSync(dirname(path), constants.W_OK | constants.X_OK), "");
  return (settings) =>
    attempt(
      () => writeAtomically(path, `${JSON.stringify(settings, undefined, 2)}\n`),
      "; the run itself is done",
    );
}
