import { createInterface } from "node:readline/promises";
import { UsageError } from "../shared/errors.js";
import type { Io } from "../shared/io.js";
import type { DataArgs } from "./args.js";

/** Asked on standard error, so that standard output holds the result alone. */
type Terminal = Pick<Io, "stdin" | "stderr">;

/** @throws {UsageError} where nobody could be asked. */
export function checkConsent({ command, dryRun, yes }: DataArgs, { stdin, stderr }: Terminal): void {
  if (dryRun || yes || (stdin.isTTY === true && stderr.isTTY === true)) return;
  throw new UsageError(
    `--yes: not given, and there is no terminal to ask on; data ${command} changes what is stored, so give --yes, or --dry-run to only look`,
  );
}

/** Says what would be done, and asks. Anything but a yes is a no. */
export async function isConfirmed(summary: string, { stdin, stderr }: Terminal): Promise<boolean> {
  stderr.write(summary);
  const asking = createInterface({ input: stdin, output: stderr });
  try {
    // Ctrl-C and Ctrl-D close it, and leave the question without an answer.
    const closed = new Promise<string>((resolve) =>
      asking.once("close", () => {
        resolve("");
      }),
    );
    return /^y(es)?$/i.test((await Promise.race([asking.question("Do this? [y/N] "), closed])).trim());
  } finally {
    asking.close();
  }
}
