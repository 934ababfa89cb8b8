import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import type { Project } from "../support/project.js";

const packageFolder = path.dirname(createRequire(import.meta.url).resolve("oxlint/package.json"));

export interface Run {
  readonly status: number | null;
  readonly output: string;
}

export interface Report {
  readonly file: string;
  readonly code: string;
  readonly line: number;
  readonly marked: string;
  readonly message: string;
}

/** oxlint's format of its own: offsets and lengths count bytes. */
interface Output {
  readonly diagnostics: readonly {
    readonly filename: string;
    readonly code?: string;
    readonly message: string;
    readonly labels: readonly {
      readonly span: { readonly offset: number; readonly length: number; readonly line: number };
    }[];
  }[];
}

/** Runs oxlint in a project as its configuration says. */
export function oxlint(project: Project, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(packageFolder, "bin", "oxlint"), ...args],
    { cwd: project.root, encoding: "utf8", maxBuffer: 2 ** 26 },
  );
  return { status, output: stdout + stderr };
}

export function reportsOf(project: Project, ...files: readonly string[]): Report[] {
  const { output } = oxlint(project, "--format", "json", ...files);
  const { diagnostics }: Output = JSON.parse(output);
  return diagnostics.map(({ filename, code = "", message, labels: [label] }) => {
    const { offset, length, line } = label?.span ?? { offset: 0, length: 0, line: 0 };
    const marked = Buffer.from(project.read(filename))
      .subarray(offset, offset + length)
      .toString();
    return { file: filename, code, line, marked, message };
  });
}
