// The oracle beside the checkout: programs that nobody here wrote for the detector, and what runs them.
import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const oracle = path.join(root, "..", "shared", "live");

/** Whether it is there: a checkout by itself has none. */
export const isHere = existsSync(path.join(oracle, "run.mjs"));

/** The names of its cases. */
export const caseNames = (): string[] => (isHere ? readdirSync(path.join(oracle, "cases")) : []);

/** A copy that may be written to: the oracle copies its cases, with the modes that they have. */
export function copyOracle(): string {
  const copy = mkdtempSync(path.join(realpathSync(tmpdir()), "kv-envelope-oracle-"));
  cpSync(oracle, copy, { recursive: true });
  makeWritable(copy);
  return copy;
}

/** Runs it over its cases, in a copy, and gives what it printed. */
export const runOracle = (
  copy: string,
  ...options: readonly string[]
): Promise<{ readonly stdout: string; readonly stderr: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ["run.mjs", "--project", root, "cases", ...options],
      { cwd: copy, maxBuffer: 1 << 26 },
      (_, stdout, stderr) => {
        resolve({ stdout, stderr });
      },
    );
  });

/**
 * The folder of the packages that its cases import, which it installs once for all of its runs.
 * @throws where a case that it was told to keep has none
 */
export async function packagesOf(copy: string): Promise<string> {
  const [first = ""] = caseNames();
  const { stderr } = await runOracle(copy, "--keep", "--only", first);
  const head = `cases/${first}: `;
  const kept = stderr
    .split("\n")
    .find((line) => line.startsWith(head))
    ?.slice(head.length);
  if (kept === undefined) throw new Error(`the oracle kept no case:\n${stderr}`);
  const packages = path.dirname(realpathSync(path.join(kept, "node_modules", "axios")));
  rmSync(kept, { recursive: true, force: true });
  return packages;
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) makeWritable(file);
    else chmodSync(file, 0o644);
  }
}
