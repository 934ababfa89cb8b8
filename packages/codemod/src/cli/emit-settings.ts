import { parseSettings } from "@kv-envelope/detector";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DEFAULT_CONFIG } from "../config/file-name.js";
import { messageOf, systemCode, UsageError } from "../shared/errors.js";
import { writeAtomically } from "../files/atomic.js";
import { outputFault } from "../files/output-file.js";

/**
 * Looks whether the file of `--emit-settings` can be written, before the run begins.
 * @param config the configuration that the run goes by, which is somebody's own work.
 * @returns what writes the settings there as JSON, over what an earlier run wrote; a dry run replaces nothing.
 * @throws {UsageError} if it can't be written; from what is returned too, if it can't be after all.
 */
export function settingsWriter(
  root: string,
  file: string,
  { write, config = DEFAULT_CONFIG }: { readonly write: boolean; readonly config: string | undefined },
): (settings: object) => void {
  const path = resolve(root, file);
  const refuse = (reason: string): never => {
    throw new UsageError(`--emit-settings: ${file} ${reason}`);
  };
  if (path === resolve(root, config)) refuse("is the configuration of the run; name another file");
  const fault = outputFault(root, file, isSettings);
  if (fault !== undefined) refuse(fault);
  return (settings) => {
    const text = `${JSON.stringify(settings, undefined, 2)}\n`;
    const before = textOf(path);
    if (before === text) return;
    if (!write && before !== undefined && before !== "")
      refuse(
        "holds the settings of an earlier run, which a dry run does not replace: add --write, or name another file; the run itself is done",
      );
    // Somebody may have put another file there in the meantime.
    const late = outputFault(root, file, isSettings);
    if (late !== undefined) refuse(`${late}; the run itself is done`);
    try {
      writeAtomically(path, text);
    } catch (error) {
      refuse(`can't be written: ${messageOf(error)}; the run itself is done`);
    }
  };
}

/** What this option writes is known by its keys: JSON has no room for a mark. */
function isSettings(text: string): boolean {
  try {
    parseSettings(JSON.parse(text), "");
    return true;
  } catch {
    return false;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
