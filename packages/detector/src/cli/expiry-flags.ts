import type { TextEdit } from "../syntax/text/edits.js";
import { CLI_PATH_FLAG, CLI_PROGRAM, CLI_PUT, cliFlagRole } from "../kv/vocabulary.js";
import type { FieldRole } from "../kv/vocabulary.js";
import { commandsOf } from "./shell.js";
import { HOLE } from "../eval/text/static-text.js";

import type { Mark, SourceText } from "./source-text.js";
import type { Word } from "./words.js";

/** A flag of a KV write on the command line that the service does not honour. */
export interface CliFlag {
  /** As the command line spells it, for example `--ttl`. */
  readonly name: string;
  readonly role: FieldRole;
  /** Where it is written, without its value. */
  readonly place: Mark;
  /** Takes the flag and its value off the command line, where both are written out and nothing else goes with them. */
  readonly removal: TextEdit | undefined;
  /** Of `--ttl`: its value where that is a number without a unit, as the older command line had it. */
  readonly bareTtl: BareTtl | undefined;
}

/** A ttl without a unit, where the later command line takes a duration. */
export interface BareTtl {
  readonly text: string;
  /** Where the word is written that ends with it; `undefined` where no part of it is. */
  readonly place: Mark | undefined;
}

/** Commands that run the command that follows them. */
const RUNNERS = new Set([
  "npx",
  "bunx",
  "pnpx",
  "npm",
  "pnpm",
  "yarn",
  "bun",
  "exec",
  "dlx",
  "x",
  "run",
  "env",
  "command",
  "time",
  "nohup",
  "nice",
  "sudo",
  "doas",
  "xargs",
  "timeout",
  "cross-env",
  "cross-env-shell",
  "dotenv",
  "dotenvx",
  "env-cmd",
  "op",
  "doppler",
  "infisical",
  "retry",
  "caffeinate",
  "stdbuf",
  "setsid",
  "watch",
  "cmd",
  "powershell",
  "pwsh",
  "parallel",
]);
/** Commands that take whole command lines as arguments. */
const SHELLS = new Set([
  "sh",
  "bash",
  "zsh",
  "dash",
  "ash",
  "ksh",
  "eval",
  "concurrently",
  "run-p",
  "run-s",
  "npm-run-all",
  "cross-env-shell",
  "start-server-and-test",
]);
/** How deep a command line may lie in others. */
const MAX_DEPTH = 4;

/** The flags in a shell script that a KV write does not honour. */
export const flagsOfScript = (script: SourceText, depth = 0): CliFlag[] =>
  commandsOf(script).flatMap((words) => flagsOfCommand(words, depth));

/** The same for one command, given as its words. */
export function flagsOfCommand(words: readonly Word[], depth = 0): CliFlag[] {
  const start = programOf(words);
  const program = words[start];
  if (program === undefined || depth > MAX_DEPTH) return [];
  const name = baseName(program.value);
  if (name === CLI_PROGRAM) return flagsOfPut(words.slice(start + 1));
  if (SHELLS.has(name))
    return words
      .slice(start + 1)
      .flatMap(({ inner }) =>
        inner?.text.includes(CLI_PROGRAM) === true ? flagsOfScript(inner, depth + 1) : [],
      );
  return [];
}

/** The position of the program that is run, behind those that only run others. */
function programOf(words: readonly Word[]): number {
  const first = baseName(words[0]?.value ?? "");
  if (!RUNNERS.has(first)) return 0;
  // What a runner's own options take is not told from a command: only what is looked for ends the search.
  const found = words.findIndex(
    ({ value }) => baseName(value) === CLI_PROGRAM || SHELLS.has(baseName(value)),
  );
  return found < 0 ? words.length : found;
}

/** `./node_modules/.bin/telnyx-edge`, `telnyx-edge.exe`, `telnyx-edge@0.5`. */
const baseName = (command: string): string =>
  command.replace(/^.*[\\/]/, "").replace(/(?:\.(?:exe|cmd)|@[\w.-]+)$/i, "");

function flagsOfPut(words: readonly Word[]): CliFlag[] {
  const from = behindSubcommand(words);
  if (from === undefined) return [];
  const flags: CliFlag[] = [];
  for (let position = from; position < words.length; position += 1) {
    const word = words[position];
    if (word === undefined || word.value === "--") break;
    // The file's name may look like a flag.
    if (word.value === CLI_PATH_FLAG) position += 1;
    const [name = ""] = word.value.split("=", 1);
    const role = cliFlagRole(name);
    const place = role === undefined ? undefined : word.placeOf(name.length);
    if (role !== undefined && place !== undefined)
      flags.push({
        name,
        role,
        place,
        removal: removalOf(words, position),
        bareTtl: role === "ttl" ? bareTtlOf(words, position, name) : undefined,
      });
  }
  return flags;
}

/** The position behind `storage kv key put`, whatever flags stand before and between; `undefined` for other subcommands. */
function behindSubcommand(words: readonly Word[]): number | undefined {
  let expected = 0;
  let mayBeValue = false;
  for (const [position, { value }] of words.entries()) {
    if (value === "--") return undefined;
    if (value.startsWith("-")) mayBeValue = !value.includes("=");
    else if (value === CLI_PUT[expected]) {
      expected += 1;
      mayBeValue = false;
      if (expected === CLI_PUT.length) return position + 1;
    } else if (mayBeValue) mayBeValue = false;
    else return undefined;
  }
  return undefined;
}

/** `--ttl 3600` or `--ttl=3600`; what has a unit, or is only known when the program runs, is none. */
function bareTtlOf(words: readonly Word[], position: number, name: string): BareTtl | undefined {
  const flag = words[position];
  const isJoined = flag?.value.startsWith(`${name}=`) === true;
  const word = isJoined ? flag : words[position + 1];
  const text = isJoined ? flag.value.slice(name.length + 1) : word?.value;
  return word !== undefined && text !== undefined && /^\d+(?:\.\d+)?$/.test(text)
    ? { text, place: word.placeOf(word.value.length) }
    : undefined;
}

/** A flag that is not followed by a value of its own has no clean end. */
function removalOf(words: readonly Word[], position: number): TextEdit | undefined {
  const flag = words[position];
  if (flag === undefined) return undefined;
  if (flag.value.includes("="))
    return flag.value.includes(HOLE) && flag.element === undefined ? undefined : flag.removalFrom(flag);
  const value = words[position + 1];
  return value === undefined || value.value.startsWith("-")
    ? flag.removalFrom(flag)
    : value.removalFrom(flag);
}
