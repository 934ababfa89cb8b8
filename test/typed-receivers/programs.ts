// The programs under ./programs: each call of a binding's `put` and `get` is marked at the end of its line.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface MarkedProgram {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** `12 put`: the lines with a call, in order. */
  readonly marks: readonly string[];
}

function readPrograms(folder: string): readonly MarkedProgram[] {
  return readdirSync(here(folder))
    .sort()
    .map((name) => {
      const file = path.join(here(folder), name);
      const text = readFileSync(file, "utf8");
      return { name, path: file, text, marks: marksIn(text) };
    });
}

/** Of packages that are installed, so that a compiler understands them, too. */
export const programs = readPrograms("programs");
/** In the style of frameworks that are not. */
export const ofFrameworks = readPrograms("frameworks/programs");

export function marksIn(text: string): string[] {
  return text.split("\n").flatMap((line, at) => {
    const [, mark] = /\/\/ (put|get)$/.exec(line) ?? [];
    return mark === undefined ? [] : [`${at + 1} ${mark}`];
  });
}
