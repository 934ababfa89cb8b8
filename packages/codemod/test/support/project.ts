import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { main } from "../../src/cli/main.js";

/** The built command line. */
export const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory of its own with files in it, outside any repository, and the built CLI to run there. */
export interface Project {
  readonly root: string;
  readonly write: (file: string, content: string | Uint8Array) => void;
  readonly read: (file: string) => string;
  /** The command line in this process, from its sources. */
  readonly cli: (...args: string[]) => Promise<CliResult>;
  /** The same in a directory below, or with other variables. */
  readonly cliIn: (
    surroundings: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
    ...args: string[]
  ) => Promise<CliResult>;
  /** The built command line in a process of its own, as another user. */
  readonly cliAs: (surroundings: { readonly uid?: number }, ...args: string[]) => CliResult;
  readonly git: (...args: string[]) => string;
}

const made: string[] = [];
afterAll(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

// The tests must not depend on who runs them: no configuration, no colours, no repository around.
export const env: NodeJS.ProcessEnv = {
  ...process.env,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

export function project(files: Readonly<Record<string, string | Uint8Array>>): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "kv-envelope-")));
  made.push(root);
  const write: Project["write"] = (file, content) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  const cliAs: Project["cliAs"] = ({ uid }, ...args) => {
    if (!existsSync(cli))
      throw new Error("these tests run the built CLI: build packages/codemod first (npm run build)");
    const options = { cwd: root, encoding: "utf8" as const, env, ...(uid === undefined ? {} : { uid }) };
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, ...args], options);
    if (error !== undefined) throw error;
    return { code: status, stdout, stderr };
  };
  const cliIn: Project["cliIn"] = ({ cwd = ".", env: more = {} }, ...args) =>
    runInProcess(join(root, cwd), { ...env, ...more }, args);
  return {
    root,
    write,
    read: (file) => readFileSync(join(root, file), "utf8"),
    cli: (...args) => cliIn({}, ...args),
    cliIn,
    cliAs,
    git: (...args) => {
      const { status, stdout, stderr } = spawnSync("git", args, { cwd: root, encoding: "utf8", env });
      if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
      return stdout;
    },
  };
}

/** Runs the command line as a pipe would see it: no terminal, no input. */
async function runInProcess(
  cwd: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<CliResult> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const code = await main(args, { cwd: () => cwd, env, stdin: Readable.from([]), stdout, stderr });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Keeps what is written to it. */
class Collected extends Writable {
  private readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }
}

/** The same, with everything committed. */
export function gitProject(files: Readonly<Record<string, string | Uint8Array>>): Project {
  const made = project(files);
  made.git("init", "--quiet");
  made.git("add", "--all");
  made.git("commit", "--quiet", "--message", "start");
  return made;
}

/** A write that any version of the detector flags. */
export const FLAGGED = `export async function save(id, token) {
  await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/session-\${id}\`, {
    method: "PUT",
    headers: { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` },
    body: JSON.stringify({ value: token, expiration_ttl: 3600 }),
  });
}
`;

/** The same write to a store of its own. */
export const flaggedIn = (store: string): string => FLAGGED.replace("session-", `${store}-`);

export const CLEAN = `export const add = (a, b) => a + b;\n`;
