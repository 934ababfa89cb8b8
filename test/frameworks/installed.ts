// The frameworks' real packages, pinned.
import path from "node:path";
import { installedOnce } from "../support/installed-once.js";

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

/** The folder of the installed packages. */
export const installFrameworks = (): string =>
  path.join(installedOnce("frameworks", PACKAGES), "node_modules");
