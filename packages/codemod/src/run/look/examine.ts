import { migrateTree } from "../../program/program-migration.js";
import type { Steps } from "../../shared/steps.js";
import { examinedOf } from "./examined.js";
import type { Examined } from "./examined.js";
import type { Looked } from "./look.js";
import type { RunOptions } from "../options/options.js";
import type { RunContext } from "../run-context.js";

/** Looks into the program's files. Writes nothing; a fault in a file is its outcome, not an exception. */
export function* examine(context: RunContext, looked: Looked, options: RunOptions): Steps<Examined> {
  const { settings, helper, selection } = context;
  const { tree, scan, factsFor, files, fingerprint } = looked;
  const listed = new Set(files);
  const result = yield* migrateTree(
    {
      ...{ tree, settings, factsFor },
      readOnly: (file) => {
        if (!listed.has(file))
          return {
            why: `${file} is not among the files that this run may change`,
            remedy: "run on it too, as a store is rewritten whole or not at all",
          };
        return selection?.staged.has(file) === true
          ? {
              why: `${file} has changes that are not staged, which a rewrite would mix with the staged ones`,
              remedy: "stage or stash them",
            }
          : undefined;
      },
      allowsPartial: options.allowPartial,
      phase: options.phase,
      format: context.format,
    },
    scan,
  );
  return examinedOf(result, files, helper, fingerprint());
}
