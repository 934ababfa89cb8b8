// The frameworks' real packages, pinned, in a folder of the system's own: the repository installs none of them.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "../support/npm-env.js";

/** The SDK's versions that the programs are held against, by the name that each is installed under. */
export const SDKS: Readonly<Record<string, string>> = {
  "telnyx-7-6": "7.6.0",
  "telnyx-7-12": "7.12.0",
  "telnyx-7-24": "7.24.0",
};

const PACKAGES: Readonly<Record<string, string>> = {
  "@nestjs/axios": "4.0.1",
  "@nestjs/common": "11.2.10",
  "@nestjs/core": "11.2.10",
  "@sveltejs/kit": "2.70.4",
  "@trpc/server": "11.25.2",
  "@types/node": "22.20.7",
  "@types/react": "19.3.3",
  astro: "5.18.2",
  axios: "1.21.1",
  effect: "3.22.4",
  fastify: "5.12.8",
  "fastify-plugin": "6.0.1",
  h3: "1.15.11",
  hono: "4.13.19",
  next: "16.4.6",
  ofetch: "1.5.1",
  react: "19.3.1",
  "react-dom": "19.3.1",
  "react-router": "7.18.7",
  "reflect-metadata": "0.2.2",
  rxjs: "7.8.2",
  svelte: "5.57.3",
  typescript: "6.0.3",
  unstorage: "1.17.6",
  vite: "6.4.6",
  ...Object.fromEntries(Object.entries(SDKS).map(([name, version]) => [name, `npm:telnyx@${version}`])),
};

const manifest = JSON.stringify({ private: true, dependencies: PACKAGES });
const home = path.join(
  realpathSync(tmpdir()),
  `kv-envelope-frameworks-${createHash("sha256").update(manifest).digest("hex").slice(0, 12)}`,
);

/** The folder of the installed packages. Installed once; again only when a version has changed. */
export function installFrameworks(): string {
  const stamp = path.join(home, "installed");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== manifest) {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, "package.json"), manifest);
    execFileSync("npm", ["install", "--ignore-scripts", "--legacy-peer-deps"], {
      cwd: home,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    writeFileSync(stamp, manifest);
  }
  return path.join(home, "node_modules");
}
