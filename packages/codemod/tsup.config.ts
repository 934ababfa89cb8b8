import { rmSync } from "node:fs";
import { defineConfig } from "tsup";
import type { Options } from "tsup";
import { prettierChild } from "./src/format/child-script.js";
import { helperText } from "./src/helper/text.js";
import { pageScript, pageStyle } from "./src/report/html/assets.js";
import { declarations } from "../../tsup.base.js";

/** Puts the helper module's text in the place of the code that makes it from the runtime's sources. */
const embedHelper: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "embed-helper",
  setup(build) {
    build.onLoad({ filter: /[\\/]helper[\\/]text\.ts$/ }, () => ({
      contents: `export const helperText = () => ${JSON.stringify(helperText())};`,
      loader: "js",
    }));
  },
};

/** The same for the style and the script of the HTML report. */
const embedPage: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "embed-page",
  setup(build) {
    build.onLoad({ filter: /[\\/]html[\\/]assets\.ts$/ }, () => ({
      contents: `export const pageStyle = () => ${JSON.stringify(pageStyle())};\nexport const pageScript = () => ${JSON.stringify(pageScript())};`,
      loader: "js",
    }));
  },
};

/** The same for the program that runs the user's Prettier in a process of its own. */
const embedChild: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "embed-child",
  setup(build) {
    build.onLoad({ filter: /[\\/]format[\\/]child-script\.ts$/ }, () => ({
      contents: `export const prettierChild = () => ${JSON.stringify(prettierChild())};`,
      loader: "js",
    }));
  },
};

const shared: Options = {
  target: "node20",
  // `import.meta.url` in the CommonJS build.
  shims: true,
  platform: "node",
  // The workspace's private packages are part of this one; so is the word distance, for a quick start.
  noExternal: [/^@kv-envelope\//, "fastest-levenshtein"],
  esbuildPlugins: [embedHelper, embedPage, embedChild],
};

// Here and not by `clean`: the two builds run at the same time, and one would clean away the other's output.
rmSync("dist", { recursive: true, force: true });

export default defineConfig([
  // `splitting` keeps what is imported lazily out of the start.
  { ...shared, entry: ["src/cli.ts"], format: "esm", splitting: true },
  {
    ...shared,
    entry: ["src/index.ts", "src/transform.ts"],
    format: ["esm", "cjs"],
    splitting: true,
    // tsup would set `baseUrl` to this folder, and the root's `paths` to the private packages would lead nowhere.
    dts: { compilerOptions: { ...declarations, baseUrl: "../.." } },
  },
]);
