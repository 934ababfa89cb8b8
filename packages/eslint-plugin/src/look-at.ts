import type { Detection, Finding, ParsedFile, TextEdit } from "@kv-envelope/detector";
import type { LintedProgram } from "./linted-program.js";

/** A finding with a field in the linted file, and what ESLint can do about it there. */
export interface FileFinding {
  readonly fields: Finding["fields"];
  /** The edits of the linted file that are all it takes, or why there are none. */
  readonly repair: Repair;
}

export type Repair =
  | { readonly status: "suggested"; readonly edits: readonly TextEdit[]; readonly notes: readonly string[] }
  | { readonly status: "none"; readonly reason: string };

/** Finds the writes with verbatim fields in the linted file. */
export function lookAt({ program, file, nameOf }: LintedProgram): FileFinding[] {
  const otherFile = (other: ParsedFile): string =>
    `a suggestion changes one file only; the codemod (\`npx @kv-envelope/codemod\`) rewrites ${nameOf(other)} together with this one`;
  const detection = program?.detect({ readOnly: (each) => (each === file ? undefined : otherFile(each)) });
  return detection === undefined ? [] : inFile(file, detection, otherFile);
}

function inFile(file: ParsedFile, detection: Detection, otherFile: (other: ParsedFile) => string): FileFinding[] {
  return detection.findings.flatMap((finding) => {
    const fields = finding.fields.filter(({ node }) => detection.fileOf(node) === file);
    return fields.length === 0 ? [] : [{ fields, repair: repairOf(finding) }];
  });

  function repairOf(finding: Finding): Repair {
    const { outcome } = finding;
    if (outcome.status === "left") return { status: "none", reason: outcome.reason };
    const edits = detection.rewrite([finding]);
    // A helper that is defined beside the raw one counts as an edit, too.
    const other = [...edits].find(([each, ofFile]) => each !== file && ofFile.length > 0);
    if (other !== undefined) return { status: "none", reason: otherFile(other[0]) };
    return { status: "suggested", edits: edits.get(file) ?? [], notes: outcome.notes };
  }
}
