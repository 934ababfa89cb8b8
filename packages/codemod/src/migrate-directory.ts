import { UsageError } from "./shared/errors.js";
import type { MigrateEvent } from "./run/events.js";
import { inOptionNames, readOptions } from "./run/options/options.js";
import type { MigrateOptions } from "./run/options/options.js";
import { run } from "./run/run.js";

/**
 * Migrates the program in a directory, as the command line does, and tells of it as it goes. It begins when the first event
 * is asked for; to leave the loop early stops it as the signal does. Only one run at a time may write in a directory.
 * @param options all of them may be left out: then it is a dry run over the working directory.
 * @throws {UsageError} if an option is wrong, at once; what only the files tell, such as uncommitted changes, while it goes.
 * @throws the signal's reason, from the iterator, if it is aborted.
 */
export function migrate(options: MigrateOptions = {}): AsyncGenerator<MigrateEvent, void, undefined> {
  return inOwnWords(run(readOptions(options)));
}

/** The command line's errors, for somebody who did not use the command line. */
async function* inOwnWords(
  events: AsyncGenerator<MigrateEvent, void, undefined>,
): AsyncGenerator<MigrateEvent, void, undefined> {
  try {
    yield* events;
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(inOptionNames(error.message)) : error;
  }
}
