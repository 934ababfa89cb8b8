import { HELP, NO_COLOR } from "../cli/commands/option-spec.js";
import type { OptionTable } from "../cli/commands/option-spec.js";

/** The options of `kv-envelope init`. */
export const INIT_OPTIONS = {
  write: { type: "boolean", help: "write the changes; without it they are only shown" },
  "no-color": NO_COLOR,
  help: HELP,
} as const satisfies OptionTable;
