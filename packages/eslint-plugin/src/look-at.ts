import type { TSESLint } from "@typescript-eslint/utils";
import { detect } from "@kv-envelope/detector";
import type { Finding, ParsedFile, Settings, TextEdit } from "@kv-envelope/detector";
import { projectFactsFor } from "@kv-envelope/project-facts";
import { detectTyped } from "./typed/detect-typed.js";
import { parseSource } from "./typed/parse-source.js";
import type { TypeInformation } from "./typed/type-information.js";
import { TooMuchToFollow, TypedHost } from "./typed/typed-host.js";

/** A finding with a field in the linted file, and what ESLint can do about it there. */
export interface FileFinding {
  readonly fields: Finding["fields"];
  /** The edits of the linted file that are all it takes, or why there are none. */
  readonly repair: Repair;
}

export type Repair =
  | { readonly status: "suggested"; readonly edits: readonly TextEdit[]; readonly notes: readonly string[] }
  | { readonly status: "none"; readonly reason: string };

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** Finds the writes with verbatim fields in the linted file: by itself, or with type information together with what it imports. */
export function lookAt(context: Context, file: ParsedFile, settings: Settings, types: TypeInformation | undefined): FileFinding[] {
  if (types !== undefined) {
    try {
      return lookWithTypes(context, file, settings, types);
    } catch (error) {
      if (!(error instanceof TooMuchToFollow)) throw error;
    }
  }
  return inFile(file, detect(file, settings, projectFactsFor(context.filename)), () => "");
}

function lookWithTypes(context: Context, file: ParsedFile, settings: Settings, types: TypeInformation): FileFinding[] {
  const host = new TypedHost(types, file, { parse: (source) => parseSource(source, context.languageOptions), settings, cwd: context.cwd });
  const otherFile = (other: ParsedFile): string =>
    `a suggestion changes one file only; the codemod (\`npx @kv-envelope/codemod\`) rewrites ${host.nameOf(other)} together with this one`;
  const detection = detectTyped(types, file, host, settings, otherFile);
  return detection === undefined ? [] : inFile(file, detection, otherFile);
}

function inFile(file: ParsedFile, detection: ReturnType<typeof detect>, otherFile: (other: ParsedFile) => string): FileFinding[] {
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
