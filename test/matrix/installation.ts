import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packInto } from "../support/tarballs.js";
import { COMBINATIONS, NODE_PACKAGES, TYPESCRIPT_ESLINT, folderOf } from "./versions.js";
import type { Combination } from "./versions.js";

const workspaceRoot = fileURLToPath(new URL("../..", import.meta.url));
const sha256 = (...parts: readonly (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** Outside of the workspace: in it, what the package forgot to declare could be found all the same. */
const cache = path.join(realpathSync(tmpdir()), `kv-envelope-matrix-${sha256(workspaceRoot).slice(0, 8)}`);

const tarballs = path.join(cache, "tarballs");

/** The folder of a combination, with everything installed. */
export const installedFolder = (combination: Combination): string =>
  path.join(cache, "combinations", folderOf(combination));

/** The executable of each further Node, by its version. */
export const installedNodes = (): { version: string; executable: string }[] =>
  NODE_PACKAGES.map(({ name, version }) => ({
    version,
    executable: path.join(cache, "nodes", version, "node_modules", name, "bin", "node"),
  }));

/**
 * Packs the built plugin and has pnpm install the package for each combination, as a user would; all
 * share one store. Done again only when the package or the versions have changed.
 */
export function installAll(): void {
  if (!existsSync(path.join(workspaceRoot, "packages", "eslint-plugin", "dist", "index.cjs")))
    throw new Error("build the package first: npm run build");
  rmSync(tarballs, { recursive: true, force: true });
  const tarball = packInto(tarballs)["eslint-plugin"];
  copyFileSync(tarball, path.join(cache, "plugin.tgz"));
  const packages = new Map([...COMBINATIONS.map(manifestOf), ...NODE_PACKAGES.map(nodeManifestOf)]);
  const state = sha256(readFileSync(tarball), JSON.stringify([...packages]));
  const stamp = path.join(cache, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  for (const name of ["combinations", "nodes", "node_modules", "pnpm-lock.yaml", "installed"])
    rmSync(path.join(cache, name), { recursive: true, force: true });
  writeFileSync(path.join(cache, "pnpm-workspace.yaml"), "packages:\n  - combinations/*\n  - nodes/*\n");
  writeFileSync(path.join(cache, "package.json"), JSON.stringify({ private: true }));
  for (const [folder, manifest] of packages) {
    mkdirSync(path.join(cache, folder), { recursive: true });
    writeFileSync(path.join(cache, folder, "package.json"), JSON.stringify(manifest));
  }
  pnpm(cache, "install", "--prefer-offline", "--ignore-scripts", "--config.strict-peer-dependencies=true");
  writeFileSync(stamp, state);
}

const manifestOf = (combination: Combination): [folder: string, manifest: object] => [
  `combinations/${folderOf(combination)}`,
  {
    private: true,
    dependencies: {
      "@kv-envelope/eslint-plugin": "file:../../plugin.tgz",
      "@typescript-eslint/parser": TYPESCRIPT_ESLINT,
      eslint: combination.eslint,
      typescript: combination.typescript,
    },
  },
];

const nodeManifestOf = ({
  name,
  version,
}: (typeof NODE_PACKAGES)[number]): [folder: string, manifest: object] => [
  `nodes/${version}`,
  { private: true, dependencies: { [name]: version } },
];

/** The pnpm that the workspace pins. */
function pnpm(cwd: string, ...args: readonly string[]): void {
  const manifest: { packageManager: string } = JSON.parse(
    readFileSync(path.join(workspaceRoot, "package.json"), "utf8"),
  );
  execFileSync("npx", ["--yes", "--prefer-offline", manifest.packageManager, ...args], {
    cwd,
    encoding: "utf8",
    stdio: "pipe",
    shell: process.platform === "win32",
    env: { ...process.env, npm_config_update_notifier: "false" },
  });
}
