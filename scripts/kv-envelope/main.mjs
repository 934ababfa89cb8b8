// `npm run kv-envelope -- DIR [options]`: the codemod that was built here, run in any directory of the machine.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromCaller, refuse } from "../caller.mjs";

const cli = fileURLToPath(new URL("../../packages/codemod/dist/cli.js", import.meta.url));

const [directory, ...options] = process.argv.slice(2);
const allowed = "allowed: a directory, before all options, as in `npm run kv-envelope -- ../my-app --check`";
if (directory === undefined) refuse("kv-envelope", `DIR: nothing given; ${allowed}`);
if (directory.startsWith("-")) refuse("kv-envelope", `DIR: ${JSON.stringify(directory)} given; ${allowed}`);
const cwd = fromCaller(directory);
if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory())
  refuse("kv-envelope", `DIR: ${JSON.stringify(directory)} given, and ${cwd} is no directory; ${allowed}`);

const { status, error } = spawnSync(process.execPath, [cli, ...options], { cwd, stdio: "inherit" });
if (error) throw error;
process.exitCode = status ?? 1;
