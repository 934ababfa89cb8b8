import { readFileSync, readdirSync } from "node:fs";

/** A page of the plugin's docs. What it tells users to write is what the tests run. */
export interface Page {
  /**
   * The file that a section says to write: a code block below a line that is the file's name.
   * @param heading of the section, without the `#`.
   */
  file(heading: string, name: string): string;
}

const docs = new URL("../../../packages/eslint-plugin/docs/", import.meta.url);

/** The code of all rules' pages, right and wrong, each under a file name of its own. */
export function ruleExamples(): Record<string, string> {
  const folder = new URL("rules/", docs);
  const examples = readdirSync(folder).flatMap((name) =>
    [...readFileSync(new URL(name, folder), "utf8").matchAll(/^```(js|ts)\n([^]*?)^```$/gm)].map(
      ([, language = "", code = ""], position): [file: string, code: string] => [
        `${name.replace(".md", "")}-${position}.${language}`,
        code,
      ],
    ),
  );
  return Object.fromEntries(examples);
}

export function page(name: string): Page {
  const text = readFileSync(new URL(name, docs), "utf8");
  const section = (heading: string): string => {
    const found = text
      .split(/^(?=##+ )/m)
      .find((part) => part.startsWith(`## ${heading}\n`) || part.startsWith(`### ${heading}\n`));
    if (found === undefined) throw new Error(`${name} has no section "${heading}"`);
    return found;
  };
  return {
    file: (heading, file) => {
      const [, ...behind] = section(heading).split(`\`${file}\`:\n`);
      const [, indent = "", code] = /^\n( *)```\w+\n([^]*?)^ *```$/m.exec(behind.join("\n")) ?? [];
      if (behind.length !== 1 || code === undefined)
        throw new Error(`${name}, "${heading}" has ${behind.length} blocks for ${file}`);
      return code.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    },
  };
}
