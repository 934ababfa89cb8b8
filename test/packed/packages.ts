import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import rootPackage from "../../package.json" with { type: "json" };
import { PUBLISHED, type Tarballs } from "../support/tarballs.js";

/** Runs the pnpm that the workspace pins. */
const pnpm = (cwd: string, ...args: readonly string[]): string =>
  execFileSync("npx", ["--yes", "--prefer-offline", rootPackage.packageManager, ...args], {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });

export const emptyFolder = (purpose: string): string =>
  mkdtempSync(path.join(tmpdir(), `kv-envelope-${purpose}-`));

/** An otherwise empty project with the tarballs, and an ESLint beside them, installed; strictly: what a package does not declare it can't load. */
export function installInto(project: string, tarballs: Tarballs): void {
  const fromTarball = Object.fromEntries(
    PUBLISHED.map((name) => [`@kv-envelope/${name}`, `file:${tarballs[name]}`]),
  );
  const { eslint, typescript } = rootPackage.devDependencies;
  writeFileSync(
    path.join(project, "package.json"),
    JSON.stringify({ name: "empty", private: true, devDependencies: { ...fromTarball, eslint, typescript } }),
  );
  pnpm(project, "install", "--ignore-workspace", "--ignore-scripts", "--prefer-offline", "--silent");
}

/** The dependencies that a packed `package.json` declares. */
export function declaredBy(packageFolder: string): readonly string[] {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("dependencies" in manifest)) return [];
  return Object.keys(manifest.dependencies ?? {});
}
