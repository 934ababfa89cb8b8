import { DATA_COMMANDS, DATA_OPTIONS, optionsOf } from "../../data/options.js";
import type { DataCommand } from "../../data/options.js";
import { INIT_OPTIONS } from "../../init/options.js";
import { MIGRATE_OPTIONS } from "./migrate-options.js";
import { HELP } from "./option-spec.js";
import type { OptionTable } from "./option-spec.js";

/** A command: what its help says, and what a shell completes. */
export interface Command {
  /** As it is typed after the program's name: `""`, `undo`, `data repair`. */
  readonly name: string;
  /** What follows the name. */
  readonly takes: string;
  readonly summary: string;
  readonly about: readonly string[];
  readonly options: OptionTable;
  /** What is given without an option. */
  readonly positional?: "file" | readonly string[];
}

/** The shells that `completions` knows. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

const EXIT_OF_MIGRATE =
  "Exit code: 0 nothing remains to be done; 1 something remains (a dry run has edits, findings or reads were left, files failed); 2 the command line or the configuration is wrong; 3 an internal error; 130 or 143 ended by Ctrl-C or SIGTERM, which stop --write between two stores.";

/** The options of `merge-reports`: those that say how a report is shown. */
export const MERGE_OPTIONS = {
  report: MIGRATE_OPTIONS.report,
  json: MIGRATE_OPTIONS.json,
  check: MIGRATE_OPTIONS.check,
  "no-color": MIGRATE_OPTIONS["no-color"],
  help: HELP,
} as const satisfies OptionTable;

const DATA_ABOUT = "The API key is read from the environment, TELNYX_API_KEY, and is never shown.";
const DATA_WRITES =
  "It asks before it writes; each entry is in the backup file, on the disk, before it is changed. A run that was interrupted is resumed by the same command.";
const EXIT_OF_DATA =
  "Exit code: 0 nothing remains to be done; 1 something remains (for probe: server expiry does not work; legacy payloads, or expired envelopes for sweep; entries that were left or failed); 2 the command line is wrong, or the service could not be asked.";

const DATA_TEXTS: Readonly<Record<DataCommand, Pick<Command, "takes" | "summary" | "about">>> = {
  scan: {
    takes: "--namespace <id> [options]",
    summary: "what a namespace holds",
    about: ["Counts what a Telnyx KV namespace holds, and writes nothing.", DATA_ABOUT],
  },
  repair: {
    takes: "--namespace <id> --ttl-from <now|field|drop> [options]",
    summary: "rewrap legacy payloads as envelopes, or have the service expire them",
    about: [
      "Rewraps legacy payloads of a Telnyx KV namespace as expiry envelopes, or has the service expire them.",
      DATA_ABOUT,
      DATA_WRITES,
    ],
  },
  sweep: {
    takes: "--namespace <id> [options]",
    summary: "delete expired envelopes",
    about: ["Deletes the expired envelopes of a Telnyx KV namespace.", DATA_ABOUT, DATA_WRITES],
  },
  restore: {
    takes: "<backup> --namespace <id> [options]",
    summary: "give back what repair or sweep changed",
    about: ["Gives back what repair or sweep changed, as the backup has it.", DATA_ABOUT],
  },
  probe: {
    takes: "--namespace <id> [options]",
    summary: "does the service expire its keys itself?",
    about: [
      "Asks whether the service expires the keys of a Telnyx KV namespace itself: writes one key of its own that is to live for a second, waits for it to go, and deletes it.",
      DATA_ABOUT,
    ],
  },
};

/** All commands, the one without a name first. */
export const COMMANDS: readonly Command[] = [
  {
    name: "",
    takes: "[paths…] [options]",
    summary: "find the writes, and rewrite them with --write",
    about: [
      "Finds Telnyx KV writes whose expiry or metadata fields are only stored, never applied, and rewrites them and their reads to expiry envelopes. Without --write nothing is changed: the run shows a unified diff of what it would do.",
      "paths: files and directories under the current directory (default: all of it); what git ignores and node_modules are left out.",
      EXIT_OF_MIGRATE,
    ],
    options: MIGRATE_OPTIONS,
    positional: "file",
  },
  {
    name: "init",
    takes: "[options]",
    summary: "set up the lint rules and CI of this repository",
    about: [
      "Finds what the repository uses (ESLint, package manager, TypeScript, CI) and shows the changes that turn the rules on, as a diff. What it does not understand it leaves, and says what to add by hand. It installs nothing.",
      "Exit code: 0 all is set up; 1 something remains (changes are only shown, or must be made by hand); 2 the command line is wrong.",
    ],
    options: INIT_OPTIONS,
  },
  {
    name: "undo",
    takes: "",
    summary: "give the files that the last --write changed the bytes they had before",
    about: [
      "Gives the files that the last --write changed the bytes they had before. A file that was changed since then is kept, and named.",
      "Exit code: 0 all files have their old bytes; 1 some were kept; 2 there is nothing to take back.",
    ],
    options: { help: HELP },
  },
  {
    name: "merge-reports",
    takes: "<reports…> [options]",
    summary: "join the JSON reports of all shards of a run (see --shard)",
    about: [
      "Joins the JSON reports of all shards of a run (see --shard) to that of the whole run.",
      EXIT_OF_MIGRATE,
    ],
    options: MERGE_OPTIONS,
    positional: "file",
  },
  {
    name: "data",
    takes: "<scan|repair|sweep|restore|probe> --namespace <id> [options]",
    summary: "scan, repair, sweep or restore what is stored, or probe the namespace",
    about: [
      "Looks through the entries of a Telnyx KV namespace.",
      DATA_ABOUT,
      `repair, sweep and restore: ${DATA_WRITES}`,
      EXIT_OF_DATA,
    ],
    options: DATA_OPTIONS,
    positional: DATA_COMMANDS,
  },
  ...DATA_COMMANDS.map(
    (name): Command => ({
      name: `data ${name}`,
      ...DATA_TEXTS[name],
      about: [...DATA_TEXTS[name].about, EXIT_OF_DATA],
      options: optionsOf(name),
      ...(name === "restore" ? { positional: "file" } : {}),
    }),
  ),
  {
    name: "completions",
    takes: `<${SHELLS.join("|")}>`,
    summary: "print the completions for a shell",
    about: [
      "Prints what a shell needs to complete the commands and options: source <(kv-envelope completions bash), the same in zsh, kv-envelope completions fish | source.",
    ],
    options: { help: HELP },
    positional: SHELLS,
  },
];

/** The commands right below one: `data repair` below `data`, and `data` below the whole. */
export const commandsBelow = ({ name }: Pick<Command, "name">): readonly Command[] =>
  COMMANDS.filter((each) => each.name !== "" && each.name.split(" ").slice(0, -1).join(" ") === name);

/** @throws {TypeError} for a name that no command has: a slip in the program. */
export function commandOf(name: string): Command {
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) throw new TypeError(`no command ${JSON.stringify(name)}`);
  return command;
}
