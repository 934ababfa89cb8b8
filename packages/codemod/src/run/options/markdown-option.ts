import { UsageError } from "../../shared/errors.js";
import type { HelpersChoice } from "../../helper/extensions.js";

interface Given {
  readonly markdown: boolean;
  readonly staged: boolean;
  readonly since: string | undefined;
  readonly shard: unknown;
  readonly helpers: HelpersChoice | undefined;
  readonly interactive?: boolean;
}

const BESIDE_MARKDOWN = "a code fence is a program by itself, and is looked at in a run of its own";

/**
 * Refuses what pages of Markdown can't be looked at with.
 * @param called how an option is called where it was given.
 * @throws {UsageError} with one line that names both.
 */
export function refuseBesideMarkdown(given: Given, called: (name: string) => string): void {
  if (!given.markdown) return;
  const isGiven = {
    interactive: given.interactive === true,
    staged: given.staged,
    since: given.since !== undefined,
    shard: given.shard !== undefined,
  };
  const other = Object.entries(isGiven).find(([, is]) => is)?.[0];
  if (other !== undefined)
    throw new UsageError(`${called("markdown")}: not allowed with ${called(other)}; ${BESIDE_MARKDOWN}`);
  if (given.helpers?.kind === "file")
    throw new UsageError(
      `${called("markdown")}: not allowed with a file for ${called("helpers")}; a code fence lies in no directory that it could import from`,
    );
}
