// Runs the workspace's tasks with nothing but Node, npm and git installed: `setup` brings the
// pnpm that package.json pins (through npx, so no global install and no corepack), the other
// tasks run in the order given. Each says how long it took. The first that fails ends the run
// with its exit code.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const pnpm = ["npx", "--yes", "--prefer-offline", packageManager];
const bin = (name, ...args) => [join("node_modules", ".bin", name), ...args];

/** A command each. */
const tasks = {
  setup: [...pnpm, "install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only", "--silent"],
  build: [...pnpm, "--recursive", "--reporter=append-only", "--silent", "run", "build"],
  typecheck: bin("tsc", "--project", "tsconfig.json"),
  lint: bin("eslint", ".", "--max-warnings", "0"),
  layout: bin("prettier", "--check", "--log-level", "warn", "."),
  knip: bin("knip", "--no-progress"),
  tests: bin("vitest", "run", "--project", "fast", "--project", "process"),
  extended: bin("vitest", "run", "--project", "extended"),
  demo: ["node", "scripts/demo/main.mjs"],
  bench: ["node", "bench/main.mjs"],
  // The versions first, for review: `npx changeset version`. What is published by now is left out.
  release: bin("changeset", "publish"),
  // The same without publishing: what would be in each tarball.
  "release:dry-run": [...pnpm, "publish", "--recursive", "--access", "public", "--dry-run", "--no-git-checks"],
};

/** Lanes that run side by side; the tasks of a lane run one after the other. */
const groups = {
  checks: [["typecheck", "lint", "layout", "knip"], ["tests"]],
};

const names = process.argv.slice(2);
const known = { ...tasks, ...groups };
const unknown = names.find((name) => !Object.hasOwn(known, name));
if (names.length === 0 || unknown !== undefined) {
  const given = JSON.stringify(unknown ?? "");
  console.error(`workspace: unknown task ${given}; the tasks are ${Object.keys(known).join(", ")}`);
  process.exit(2);
}

/**
 * @param isLive whether the output is shown as it comes, or when the task has ended.
 * @returns the exit code.
 */
function start([command, ...args], isLive) {
  return new Promise((resolve) => {
    const out = isLive ? "inherit" : "pipe";
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", out, out],
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
      process.stdout.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** @returns the exit code of the first task that failed, or 0. */
async function runLane(lane, isLive) {
  for (const name of lane) {
    const beganAt = performance.now();
    const code = await start(tasks[name], isLive);
    const seconds = Math.round((performance.now() - beganAt) / 1000);
    console.log(`workspace: ${name} ${code === 0 ? "took" : `failed with exit code ${code} after`} ${seconds} s`);
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
