import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { cli, env } from "./project.js";

const COLUMNS = 100;
const ROWS = 60;

interface Screen {
  readonly code: number;
  /** What a person sees in the end, without the blanks at the ends of lines and the empty lines at the end. */
  readonly lines: readonly string[];
  /** Everything that was sent to the terminal, its control sequences included. */
  readonly sent: string;
}

/** Runs the built command line in a terminal of 100 columns by 60 lines, and looks at it when it has ended. */
export async function runInTerminal(cwd: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Screen> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const own = { ...env, TERM: "xterm-256color", CI: undefined, ...more };
  const run = spawn(process.execPath, [cli, ...args], { cwd, cols: COLUMNS, rows: ROWS, env: Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) });
  let sent = "";
  run.onData((data) => {
    sent += data;
  });
  const code = await new Promise<number>((resolve) => {
    run.onExit(({ exitCode }) => resolve(exitCode));
  });
  await new Promise<void>((resolve) => terminal.write(sent, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? "");
  const end = lines.findLastIndex((line) => line !== "");
  terminal.dispose();
  return { code, lines: lines.slice(0, end + 1), sent };
}
