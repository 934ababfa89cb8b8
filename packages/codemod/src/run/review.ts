import type { MigrationFinding } from "../program/describe.js";
import type { InFile } from "../program/migration.js";
import type { Examined } from "./look/examined.js";
import type { Creation } from "./needs.js";
import type { FileOutcome } from "./outcome.js";

/** Lets somebody decide on findings before anything is written. */
export interface Review {
  /** Goes through the findings. @returns those that are to stay as they are. */
  readonly choose: (examined: Examined) => Promise<readonly InFile<MigrationFinding>[]>;
  /** Asks once more, of what is going to be written. */
  readonly confirm: (outcomes: readonly FileOutcome[], creation: Creation | undefined) => Promise<void>;
}
