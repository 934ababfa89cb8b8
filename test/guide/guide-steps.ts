import { readFileSync } from "node:fs";

/** What the guide tells its reader to do: run a command, or write a file. */
type GuideStep =
  | { readonly kind: "command"; readonly command: string; readonly exitCode: number }
  | { readonly kind: "file"; readonly file: string; readonly text: string };

interface GuideSection {
  readonly heading: string;
  readonly steps: readonly GuideStep[];
}

export const guideText = readFileSync(new URL("../../docs/migrating.md", import.meta.url), "utf8");

/** The sections in which something is to be done, in their order. */
export const guideSections: readonly GuideSection[] = guideText
  .split(/^## /m)
  .slice(1)
  .map((section) => ({ heading: section.slice(0, section.indexOf("\n")), steps: stepsOf(section) }))
  .filter(({ steps }) => steps.length > 0);

/** `sh` blocks are commands, a line each; any other block is a file, whose name ends the line above it. */
function stepsOf(section: string): GuideStep[] {
  return [...section.matchAll(/(?:`([\w./-]+)`:\n\n)?^```(\w+)\n([^]*?)^```$/gm)].flatMap(
    ([, file, language, text = ""]): GuideStep[] => {
      if (language === "sh") return text.trimEnd().split("\n").map(commandOf);
      if (file === undefined) throw new Error(`the guide does not say which file this block is:\n${text}`);
      return [{ kind: "file", file, text }];
    },
  );
}

function commandOf(line: string): GuideStep {
  const [, command = "", comment = ""] = /^(.*?)(?:\s+# (.*))?$/.exec(line) ?? [];
  const [, exitCode = "0"] = /^exit code (\d)/.exec(comment) ?? [];
  return { kind: "command", command, exitCode: Number(exitCode) };
}
