import { realpathSync } from "node:fs";
import { version } from "../../package.json";
import { readArgs, readMergeArgs, runOptionsOf } from "./args.js";
import type { Args } from "./args.js";
import { Cancelled, messageOf, UsageError } from "../shared/errors.js";
import type { Io } from "../shared/io.js";
import type { RunResult } from "../run/result.js";
import { END_SIGNALS, Stopped } from "./signals.js";
import type { Signals } from "./signals.js";
import { usage } from "./usage.js";

/**
 * Runs the command line tool: prints the report and gives the exit code.
 * @param argv the arguments after the program's own name.
 * @param io the process that it runs in.
 * @param signals what Ctrl-C comes through; left out, it is not heard.
 */
export async function main(
  argv: readonly string[],
  io: Io,
  signals?: Signals,
): Promise<0 | 1 | 2 | 130 | 143> {
  try {
    if (argv[0] === "undo") return await undo(argv.slice(1), io);
    if (argv[0] === "merge-reports") return await mergeReports(readMergeArgs(argv.slice(1)), io);
    if (argv[0] === "data")
      return await (await import("../data/command.js")).runData(argv.slice(1), io, signals);
    const args = readArgs(argv);
    if (args.help) {
      io.stdout.write(usage);
      return 0;
    }
    if (args.version) {
      io.stdout.write(`${version}\n`);
      return 0;
    }
    // Loaded only now, so that --help, --version and a slip in the options answer at once.
    const root = realpathSync(io.cwd());
    const writeSettings =
      args.emitSettings === undefined
        ? undefined
        : (await import("./emit-settings.js")).settingsWriter(root, args.emitSettings, args);
    return await show(
      args,
      io,
      async () => {
        const [{ run }, { doneOf }, { progressFor }] = await Promise.all([
          import("../run/run.js"),
          import("../run/events.js"),
          import("./progress.js"),
        ]);
        const progress = await progressFor(io.stderr, io.env);
        const review = args.interactive
          ? (await import("../interactive/terminal.js")).reviewOnTerminal(args, io, progress)
          : undefined;
        const abort = new AbortController();
        let unhear = (): void => undefined;
        const onWriting = (): void => {
          unhear();
          unhear = signals?.hear((name) => abort.abort(new Stopped(name))) ?? unhear;
        };
        const options = runOptionsOf(args, root, review, { signal: abort.signal, onWriting });
        const { result } = await doneOf(run(options), progress.show).finally(() => {
          progress.end();
          unhear();
        });
        return result;
      },
      writeSettings,
    );
  } catch (error) {
    if (error instanceof Stopped) return await stopped(error, io);
    if (error instanceof Cancelled) {
      io.stderr.write(`kv-envelope: ${error.message}\n`);
      return error.exitCode;
    }
    const kind = error instanceof UsageError ? "" : "internal error: ";
    io.stderr.write(`kv-envelope: ${kind}${messageOf(error)}\n`);
    return 2;
  }
}

/** Says what a run did that a signal stopped, and how to go on. */
async function stopped({ message, signal }: Stopped, io: Io): Promise<130 | 143> {
  const { progressOfWriting } = await import("../run/progress-of-writing.js");
  const progress = progressOfWriting(realpathSync(io.cwd()));
  const what =
    progress === undefined
      ? "nothing was changed"
      : `${progress.written} of ${progress.total} files are written, each store whole or not at all; the same command goes on, kv-envelope undo takes it back`;
  io.stderr.write(`kv-envelope: ${message}: ${what}\n`);
  return END_SIGNALS[signal];
}

/** Prints a result and writes the reports that were asked for, once it is known that they can be. */
async function show(
  args: Args,
  io: Io,
  resultOf: () => Promise<RunResult>,
  writeSettings?: (settings: RunResult["settings"]) => void,
): Promise<0 | 1> {
  const reports =
    args.reports.length === 0
      ? undefined
      : (await import("../report/files/write.js")).checkReports(realpathSync(io.cwd()), args.reports);
  const [result, { report }, { exitCodeOf }] = await Promise.all([
    resultOf(),
    import("../report/print.js"),
    import("../run/result.js"),
  ]);
  const { stdout, stderr } = await report(args, result, io);
  io.stdout.write(stdout);
  io.stderr.write(stderr);
  writeSettings?.(result.settings);
  await reports?.write(result);
  return exitCodeOf(result);
}

/** Joins the reports of a run's shards. */
async function mergeReports(args: Args, io: Io): Promise<0 | 1> {
  if (args.help) {
    io.stdout.write(usage);
    return 0;
  }
  return show(args, io, async () => (await import("../shard/merge.js")).mergeReports(io.cwd(), args.paths));
}

/** Takes back what the last run changed. */
async function undo(argv: readonly string[], io: Io): Promise<0 | 1> {
  if (argv[0] !== undefined)
    throw new UsageError(
      `undo: takes no options or paths, ${JSON.stringify(argv[0])} given; a directory of that name is ./undo`,
    );
  const [{ undoLastRun }, { displayName }] = await Promise.all([
    import("../run/undo.js"),
    import("../report/style.js"),
  ]);
  const { restored, kept } = undoLastRun(realpathSync(io.cwd()));
  io.stdout.write(
    `kv-envelope: undo\n${restored.map((file) => `  restored  ${displayName(file)}\n`).join("")}`,
  );
  io.stderr.write(kept.map(({ file, reason }) => `kv-envelope: ${displayName(file)}: ${reason}\n`).join(""));
  return kept.length === 0 ? 0 : 1;
}
