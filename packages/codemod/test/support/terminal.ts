import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { EventEmitter, once } from "node:events";
import { PATIENCE_MS } from "../../../../test/support/patience.js";
import { cli, env } from "./project.js";

const COLUMNS = 100;
const ROWS = 60;

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
  /** Presses one key after the other, as a person does: the next one when the screen has answered to the one before. */
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
  let exitCode: number | undefined;
  const screen = new EventEmitter();
  run.onData((data) => {
    sent += data;
    screen.emit("change");
  });
  run.onExit((exit) => {
    ({ exitCode } = exit);
    screen.emit("change");
  });
  /** Looks again at each change of the screen. */
  const waitFor = async <T>(what: string, find: () => T | undefined): Promise<T> => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        if (exitCode !== undefined) throw new Error("the run has ended");
        await once(screen, "change", { signal });
      }
    } catch (cause) {
      run.kill();
      throw new Error(
        `${what} did not come; since the last text there came ${JSON.stringify(sent.slice(seen))}`,
        { cause },
      );
    }
  };
  return {
    sees: async (text) => {
      seen = await waitFor(JSON.stringify(text), () => {
        const at = sent.indexOf(text, seen);
        return at === -1 ? undefined : at + text.length;
      });
    },
    press: async (...keys) => {
      for (const key of keys) {
        const { length } = sent;
        run.write(key);
        // Each key changes the screen: the choice moves, a question is closed, a typed line is echoed; or it ends the run.
        await waitFor(`an answer to ${JSON.stringify(key)}`, () =>
          sent.length > length ? sent.length : exitCode,
        );
      }
    },
    ended: async () => {
      const code = await waitFor("the end of the run", () => exitCode);
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
