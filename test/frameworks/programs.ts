// Programs in the style of frameworks' own documentation: each put and get is marked at the end of its line.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ProjectFacts } from "@kv-envelope/codemod";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface FrameworkProgram {
  readonly name: string;
  readonly text: string;
  /** `12 put`: the lines with a call, in order. */
  readonly marks: readonly string[];
}

export const frameworkPrograms: readonly FrameworkProgram[] = readdirSync(here("programs"))
  .sort()
  .map((name) => {
    const text = readFileSync(path.join(here("programs"), name), "utf8");
    return {
      name,
      text,
      marks: text.split("\n").flatMap((line, at) => {
        const [, mark] = /\/\/ (put|get)$/.exec(line) ?? [];
        return mark === undefined ? [] : [`${at + 1} ${mark}`];
      }),
    };
  });

/** An edge runtime that ignores the binding's ttl. */
export const FACTS: ProjectFacts = { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => [] };

/** What stays as it is: a part of the reason. */
export const LEFT: Readonly<Record<string, RegExp>> = {};
