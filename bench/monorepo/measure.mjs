// One run of a command: its wall time, and the peak memory of the largest of its processes.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HOOK = fileURLToPath(new URL("peak-hook.cjs", import.meta.url));
const POLL_MS = 10;

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {readonly [file: string, ...args: string[]]} line
 * @property {readonly number[]} exits the codes of a run that went well
 * @property {RegExp} [proof] what its output shows if it did its work
 */

/** @typedef {{ ms: number, megabytes: number, output: string }} Measured */

/**
 * @param {Command} command
 * @param {string} directory
 * @returns {Promise<Measured>}
 */
export async function measure(command, directory) {
  const notes = mkdtempSync(join(tmpdir(), "kv-envelope-peaks-"));
  const peaks = join(notes, "peaks");
  writeFileSync(peaks, "");
  try {
    const { ms, status, output, kilobytes } = await runOnce(command, directory, peaks);
    if (!command.exits.includes(status ?? -1))
      throw new Error(`bench: ${command.name} ended with ${status}: ${output.slice(-2000)}`);
    if (command.proof?.test(output) === false)
      throw new Error(`bench: ${command.name} did not do its work: ${output.slice(-2000)}`);
    const noted = readFileSync(peaks, "utf8").split("\n").map(Number);
    return { ms, megabytes: Math.max(kilobytes, ...noted) / 1024, output };
  } finally {
    rmSync(notes, { recursive: true, force: true });
  }
}

/** @param {Command} command */
function runOnce({ line: [file, ...args] }, directory, peaks) {
  return new Promise((resolve, reject) => {
    let output = "";
    let kilobytes = 0;
    const start = process.hrtime.bigint();
    // Never to /dev/null: grep notices, and stops at its first match.
    const child = spawn(file, args, {
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_OPTIONS: `--require=${JSON.stringify(HOOK)}`,
        KV_BENCH_PEAKS: peaks,
        GIT_CEILING_DIRECTORIES: dirname(directory),
      },
    });
    // For what is not Node. Only Linux tells; elsewhere it stays at 0.
    const timer = setInterval(() => {
      kilobytes = Math.max(kilobytes, highWater(child.pid));
    }, POLL_MS);
    let ms = 0;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    child.on("error", (error) => {
      clearInterval(timer);
      reject(error);
    });
    child.on("exit", () => {
      ms = Number(process.hrtime.bigint() - start) / 1e6;
    });
    child.on("close", (status) => {
      clearInterval(timer);
      resolve({ ms, status, output, kilobytes });
    });
  });
}

function highWater(pid) {
  if (process.platform !== "linux") return 0;
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
