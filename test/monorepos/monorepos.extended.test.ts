// The examples of Nx and Turborepo, run by the real tools: what fails, what passes once it is migrated, and what is not run again.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const inWorkspace = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const require = createRequire(import.meta.url);

interface Monorepo {
  readonly example: string;
  readonly tool: "nx" | "turbo";
  readonly args: readonly string[];
  /** The package with the mistaken write, and what the check says of it. */
  readonly faulty: string;
  readonly finding: string;
  /** What the tool prints where it has run none of the three tasks, and where it has run all but one. */
  readonly allCached: RegExp;
  readonly oneCached: RegExp;
}

const monorepos: readonly Monorepo[] = [
  {
    example: "nx-monorepo",
    tool: "nx",
    args: ["run-many", "--target=kv-check"],
    faulty: "sessions",
    finding: "src/index.js:4:62 helper expiration_ttl to rewrite",
    allCached: /from the cache instead of running the command for 3 out of 3 tasks/,
    oneCached: /from the cache instead of running the command for 1 out of 3 tasks/,
  },
  {
    example: "turborepo",
    tool: "turbo",
    args: ["run", "kv-check"],
    faulty: "rates",
    finding: "src/index.ts:10:68 helper expiration_ttl to rewrite",
    allCached: /Cached:\s+3 cached, 3 total/,
    oneCached: /Cached:\s+1 cached, 3 total/,
  },
];

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

const link = (target: string, at: string): void => {
  mkdirSync(path.dirname(at), { recursive: true });
  symlinkSync(target, at);
};

/** A copy of an example with what `npm install` would put into it. */
function installed({ example, tool }: Monorepo): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), `kv-envelope-${example}-`)));
  roots.push(root);
  cpSync(inWorkspace(`examples/${example}`), root, { recursive: true });
  link(path.dirname(require.resolve(`${tool}/package.json`)), path.join(root, "node_modules", tool));
  link(inWorkspace("packages/codemod"), path.join(root, "node_modules/@kv-envelope/codemod"));
  for (const name of readdirSync(path.join(root, "packages")))
    link(path.join(root, "packages", name), path.join(root, "node_modules/@acme", name));
  // The file that the link of an install leads to is made executable by npm, not by a build.
  const command = path.join(root, "node_modules/.bin/kv-envelope");
  mkdirSync(path.dirname(command), { recursive: true });
  writeFileSync(
    command,
    `#!/bin/sh\nexec "${process.execPath}" "${inWorkspace("packages/codemod/dist/cli.js")}" "$@"\n`,
    { mode: 0o755 },
  );
  // What is cached goes by git's idea of the files, as in a real repository.
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
  ])
    expect(spawnSync("git", args, { cwd: root }).status).toBe(0);
  return root;
}

/** As from a user's shell: whoever started the tests (pnpm) would be taken for the repository's package manager. */
const shell = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name)));

function run(
  root: string,
  file: string,
  args: readonly string[],
): { exitCode: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [file, ...args], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...shell,
      CI: "1",
      NO_COLOR: "1",
      FORCE_COLOR: undefined,
      NX_DAEMON: "false",
      NX_TUI: "false",
      NX_NO_CLOUD: "true",
      TURBO_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
      npm_config_update_notifier: "false",
    },
  });
  if (error !== undefined) throw error;
  return { exitCode: status, output: stdout + stderr };
}

interface Manifest {
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly version?: string;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifest(file: string): Manifest {
  const read: Manifest = JSON.parse(readFileSync(file, "utf8"));
  return read;
}

describe.skipIf(process.platform === "win32").each(monorepos)("examples/$example", (monorepo) => {
  const { example, tool, args, faulty, finding, allCached, oneCached } = monorepo;
  const own = require.resolve(`${tool}/package.json`);
  const { bin, version } = manifest(own);
  const toolFile = path.join(path.dirname(own), (typeof bin === "string" ? bin : bin?.[tool]) ?? "");

  it("fails where a package has a mistaken write, passes after the migration, and is then answered from the cache", () => {
    const root = installed(monorepo);
    const check = (): ReturnType<typeof run> => run(root, toolFile, args);
    const codemod = (...options: readonly string[]): ReturnType<typeof run> =>
      run(root, inWorkspace("packages/codemod/dist/cli.js"), options);

    const before = check();
    expect(before.exitCode, before.output).toBe(1);
    expect(before.output).toContain(finding);
    expect(before.output).toMatch(new RegExp(`@acme/${faulty}[:#]kv-check`));

    expect(codemod("--write", "--allow-dirty")).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("1 rewritten, 0 left"),
    });
    const after = check();
    expect(after.exitCode, after.output).toBe(0);
    // The package without KV was not touched by the migration.
    expect(after.output).toMatch(oneCached);
    expect(check()).toMatchObject({ exitCode: 0, output: expect.stringMatching(allCached) });

    // What a package's run goes by is part of what is remembered.
    writeFileSync(path.join(root, "kv-envelope.config.json"), '{ "writer": [] }');
    const misspelt = check();
    expect(misspelt.exitCode, misspelt.output).not.toBe(0);
    expect(misspelt.output).toContain('"writer": unknown key; did you mean "writers"?');
  });

  it("names the versions that are tried here", () => {
    const { devDependencies } = manifest(inWorkspace(`examples/${example}/package.json`));
    expect(devDependencies).toEqual({
      "@kv-envelope/codemod": `^${manifest(inWorkspace("packages/codemod/package.json")).version ?? ""}`,
      [tool]: version,
    });
  });
});
