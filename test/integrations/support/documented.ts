import { readFileSync } from "node:fs";

/** A page of the plugin's docs. What it tells users to write is what the tests run. */
export interface Page {
  /**
   * The file that a section says to write: a code block below a line that is the file's name.
   * @param heading of the section, without the `#`.
   */
  file(heading: string, name: string): string;
}

export function page(name: string): Page {
  const text = readFileSync(new URL(`../../../packages/eslint-plugin/docs/${name}`, import.meta.url), "utf8");
  const section = (heading: string): string => {
    const found = text.split(/^(?=##+ )/m).find((part) => part.startsWith(`## ${heading}\n`) || part.startsWith(`### ${heading}\n`));
    if (found === undefined) throw new Error(`${name} has no section "${heading}"`);
    return found;
  };
  return {
    file: (heading, file) => {
      const [, ...behind] = section(heading).split(`\`${file}\`:\n`);
      const [, indent = "", code] = /^\n( *)```\w+\n([^]*?)^ *```$/m.exec(behind.join("\n")) ?? [];
      if (behind.length !== 1 || code === undefined) throw new Error(`${name}, "${heading}" has ${behind.length} blocks for ${file}`);
      return code.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    },
  };
}
