import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { biomeIn, configDirectory } from "./biome.js";
import type { Formatter } from "./formatter.js";
import { prettierIn } from "./prettier.js";

/** The formatters that are installed for a file, as Node would find them from there; the likelier one first. */
export function formattersFor(path: string): Formatter[] {
  const [prettier, biome] = [packageAbove(path, "prettier"), packageAbove(path, "@biomejs/biome")];
  const found = [
    ...(prettier === undefined ? [] : [prettierIn(prettier)]),
    ...(biome === undefined ? [] : [biomeIn(biome)]),
  ];
  // Prettier needs no configuration; who has one for Biome means Biome.
  return configDirectory(path) === undefined ? found : found.reverse();
}

function packageAbove(path: string, name: string): string | undefined {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    const candidate = join(directory, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (dirname(directory) === directory) return undefined;
  }
}
