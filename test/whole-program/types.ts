// What TypeScript says of a program, under its own configuration.
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { readFiles } from "./files.js";
import { workspacePackages } from "./packages.js";
import { createHost } from "./source-files.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const message = (text: string | ts.DiagnosticMessageChain): string =>
  ts.flattenDiagnosticMessageText(text, " ");

function toLine(dir: string, { file, start, messageText }: ts.Diagnostic): string {
  if (file === undefined) return message(messageText);
  const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
  return `${relative(dir, file.fileName)}:${line + 1} ${message(messageText)}`;
}

/** `files`: these instead of the configuration's own. */
function errorsUnder(config: string, files?: readonly string[]): readonly ts.Diagnostic[] {
  const broken: ts.Diagnostic[] = [];
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic: ts.Diagnostic) => broken.push(diagnostic),
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(config, { noEmit: true }, host);
  if (parsed === undefined) return broken;
  const { options, errors } = parsed;
  const fileNames = files ?? parsed.fileNames;
  // A workspace's root often only names its packages, each of which is asked by itself.
  if (fileNames.length === 0 && parsed.projectReferences !== undefined) return broken;
  return [
    ...broken,
    ...errors,
    ...ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options, createHost(options))),
  ];
}

/** One line an error, under the tsconfig.json of the root and of each package; none for a program without any. */
export function typeErrors(dir: string): string[] {
  const folders = ["", ...workspacePackages(readFiles(dir)).map(({ folder }) => folder)];
  const configs = folders
    .map((folder) => join(dir, folder, "tsconfig.json"))
    .filter((config) => existsSync(config));
  const lines = configs.flatMap((config) => errorsUnder(config)).map((diagnostic) => toLine(dir, diagnostic));
  // A package's file is met again in each package that imports it.
  return [...new Set(lines)];
}

/** What the repository's own configuration says of files that it leaves out, one line an error. */
export const ownErrors = (files: readonly string[]): string[] =>
  errorsUnder(join(root, "tsconfig.json"), files).map((diagnostic) => toLine(root, diagnostic));
