import type { Settings } from "@kv-envelope/detector";
import type { GitSelection } from "../files/git.js";
import type { Format } from "../format/format.js";
import type { HelperPath } from "../helper/specifier.js";

/** What is the same for every file of a run. */
export interface RunContext {
  /** Absolute, without links. */
  readonly root: string;
  readonly settings: Settings;
  /** The helper module of the user's own, if rewritten code is to import that. */
  readonly helper: HelperPath | undefined;
  /** What `--since` or `--staged` limits the run to. */
  readonly selection: GitSelection | undefined;
  /** The user's own formatter, with `--use-formatter`. */
  readonly format: Format | undefined;
}
