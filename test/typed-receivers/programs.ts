// The programs under ./programs: each call of a binding's `put` and `get` is marked at the end of its line.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const folder = fileURLToPath(new URL("programs", import.meta.url));

export interface MarkedProgram {
  readonly name: string;
  readonly text: string;
  /** `12 put`: the lines with a call, in order. */
  readonly marks: readonly string[];
}

export const programs: readonly MarkedProgram[] = readdirSync(folder)
  .sort()
  .map((name) => {
    const text = readFileSync(path.join(folder, name), "utf8");
    return { name, text, marks: marksIn(text) };
  });

export function marksIn(text: string): string[] {
  return text.split("\n").flatMap((line, at) => {
    const [, mark] = /\/\/ (put|get)$/.exec(line) ?? [];
    return mark === undefined ? [] : [`${at + 1} ${mark}`];
  });
}
