// Runs the workspace's tasks with nothing but Node, npm and git installed: `setup` brings the
// pnpm that package.json pins (through npx, so no global install and no corepack), the other
// tasks run in the order given. The first task that fails ends the run with its exit code.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const pnpm = ["npx", "--yes", "--prefer-offline", packageManager];

const tasks = {
  setup: [
    [...pnpm, "install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only", "--silent"],
  ],
  build: [[...pnpm, "--recursive", "--reporter=append-only", "--silent", "run", "build"]],
  typecheck: [[...pnpm, "exec", "tsc", "--project", "tsconfig.json"]],
  lint: [[...pnpm, "exec", "eslint", ".", "--max-warnings", "0", "--concurrency", "2"]],
  knip: [[...pnpm, "exec", "knip", "--no-progress"]],
  test: [[...pnpm, "exec", "vitest", "run"]],
  demo: [["node", "scripts/demo/main.mjs"]],
  bench: [["node", "bench/main.mjs"]],
  // The versions first, for review: `npx changeset version`. What is published by now is left out.
  release: [[...pnpm, "exec", "changeset", "publish"]],
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !Object.hasOwn(tasks, name));
if (names.length === 0 || unknown !== undefined) {
  console.error(
    `workspace: unknown task ${JSON.stringify(unknown ?? "")}; the tasks are ${Object.keys(tasks).join(", ")}`,
  );
  process.exit(2);
}

for (const name of names) {
  for (const [command, ...args] of tasks[name]) {
    const { status, error } = spawnSync(command, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
      env: { ...process.env, npm_config_update_notifier: "false" },
    });
    if (error) console.error(`workspace: ${name}: ${error.message}`);
    if (status !== 0) process.exit(status ?? 1);
  }
}
