import { readFileSync } from "node:fs";

/** What a page shows its reader: a command to run, a file to write, or code that belongs to no file. */
export type DocumentedStep =
  | { readonly kind: "command"; readonly command: string; readonly exitCode: number }
  | { readonly kind: "file"; readonly file: string; readonly text: string }
  | { readonly kind: "example"; readonly text: string };

export interface DocumentedSection {
  /** Without the `#`. */
  readonly heading: string;
  readonly steps: readonly DocumentedStep[];
}

/** The sections of a Markdown page, in their order: the part under its title, and those under a `##`. */
export const documentedSections = (page: URL): DocumentedSection[] =>
  readFileSync(page, "utf8")
    .split(/^##? /m)
    .slice(1)
    .map((section) => ({ heading: section.slice(0, section.indexOf("\n")), steps: stepsOf(section) }));

/** `sh` blocks are commands, a line each. Any other block is a file where the line above it ends in the file's name. */
function stepsOf(section: string): DocumentedStep[] {
  return [...section.matchAll(/(?:`([\w./-]+)`:\n\n)?^```(\w+)\n([^]*?)^```$/gm)].flatMap(
    ([, file, language, text = ""]): DocumentedStep[] => {
      if (language === "sh") return text.trimEnd().split("\n").map(commandOf);
      return file === undefined ? [{ kind: "example", text }] : [{ kind: "file", file, text }];
    },
  );
}

/** A command, and the exit code that its comment names: `npx eslint .  # exit code 1: there are reports`. */
function commandOf(line: string): DocumentedStep {
  const [, command = "", comment = ""] = /^(.*?)(?:\s+# (.*))?$/.exec(line) ?? [];
  const [, exitCode = "0"] = /^exit code (\d)/.exec(comment) ?? [];
  return { kind: "command", command, exitCode: Number(exitCode) };
}
