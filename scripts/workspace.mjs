// Runs the workspace's tasks with nothing but Node, npm and git installed: `setup` brings the
// pnpm that package.json pins (through npx, so no global install and no corepack), the other
// tasks run in the order given. Each says how long it took. The first that fails ends the run
// with its exit code.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { pnpm } from "./pnpm.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name, ...args) => [join("node_modules", ".bin", name), ...args];

/** A command each. */
const tasks = {
  setup: [...pnpm, "install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only"],
  build: [...pnpm, "--recursive", "--reporter=append-only", "run", "build"],
  typecheck: bin("tsc", "--project", "tsconfig.json"),
  "typecheck:playground": bin("tsc", "--project", "playground/tsconfig.json"),
  lint: bin("eslint", ".", "--max-warnings", "0"),
  imports: bin("depcruise", "--config", ".dependency-cruiser.mjs", "packages"),
  layout: bin("prettier", "--check", "--log-level", "warn", "."),
  knip: bin("knip", "--no-progress"),
  tests: bin("vitest", "run", "--project", "fast", "--project", "process"),
  extended: bin("vitest", "run", "--project", "extended"),
  playground: [...pnpm, "--filter", "@kv-envelope/playground", "run", "page"],
  demo: ["node", "scripts/demo/main.mjs"],
  bench: ["node", "bench/main.mjs"],
  // The versions first, for review: `npx changeset version`. What is published by now is left out.
  release: bin("changeset", "publish"),
  // The same without publishing: what would be in each tarball.
  "release:dry-run": [
    ...pnpm,
    "publish",
    "--recursive",
    "--access",
    "public",
    "--dry-run",
    "--no-git-checks",
  ],
  pack: ["node", "scripts/pack/main.mjs"],
  "kv-envelope": ["node", "scripts/kv-envelope/main.mjs"],
};

/** Of these nobody reads the output unless they fail. */
const quiet = ["setup", "build", "playground"];

/** Lanes that run side by side; the tasks of a lane run one after the other. */
const groups = {
  checks: [["typecheck", "typecheck:playground", "imports", "lint", "layout", "knip"], ["tests"]],
};
/**
 * These take the rest of the command line and the terminal, as in `setup build kv-envelope ../my-app --interactive`.
 * What they print is theirs alone: no times.
 */
const tools = ["pack", "kv-envelope"];

const given = process.argv.slice(2);
const tool = given.find((name) => tools.includes(name));
const names = tool === undefined ? given : given.slice(0, given.indexOf(tool) + 1);
const known = { ...tasks, ...groups };
const unknown = names.find((name) => !Object.hasOwn(known, name));
if (names.length === 0 || unknown !== undefined) {
  const shown = JSON.stringify(unknown ?? "");
  console.error(`workspace: unknown task ${shown}; the tasks are ${Object.keys(known).join(", ")}`);
  process.exit(2);
}

const rest = given.slice(names.length);

/**
 * @param isLive whether the output is shown as it comes, or when the task has ended.
 * @returns the exit code.
 */
function start(name, isLive) {
  return new Promise((resolve) => {
    const [command, ...args] = name === tool ? [...tasks[name], ...rest] : tasks[name];
    const isQuiet = quiet.includes(name);
    const out = isLive && !isQuiet ? "inherit" : "pipe";
    const child = spawn(command, args, {
      cwd: root,
      stdio: [name === tool ? "inherit" : "ignore", out, out],
      shell: process.platform === "win32",
      env: { ...process.env, npm_config_update_notifier: "false" },
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => {
      console.error(`workspace: ${command}: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => {
      if (!isQuiet || code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** @returns the exit code of the first task that failed, or 0. */
async function runLane(lane, isLive) {
  for (const name of lane) {
    const beganAt = performance.now();
    const code = await start(name, isLive);
    const seconds = Math.round((performance.now() - beganAt) / 1000);
    if (tool === undefined)
      console.log(
        `workspace: ${name} ${code === 0 ? "took" : `failed with exit code ${code} after`} ${seconds} s`,
      );
    if (code !== 0) return code;
  }
  return 0;
}

for (const name of names) {
  const lanes = groups[name] ?? [[name]];
  const codes = await Promise.all(
    // Only one lane is shown live, so that no two are mixed: the last, which takes longest.
    lanes.map((lane, index) => runLane(lane, index === lanes.length - 1)),
  );
  const failed = codes.find((code) => code !== 0);
  if (failed !== undefined) process.exit(failed);
}
