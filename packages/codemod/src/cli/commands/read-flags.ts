import { parseArgs } from "node:util";
import { UsageError } from "../../shared/errors.js";
import { didYouMean } from "../../shared/nearest.js";
import { commandOf } from "./commands.js";

/** What a command is given whose options take no values. */
interface Flags {
  readonly given: ReadonlySet<string>;
  readonly positionals: readonly string[];
}

/**
 * Reads the command line of a command whose options take no values.
 * @throws {UsageError} with one line that names the option, what was given and what is allowed.
 */
export function readFlags(name: string, argv: readonly string[]): Flags {
  const { options } = commandOf(name);
  const allowed = Object.keys(options).map((option) => `--${option}`);
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(options, token.name))
      throw new UsageError(
        `${name}: ${token.rawName}: unknown option${didYouMean(token.rawName, allowed)}; allowed: ${allowed.join(", ")}`,
      );
    if (token.value !== undefined)
      throw new UsageError(`${name}: ${token.rawName}: takes no value, ${JSON.stringify(token.value)} given`);
    given.add(token.name);
  }
  return { given, positionals };
}

/** @throws {UsageError} if anything is given that is no option. */
export function takesNothing(name: string, [first]: readonly string[]): void {
  if (first !== undefined)
    throw new UsageError(
      `${name}: takes options only, ${JSON.stringify(first)} given; a directory of that name is ./${name}`,
    );
}
