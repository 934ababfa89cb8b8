// The built command line tool and the TypeScript compiler, run as a user runs them: in the application's folder.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtFile } from "./built.mjs";

const run = (dir, script, args) => {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: dir,
    encoding: "utf8",
  });
  if (error) throw error;
  return { status, stdout, stderr };
};

export const runCodemod = (dir, ...args) =>
  run(dir, fileURLToPath(builtFile("packages/codemod/dist/cli.js")), args);

export const typeCheck = (dir) =>
  run(dir, join(dir, "node_modules/typescript/bin/tsc"), ["--project", "tsconfig.json"]);
