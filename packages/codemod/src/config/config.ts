import { parseSettings, settingsSchema, SettingsError } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { jsonFault } from "./json-fault.js";
import { DEFAULT_CONFIG } from "./file-name.js";
import { messageOf, systemCode, UsageError } from "../shared/errors.js";
import { didYouMean } from "../shared/nearest.js";
import { isRecord } from "../shared/record.js";

/** What the system says of a file that can't be read, in words. */
const READ_FAULTS: Readonly<Record<string, string>> = {
  EISDIR: "is a directory, not a JSON file",
  EACCES: "can't be read: this user has no right to",
  ELOOP: "can't be read: it is a link that leads in a circle",
  ENAMETOOLONG: "can't be read: its name is too long",
  ENOTDIR: "no such file: a part of its path is no directory",
};

export interface Config {
  readonly settings: Settings;
  readonly ignore: readonly string[];
}

/**
 * Reads the configuration: the file named by `--config`, else the default one if it is there.
 * @throws {UsageError} with one line that names the file and the key at fault.
 */
export function readConfig(root: string, named: string | undefined): Config {
  const file = named ?? DEFAULT_CONFIG;
  const where = named === undefined ? DEFAULT_CONFIG : `--config: ${named}`;
  let text: string;
  try {
    text = readFileSync(resolve(root, file), "utf8");
  } catch (error) {
    const code = systemCode(error);
    if (code !== "ENOENT")
      throw new UsageError(
        `${where}: ${(code === undefined ? undefined : READ_FAULTS[code]) ?? `can't be read: ${messageOf(error)}`}`,
      );
    if (named === undefined) return { settings: {}, ignore: [] };
    throw new UsageError(`${where}: no such file`);
  }
  return parseConfig(text, where);
}

export function parseConfig(text: string, where: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new UsageError(`${where}: is not JSON: ${jsonFault(text.replace(/^\uFEFF/, ""))}`);
  }
  if (!isRecord(value)) throw new UsageError(`${where}: holds ${describe(value)}; allowed: a JSON object`);
  const { ignore, ...settings } = value;
  rejectUnknownKeys(Object.keys(settings), where);
  try {
    return { settings: parseSettings(settings, where), ignore: readIgnore(ignore, where) };
  } catch (error) {
    throw error instanceof SettingsError ? new UsageError(messageOf(error)) : error;
  }
}

function rejectUnknownKeys(keys: readonly string[], where: string): void {
  const allowed = [...Object.keys(settingsSchema.properties), "ignore"];
  const unknown = keys.find((key) => !allowed.includes(key));
  if (unknown === undefined) return;
  throw new UsageError(
    `${where}: ${JSON.stringify(unknown)}: unknown key${didYouMean(unknown, allowed)} (allowed: ${allowed.join(", ")})`,
  );
}

function readIgnore(value: unknown, where: string): readonly string[] {
  if (value === undefined) return [];
  const globs: string[] = [];
  for (const glob of Array.isArray(value) ? value : [value]) {
    if (!Array.isArray(value) || typeof glob !== "string" || glob === "") {
      throw new UsageError(
        `${where}: ignore: ${JSON.stringify(value)} given; allowed: an array of globs, for example ["src/generated/**"]`,
      );
    }
    globs.push(glob);
  }
  return globs;
}

const describe = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`;
