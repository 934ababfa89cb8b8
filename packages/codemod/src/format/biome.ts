import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "../shared/errors.js";
import type { Formatted, Formatter, Unformatted } from "./formatter.js";

/** The Biome of a `node_modules` directory. */
export const biomeIn = (directory: string): Formatter => ({
  name: "Biome",
  directory,
  format: (files, timeoutMs) => files.map((file) => formatOne(directory, file, timeoutMs)),
});

function formatOne(directory: string, { path, before, after }: Unformatted, timeoutMs: number): Formatted {
  const format = (text: string): Formatted => formatText(directory, path, text, timeoutMs);
  if (before !== null) {
    const formatted = format(before);
    if (formatted.kind !== "formatted") return formatted;
    // A file that it ignores comes back as it is, before as after.
    if (formatted.text !== before) return { kind: "untidy" };
  }
  return format(after);
}

function formatText(directory: string, path: string, text: string, timeoutMs: number): Formatted {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(directory, "bin", "biome"), "format", "--colors=off", `--stdin-file-path=${path}`],
    {
      // Version 1 takes its configuration from here and above.
      cwd: configDirectory(path) ?? dirname(dirname(dirname(directory))),
      input: text,
      encoding: "utf8",
      maxBuffer: 1 << 30,
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    },
  );
  if (error !== undefined)
    return {
      kind: "failed",
      reason:
        "code" in error && error.code === "ETIMEDOUT"
          ? `it took longer than ${timeoutMs / 1000} s`
          : messageOf(error),
    };
  return status === 0
    ? { kind: "formatted", text: stdout }
    : { kind: "failed", reason: firstSentence(stderr) };
}

/** The directory of the configuration nearest to a file. */
export function configDirectory(path: string): string | undefined {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (["biome.json", "biome.jsonc"].some((name) => existsSync(join(directory, name)))) return directory;
    if (dirname(directory) === directory) return undefined;
  }
}

/** Biome draws a frame around what it says. */
const firstSentence = (stderr: string): string =>
  stderr
    .split("\n")
    .map((line) => line.replace(/^[\s×✖!]+/, "").trim())
    .find((line) => line !== "" && !line.includes("━")) ?? "it gave no reason";
