import { realpathSync } from "node:fs";
import { version } from "../../package.json";
import { readArgs, readMergeArgs, runOptionsOf } from "./args.js";
import type { Args } from "./args.js";
import { Cancelled, INTERNAL_ERROR, INTERNAL_EXIT_CODE, messageOf, UsageError } from "../shared/errors.js";
import type { Io } from "../shared/io.js";
import type { ExitCode, RunResult } from "../run/result.js";
import { END_SIGNALS, EndOnSignal, Stopped } from "./signals.js";
import type { Progress } from "../run/write/progress-of-writing.js";
import type { Signals } from "./signals.js";
import { completionsFor, isShell } from "./commands/completions.js";
import { SHELLS } from "./commands/commands.js";
import { helpOf } from "./commands/help.js";
import { readFlags, takesNothing } from "./commands/read-flags.js";

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
): Promise<ExitCode | 2 | 130 | 143> {
  try {
    const [name = "", ...rest] = argv;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command !== undefined) return await command(rest, io, signals);
    const args = readArgs(argv);
    if (args.help) return help("", io);
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
        const end = new EndOnSignal(signals);
        const options = runOptionsOf(args, root, review, { signal: end.signal, onWriting: end.hear });
        const { result } = await doneOf(run(options), progress.show).finally(() => {
          progress.end();
          end.unhear();
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
    const isUsage = error instanceof UsageError;
    io.stderr.write(`kv-envelope: ${isUsage ? "" : INTERNAL_ERROR}${messageOf(error)}\n`);
    return isUsage ? 2 : INTERNAL_EXIT_CODE;
  }
}

/** What the first word of the command line can be; else it is a path. */
const COMMANDS: Readonly<
  Record<string, (argv: readonly string[], io: Io, signals?: Signals) => Promise<ExitCode>>
> = {
  undo,
  completions,
  init: async (argv, io) => {
    const { given, positionals } = readFlags("init", argv);
    if (given.has("help")) return help("init", io);
    takesNothing("init", positionals);
    const { runInit } = await import("../init/command.js");
    return runInit({ write: given.has("write"), noColor: given.has("no-color") }, io);
  },
  "merge-reports": async (argv, io) => {
    const args = readMergeArgs(argv);
    return args.help ? help("merge-reports", io) : await mergeReports(args, io);
  },
  data: async (argv, io, signals) => (await import("../data/command.js")).runData(argv, io, signals),
};

function help(name: string, io: Io): 0 {
  io.stdout.write(helpOf(name));
  return 0;
}

/** Says what a run did that a signal stopped, and how to go on. */
async function stopped({ message, signal }: Stopped, io: Io): Promise<130 | 143> {
  const { progressOfWriting } = await import("../run/write/progress-of-writing.js");
  const progress = progressOfWriting(realpathSync(io.cwd()));
  io.stderr.write(
    `kv-envelope: ${message}: ${progress === undefined ? "nothing was changed" : stateOf(progress)}\n`,
  );
  return END_SIGNALS[signal];
}

const stateOf = ({ state, done, total }: Progress): string =>
  state === "writing"
    ? `${done} of ${total} files are written, each store whole or not at all; the same command goes on, kv-envelope undo takes it back`
    : `${done} of ${total} files are as they were before the run; kv-envelope undo goes on`;

/** Prints a result and writes the reports that were asked for, once it is known that they can be. */
async function show(
  args: Args,
  io: Io,
  resultOf: () => Promise<RunResult>,
  writeSettings?: (settings: RunResult["settings"]) => void,
): Promise<ExitCode> {
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
async function mergeReports(args: Args, io: Io): Promise<ExitCode> {
  return show(args, io, async () => (await import("../shard/merge.js")).mergeReports(io.cwd(), args.paths));
}

/** Takes back what the last run changed. */
async function undo(argv: readonly string[], io: Io, signals: Signals | undefined): Promise<0 | 1> {
  const { given, positionals } = readFlags("undo", argv);
  if (given.has("help")) return help("undo", io);
  takesNothing("undo", positionals);
  const [{ undoLastRun }, { whileWanted }, { displayName }] = await Promise.all([
    import("../run/write/undo.js"),
    import("../run/slices.js"),
    import("../report/style.js"),
  ]);
  const end = new EndOnSignal(signals);
  end.hear();
  const { restored, kept } = await whileWanted(undoLastRun(realpathSync(io.cwd())), end.signal).finally(
    () => {
      end.unhear();
    },
  );
  io.stdout.write(
    `kv-envelope: undo\n${restored.map((file) => `  restored  ${displayName(file)}\n`).join("")}`,
  );
  io.stderr.write(kept.map(({ file, reason }) => `kv-envelope: ${displayName(file)}: ${reason}\n`).join(""));
  return kept.length === 0 ? 0 : 1;
}

/** Prints what a shell needs to complete the command line. */
function completions(argv: readonly string[], io: Io): Promise<0> {
  const { given, positionals } = readFlags("completions", argv);
  if (given.has("help")) return Promise.resolve(help("completions", io));
  const [shell, more] = positionals;
  const allowed = `allowed: ${SHELLS.join(", ")}`;
  if (shell === undefined) throw new UsageError(`completions: no shell given; ${allowed}`);
  if (!isShell(shell)) throw new UsageError(`completions: ${JSON.stringify(shell)} given; ${allowed}`);
  if (more !== undefined)
    throw new UsageError(`completions: ${JSON.stringify(more)} given too; allowed: one shell`);
  io.stdout.write(completionsFor(shell));
  return Promise.resolve(0);
}
