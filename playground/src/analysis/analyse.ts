import { migrateFile } from "@kv-envelope/codemod";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { lint } from "./lint.js";
import { placeOf } from "./place.js";
import type { Answer, Program } from "./protocol.js";

/** What the rules and the codemod say of a program. */
export function analyse(program: Program): Omit<Answer, "id"> {
  const problems = lint(program);
  try {
    const { output, findings, reads, error } = migrateFile({
      text: program.text,
      fileName: program.fileName,
      settings: { expiry: program.expiry },
      facts: projectFactsFor(placeOf(program)),
    });
    return { problems, fault: error, migration: { output, writes: findings, reads } };
  } catch (error) {
    return { problems, fault: error instanceof Error ? error.message : String(error), migration: undefined };
  }
}
