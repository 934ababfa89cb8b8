import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = new URL("../../", import.meta.url);

/** The URL of a build's file; a missing one ends the demo with the remedy. */
export function builtFile(path) {
  const url = new URL(path, root);
  if (!existsSync(fileURLToPath(url))) {
    console.error(`demo: ${path} is missing; "npm run demo" builds it first, or run "npm run build"`);
    process.exit(2);
  }
  return url;
}
