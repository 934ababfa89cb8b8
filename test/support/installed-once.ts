// Packages that tests install into a folder of the system's own: the repository has none of them.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "./npm-env.js";

/**
 * The folder of the installed packages. Installed once for these versions, whoever asks first: test files run side by
 * side, and so do two checkouts, so that each installs into a folder of its own, and the first to be done gives it
 * the shared name. What stands under that name is whole.
 *
 * @param label a word for the folder's name
 * @param dependencies versions by name, as in a manifest: `"7.6.0"`, `"npm:telnyx@7.6.0"`
 */
export function installedOnce(label: string, dependencies: Readonly<Record<string, string>>): string {
  const manifest = JSON.stringify({ private: true, dependencies });
  const state = createHash("sha256").update(manifest).digest("hex").slice(0, 12);
  const shared = path.join(realpathSync(tmpdir()), `kv-envelope-installed-${label}-${state}`);
  if (existsSync(shared)) return shared;
  const own = mkdtempSync(`${shared}.`);
  try {
    writeFileSync(path.join(own, "package.json"), manifest);
    execFileSync("npm", ["install", "--ignore-scripts", "--legacy-peer-deps"], {
      cwd: own,
      // The newest of the clients want a newer Node than the one that installs them.
      env: { ...env, npm_config_engine_strict: "false" },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    renameSync(own, shared);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    // Another was done first: a folder that holds something can't be replaced.
    if (!existsSync(shared)) throw error;
  }
  return shared;
}
