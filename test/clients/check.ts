// The rules of a migration, for one generated program: what is reported as rewritten behaves as before, an expired
// entry is a missing one, and what is left is left as it was.
import { migrateFile } from "@kv-envelope/codemod";
import type { KvServer } from "../kv-server/index.js";
import { differences } from "./differences.js";
import type { ClientProgram } from "./programs.js";

export interface Verdict {
  readonly program: ClientProgram;
  readonly status: "right" | "left" | "wrong";
  /** Why it was left, or what differs. */
  readonly details: readonly string[];
}

/** A program, migrated: what is left is left as it was; what is rewritten is to be executed. */
export type Migrated =
  | { readonly verdict: Verdict }
  | { readonly output: string; readonly details: readonly string[] };

/** Migrates and executes a program, before and after. */
export async function judge(program: ClientProgram, server: KvServer): Promise<Verdict> {
  const migrated = migrate(program);
  if ("verdict" in migrated) return migrated.verdict;
  return verdictOf(program, [...migrated.details, ...(await differences(program, migrated.output, server))]);
}

export const verdictOf = (program: ClientProgram, details: readonly string[]): Verdict => ({
  program,
  status: details.length === 0 ? "right" : "wrong",
  details,
});

export function migrate(program: ClientProgram): Migrated {
  const { output, findings, reads, error } = migrateFile({ text: program.text, fileName: "program.mjs" });
  const settled = (status: Verdict["status"], details: readonly string[]): Migrated => ({
    verdict: { program, status, details },
  });
  if (error !== undefined) return settled("wrong", [error]);
  if (findings.length === 0) return settled("wrong", ["the write is not found"]);
  if (findings.every(({ status }) => status === "left")) {
    const reasons = [...findings, ...reads].flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
    return output === program.text ? settled("left", reasons) : settled("wrong", ["it is left, and changed"]);
  }
  const again = migrateFile({ text: output, fileName: "program.mjs" });
  return { output, details: again.output === output ? [] : ["a second run changes it"] };
}
