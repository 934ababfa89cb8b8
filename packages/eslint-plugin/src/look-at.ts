import type { Expiry } from "@kv-envelope/detector/evidence";
import type {
  Detection,
  Finding,
  Outcome,
  ParsedFile,
  Reason,
  TextEdit,
  UncheckedRead,
} from "@kv-envelope/detector";
import type { LintedProgram } from "./linted-program.js";

/** A finding with a field in the linted file, and what ESLint can do about it there. */
export interface FileFinding {
  readonly fields: Finding["fields"];
  /** By remedy, the one that the settings name first: the edits of the linted file that are all it takes, or why there are none. */
  readonly repairs: readonly (Repair & { readonly expiry: Expiry })[];
}

export type Repair =
  | { readonly status: "suggested"; readonly edits: readonly TextEdit[]; readonly notes: readonly string[] }
  | { readonly status: "none"; readonly why: string };

/** What is offered beside each remedy. */
const OTHER: Readonly<Record<Expiry, Expiry>> = { envelope: "server", server: "envelope", both: "envelope" };

/** Finds the writes with verbatim fields in the linted file. */
export function lookAt(linted: LintedProgram): FileFinding[] {
  const { program, file, expiry } = linted;
  if (program === undefined) return [];
  const readOnly = (other: ParsedFile): Reason | undefined =>
    other === file ? undefined : otherFile(linted, other);
  const detect = (by: Expiry): Detection => program.detect({ readOnly, expiry: by });
  const first = detect(expiry);
  const other = OTHER[expiry];
  const second = once(() => detect(other));
  return first.findings.flatMap((finding, position) => {
    const fields = finding.fields.filter(({ node }) => program.fileOf(node) === file);
    if (fields.length === 0) return [];
    const repair = { expiry, ...repairIn(linted, finding.outcome, () => first.rewrite([finding])) };
    // An envelope works everywhere. The service's own expiry does not, and is offered beside one, or where it is wished.
    if (repair.status === "none" && other === "server") return [{ fields, repairs: [repair] }];
    // The same writes in the same order, whatever becomes of them.
    const found = second().findings[position];
    return [
      {
        fields,
        repairs:
          found === undefined
            ? [repair]
            : [
                repair,
                { expiry: other, ...repairIn(linted, found.outcome, () => second().rewrite([found])) },
              ],
      },
    ];
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Finds the reads in the linted file that don't look at the expiry of the envelopes that they take apart. */
export function uncheckedReadsIn(
  linted: LintedProgram,
): { readonly read: UncheckedRead; readonly repair: Repair }[] {
  const { program, file } = linted;
  const reads = program?.uncheckedReads().filter(({ node }) => program.fileOf(node) === file) ?? [];
  return reads.map((read) => ({ read, repair: repairIn(linted, read.outcome, read.rewrite) }));
}

function repairIn(
  linted: LintedProgram,
  outcome: Outcome,
  rewrite: () => ReadonlyMap<ParsedFile, readonly TextEdit[]>,
): Repair {
  if (outcome.status === "left") return { status: "none", why: outcome.reason.why };
  const edits = rewrite();
  // A helper that is defined beside the raw one counts as an edit, too.
  const other = [...edits].find(([each, ofFile]) => each !== linted.file && ofFile.length > 0);
  if (other !== undefined) return { status: "none", why: otherFile(linted, other[0]).why };
  return { status: "suggested", edits: edits.get(linted.file) ?? [], notes: outcome.notes };
}

const otherFile = ({ nameOf }: LintedProgram, other: ParsedFile): Reason => ({
  why: `it changes ${nameOf(other)} too, which \`npx @kv-envelope/codemod\` does`,
  remedy: "run the codemod",
});
