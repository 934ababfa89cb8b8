import type { MigrationFinding } from "../program/describe.js";
import { Cancelled } from "../shared/errors.js";
import type { InFile } from "../program/migration.js";
import { storeLabel } from "../report/items.js";
import { plural } from "../report/next-steps.js";
import type { Ask, Choice } from "./prompts.js";
import { placeOf, showChanges, showFinding, showReason, storesOf } from "./show.js";
import type { Display } from "./show.js";
import { visible } from "../report/visible.js";
import type { Review } from "../run/review.js";

type Answer = "apply" | "skip" | "store" | "reason" | "quit" | "next";

/** A review with a person, one finding after the other. */
export function reviewWith(ask: Ask, print: (text: string) => void, display: () => Display): Review {
  return {
    choose: async (examined) => {
      const findings = examined.outcomes.flatMap(({ file, findings: ofFile }) =>
        ofFile.map((finding) => ({ file, ...finding })),
      );
      const skipped = new Set<InFile<MigrationFinding>>();
      for (const [position, finding] of findings.entries()) {
        const changes = examined.alone(finding);
        const heading = `(${position + 1} of ${findings.length})`;
        if (skipped.has(finding)) {
          print(`\n${heading} ${placeOf(finding)}  skipped with its store\n`);
          continue;
        }
        print(showFinding(finding, heading, changes, display()));
        const answer = await decide(finding, changes.length > 0, findings);
        const further = findings.slice(position);
        if (answer === "skip") skipped.add(finding);
        if (answer === "store") for (const each of inStoresOf(finding, findings)) skipped.add(each);
        if (answer === "quit") {
          for (const each of further) skipped.add(each);
          break;
        }
      }
      return [...skipped].filter((finding) => examined.alone(finding).length > 0);
    },
    confirm: async (outcomes, creation) => {
      const changed = outcomes.flatMap(({ file, change }) =>
        change === undefined ? [] : [{ file, before: change.before, after: change.after }],
      );
      if (changed.length === 0) return;
      const [writes, reads] = [
        outcomes.flatMap(({ findings }) => findings),
        outcomes.flatMap((outcome) => outcome.reads),
      ].map((items) => items.filter(({ status }) => status === "rewritten").length);
      const created = creation === undefined ? "" : `, and create ${visible(creation.file)}`;
      const question = `Change ${plural(changed.length, "file")} (${plural(writes ?? 0, "write")}, ${plural(reads ?? 0, "read")})${created}? Nothing has been written so far.`;
      for (;;) {
        const answer = await ask(question, [
          { value: "write", label: "Yes, write", hint: "kv-envelope undo takes it back" },
          { value: "diff", label: "Show all of it first" },
          { value: "cancel", label: "No, change nothing" },
        ]);
        if (answer === "write") {
          print("\n");
          return;
        }
        if (answer === "cancel") throw new Cancelled(1);
        print(`\n${showChanges(changed, display().style)}`);
      }
    },
  };

  async function decide(
    finding: InFile<MigrationFinding>,
    isApplicable: boolean,
    findings: readonly InFile<MigrationFinding>[],
  ): Promise<Exclude<Answer, "reason">> {
    const others = inStoresOf(finding, findings).length - 1;
    const choices: readonly Choice<Answer>[] = [
      ...(isApplicable
        ? ([
            { value: "apply", label: "Apply", hint: "it is written at the end, when all is decided" },
            { value: "skip", label: "Skip", hint: "this write stays as it is" },
            {
              value: "store",
              label: `Skip the store ${storesOf(finding.stores)}`,
              hint: others === 0 ? "no other write has it" : `and its ${plural(others, "other write")}`,
            },
          ] as const)
        : ([{ value: "next", label: "Go on", hint: "it stays as it is" }] as const)),
      { value: "reason", label: "Why?" },
      {
        value: "quit",
        label: "Quit",
        hint: "skip this and all further ones; what was chosen can still be written",
      },
    ];
    for (;;) {
      const answer = await ask(isApplicable ? "Apply this change?" : "Nothing can be applied here.", choices);
      if (answer !== "reason") return answer;
      print(`\n${showReason(finding, display())}`);
    }
  }
}

/** The findings that share a store with one, itself included. */
function inStoresOf(
  finding: InFile<MigrationFinding>,
  findings: readonly InFile<MigrationFinding>[],
): InFile<MigrationFinding>[] {
  const names = new Set(finding.stores.map(storeLabel));
  return findings.filter(({ stores }) => stores.some((store) => names.has(storeLabel(store))));
}
