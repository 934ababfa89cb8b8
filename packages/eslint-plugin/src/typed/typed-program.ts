import { membersTaken, Program } from "@kv-envelope/detector";
import type { ParsedFile, Settings } from "@kv-envelope/detector";
import type * as ts from "typescript";
import { evidenceReachOf, importsThatMatter } from "./evidence-reach.js";
import { modulesOf } from "./program-modules.js";
import type { TypeInformation } from "./type-information.js";
import type { TypedHost } from "./typed-host.js";

/** Whether the linted file imports, directly or through other files, what names the service. */
export const reachesEvidence = ({ program, source }: TypeInformation, settings: Settings): boolean =>
  evidenceReachOf(program, settings).reaching.has(source);

/**
 * Looks at the linted file together with what it imports, as the codemod looks at a program: from the
 * files that name the service to those that they call, and outwards to whoever imports a writer or reader.
 * Who imports the linted file is not looked at: lint would have to read the whole program for each file.
 * @returns `undefined` if no write or read can be reached from the linted file.
 */
export function typedProgramOf(
  types: TypeInformation,
  linted: ParsedFile,
  host: TypedHost,
  settings: Settings,
): Program | undefined {
  const { evident, reaching } = evidenceReachOf(types.program, settings);
  const importers = importsThatMatter(types.program, types.source, reaching);
  const modules = modulesOf(types.program);
  const program = new Program(host, settings);
  const added = new Set<ParsedFile>();
  const add = (files: Iterable<ts.SourceFile>): boolean => {
    const before = added.size;
    for (const source of files) {
      const parsed = host.get(source);
      if (parsed === undefined || added.has(parsed)) continue;
      added.add(parsed);
      program.add(parsed);
    }
    return added.size > before;
  };
  add([...importers.keys()].filter((source) => evident.has(source)));
  for (let isSettled = false; !isSettled; ) {
    const { entered, exposed } = program.reach();
    const isEntered = add(entered.map((file) => host.sourceOf(file)));
    const isImporting = add(
      exposed.flatMap(({ file, names }) => {
        const exporter = host.sourceOf(file);
        return (importers.get(exporter) ?? []).filter((importer) => {
          const leadsThere = (specifier: string): boolean => modules.target(importer, specifier) === exporter;
          return membersTaken(importer.text, names, leadsThere).length > 0;
        });
      }),
    );
    isSettled = !isEntered && !isImporting;
  }
  return added.has(linted) ? program : undefined;
}
