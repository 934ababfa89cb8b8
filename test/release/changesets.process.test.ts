import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import config from "../../.changeset/config.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
const cli = createRequire(import.meta.url).resolve("@changesets/cli/bin.js");

/** Whether changesets can tell what has changed: in an export without history, or a clone of one commit, it can't. */
function hasHistory(): boolean {
  try {
    execFileSync("git", ["merge-base", "HEAD", config.baseBranch], { cwd: root, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

it.runIf(hasHistory())(
  "changesets know each package that is released, and release plugin and codemod together",
  () => {
    // Below the root, as the command takes a relative path only.
    const folder = mkdtempSync(path.join(root, "node_modules", ".changesets-"));
    try {
      const file = path.join(folder, "plan.json");
      const { status, stderr, stdout } = spawnSync(
        process.execPath,
        [cli, "status", "--output", path.relative(root, file)],
        { cwd: root, encoding: "utf8" },
      );
      expect({ status, text: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, text: "" });
      const { releases }: { releases: { name: string; newVersion: string; type: string }[] } = JSON.parse(
        readFileSync(file, "utf8"),
      );
      const [plugin, codemod] = ["eslint-plugin", "codemod"].map((name) =>
        releases.find((release) => release.name === `@kv-envelope/${name}`),
      );
      expect(plugin?.newVersion).toBe(codemod?.newVersion);
      // A package that depends on a released one is listed as well, with nothing to release.
      const released = releases.filter(({ type }) => type !== "none");
      expect(
        released
          .map(({ name }) => name)
          .filter(
            (name) => !["eslint-plugin", "codemod", "runtime"].includes(name.replace("@kv-envelope/", "")),
          ),
      ).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
