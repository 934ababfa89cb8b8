import { readFileSync } from "node:fs";

const { packageManager } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** The pnpm that package.json pins, as a command: through npx, so no global install and no corepack. */
export const pnpm = ["npx", "--yes", "--prefer-offline", packageManager];
