/** A fault in what the user asked for: told in one line, and the run ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Somebody does not want to go on: nothing was changed. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  readonly exitCode: 1 | 130;

  /** @param exitCode by default that of a program that Ctrl-C ends. */
  constructor(exitCode: 1 | 130 = 130) {
    super("cancelled, nothing was changed");
    this.exitCode = exitCode;
  }
}

/** A fault in one file: it is reported and the rest of the run goes on. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/** How a fault of this program's own is told: it is no finding, and the run's exit code is one of its own. */
export const INTERNAL_ERROR = "internal error: ";

/** The exit code of a run that met a fault of this program's own. Node's own for it is 1, which means that findings remain. */
export const INTERNAL_EXIT_CODE = 3;

/** What an unknown thrown value says, on one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s*\n\s*/g, " ").trim();
}

/** The code of a Node system error, for example `ENOENT`. */
export function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}
