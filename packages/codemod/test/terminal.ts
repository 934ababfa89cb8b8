import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { setTimeout } from "node:timers/promises";
import { cli, env } from "./project.js";

const COLUMNS = 100;
const ROWS = 60;
const PATIENCE_MS = 30_000;

export const KEYS = { down: "\u001B[B", enter: "\r", ctrlC: "\u0003", escape: "\u001B" } as const;

interface Screen {
  readonly code: number;
  /** What a person sees in the end, without the blanks at the ends of lines and the empty lines at the end. */
  readonly lines: readonly string[];
  /** Everything that was sent to the terminal, its control sequences included. */
  readonly sent: string;
}

/** A run of the command line that a person sits at. */
interface Session {
  /** Waits until a text stands on the screen that was not there when this was called last. */
  readonly sees: (text: string) => Promise<void>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Waits for the end. */
  readonly ended: () => Promise<Screen>;
}

interface Terminal {
  readonly columns?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the built command line in a terminal of 60 lines, and of 100 columns if nothing else is said. */
export function openTerminal(
  cwd: string,
  args: readonly string[],
  { columns = COLUMNS, env: more = {} }: Terminal = {},
): Session {
  const terminal = new xterm.Terminal({ cols: columns, rows: ROWS, allowProposedApi: true });
  const own = { ...env, TERM: "xterm-256color", CI: undefined, ...more };
  const run = spawn(process.execPath, [cli, ...args], {
    cwd,
    cols: columns,
    rows: ROWS,
    env: Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
  });
  let [sent, seen] = ["", 0];
  run.onData((data) => {
    sent += data;
  });
  const exit = new Promise<number>((resolve) => {
    run.onExit(({ exitCode }) => resolve(exitCode));
  });
  return {
    sees: async (text) => {
      const until = Date.now() + PATIENCE_MS;
      for (;;) {
        const at = sent.indexOf(text, seen);
        if (at !== -1) {
          seen = at + text.length;
          return;
        }
        if (Date.now() > until)
          throw new Error(
            `${JSON.stringify(text)} did not come; since the last text there came ${JSON.stringify(sent.slice(seen))}`,
          );
        await setTimeout(10);
      }
    },
    press: async (...keys) => {
      for (const key of keys) {
        run.write(key);
        // As a person types: each key by itself, and after the question has been drawn.
        await setTimeout(60);
      }
    },
    ended: async () => {
      const code = await exit;
      await new Promise<void>((resolve) => terminal.write(sent, resolve));
      const { active } = terminal.buffer;
      const lines = Array.from(
        { length: active.length },
        (_, row) => active.getLine(row)?.translateToString(true) ?? "",
      );
      const end = lines.findLastIndex((line) => line !== "");
      terminal.dispose();
      return { code, lines: lines.slice(0, end + 1), sent };
    },
  };
}

/** Runs the built command line in a terminal to its end, and looks at it then. */
export const runInTerminal = (
  cwd: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<Screen> => openTerminal(cwd, args, { env: more }).ended();
