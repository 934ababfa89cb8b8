import type { Detection } from "@kv-envelope/detector";
import { messageOf } from "../shared/errors.js";
import type { Steps } from "../shared/steps.js";
import { codeOf } from "../source/component.js";
import { countSyntaxErrors, loadTypeScript } from "../source/typescript.js";
import { outsideEditsFault } from "./verify.js";
import { discoverProgram } from "./discover-program.js";
import { scanAgain } from "./scan.js";
import { readBy } from "../modules/file-tree.js";
import { ModuleResolver } from "../modules/module-resolver.js";
import type { ProgramSearch, Rewrite } from "./migration.js";
import { ProgramFiles } from "../modules/program-files.js";
import { unseenIn } from "./unseen.js";
import type { Unwanted } from "./unwanted.js";

/** What is wrong with the rewritten files, by file. */
export function* faultsOf(
  search: ProgramSearch,
  detection: Detection,
  rewrites: ReadonlyMap<string, Rewrite>,
  unwanted: Unwanted,
): Steps<Map<string, string>> {
  const faults = new Map<string, string>();
  for (const [file, { source, spliced, after, edits }] of rewrites) {
    yield "Checking the rewrites";
    const [before, text] = [source.text, after].map((each) => each.replace(/^\uFEFF/, ""));
    if (before === undefined || text === undefined) continue;
    const fault =
      outsideEditsFault(before, spliced.replace(/^\uFEFF/, ""), edits) ?? syntaxFault(before, text, file);
    if (fault !== undefined) faults.set(file, fault);
  }
  return faults.size > 0 || rewrites.size === 0
    ? faults
    : yield* secondRunFaults(search, detection, rewrites, unwanted);
}

function syntaxFault(before: string, after: string, fileName: string): string | undefined {
  const ts = loadTypeScript();
  const count = (text: string): number => {
    const code = codeOf(text, fileName, true);
    return countSyntaxErrors(ts, code.text, code.fileName);
  };
  const has = count(after);
  const had = has === 0 ? 0 : count(before);
  return has > had
    ? `it has ${has - had} more syntax error${has - had === 1 ? "" : "s"} than before`
    : undefined;
}

/** The rewritten program has nothing more to rewrite, and exactly what was left is left. */
function* secondRunFaults(
  { request, files: before, discovered }: ProgramSearch,
  first: Detection,
  rewrites: ReadonlyMap<string, Rewrite>,
  unwanted: Unwanted,
): Steps<Map<string, string>> {
  const { tree, settings, factsFor } = request;
  const rewritten = readBy(tree, (file) => {
    const rewrite = rewrites.get(file);
    return rewrite === undefined
      ? tree.read(file)
      : { bytes: Buffer.from(rewrite.after), text: rewrite.after, ascii: rewrite.after, encoding: "UTF-8" };
  });
  try {
    // What leads nowhere has been said by the first run.
    const quiet = new ModuleResolver(rewritten, () => undefined);
    const scan = scanAgain({ tree: rewritten, settings, factsFor }, discovered, [...rewrites.keys()]);
    const files = new ProgramFiles(rewritten, { ...scan, resolver: quiet }, factsFor, before);
    const { program } = yield* discoverProgram(rewritten, files, scan, settings, discovered.files);
    yield "Checking the rewrites";
    const second = program.detect({
      readOnly: (file) => request.readOnly(files.nameOf(file)),
      allowsPartial: request.allowsPartial,
      phase: request.phase,
      unseen: unseenIn(rewritten, files),
      unwanted: (fields) =>
        unwanted.reasonFor(
          fields,
          (node) => files.nameOf(program.fileOf(node)),
          (file) => rewrites.get(file)?.edits ?? [],
        ),
    });
    const again = new Map(
      [...second.rewrite()].flatMap(([file, edits]): [string, string][] =>
        edits.length === 0
          ? []
          : [
              [
                files.nameOf(file),
                `a second run would make ${edits.length} more edit${edits.length === 1 ? "" : "s"}`,
              ],
            ],
      ),
    );
    const left = first.findings.filter(staysFound).length;
    if (again.size > 0 || second.findings.length === left) return again;
    return everywhere(
      rewrites,
      `a second run finds ${second.findings.length} writes where ${left} were left`,
    );
  } catch (error) {
    return everywhere(rewrites, `a second run throws: ${messageOf(error)}`);
  }
}

const staysFound = ({ outcome }: Detection["findings"][number]): boolean =>
  outcome.status === "left" || outcome.isPartial === true;

const everywhere = (rewrites: ReadonlyMap<string, Rewrite>, fault: string): Map<string, string> =>
  new Map([...rewrites.keys()].map((file) => [file, fault]));
