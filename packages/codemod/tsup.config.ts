import { mkdirSync, rmSync } from "node:fs";
import { defineConfig } from "tsup";
import type { Options } from "tsup";
import { prettierChild } from "./src/format/child-script.js";
import { helperText } from "./src/helper/text.js";
import { pageScript, pageStyle } from "./src/report/html/assets.js";
import { thirdParty } from "../../third-party.js";
import { TYPESCRIPT } from "./src/source/typescript.js";
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

/** The parser, bundled by itself, in the place of the packages that it is made from. */
const embedParser: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "embed-parser",
  setup(build) {
    build.onLoad({ filter: /[\\/]source[\\/]load-parser\.ts$/ }, () => ({
      contents: `import { requireLazily } from "./require.js";\nexport const loadParser = () => requireLazily("./parser.cjs");`,
      loader: "js",
    }));
  },
};

/** The parser asks for the TypeScript that ts-morph brings, and never for one that happens to be installed beside it. */
const ownTypeScript: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "own-typescript",
  setup(build) {
    build.onResolve({ filter: /^typescript(?:\/|$)/ }, () => ({ path: TYPESCRIPT, external: true }));
  },
};

const notices = thirdParty("dist/THIRD-PARTY.md");

const shared: Options = {
  target: "node20",
  // `import.meta.url` in the CommonJS build.
  shims: true,
  platform: "node",
  // The workspace's private packages are part of this one, with what is copied out of others: the word distance, for a
  // quick start; and what would bring ESLint and a TypeScript of its choice along.
  noExternal: [/^@kv-envelope\//, "fastest-levenshtein", /^@typescript-eslint\//],
  esbuildPlugins: [embedHelper, embedPage, embedChild, embedParser, notices],
};

// Here and not by `clean`: the two builds run at the same time, and one would clean away the other's output.
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");

export default defineConfig([
  {
    // In one file: as packages its parts ask for whatever TypeScript a project has, and 7 has no API that they could use.
    entry: ["src/source/parser.ts"],
    target: "node20",
    platform: "node",
    format: "cjs",
    noExternal: [/./],
    esbuildPlugins: [ownTypeScript, notices],
  },
  {
    ...shared,
    // In one build, so that the command and the library share their files.
    entry: ["src/cli.ts", "src/index.ts", "src/transform.ts"],
    format: "esm",
    // Keeps what is imported lazily out of the start.
    splitting: true,
  },
  {
    ...shared,
    entry: ["src/index.ts", "src/transform.ts"],
    format: "cjs",
    splitting: true,
  },
  {
    ...shared,
    entry: ["src/index.ts", "src/transform.ts"],
    format: ["esm", "cjs"],
    dts: {
      only: true,
      // tsup would set `baseUrl` to this folder, and the root's `paths` to the private packages would lead nowhere.
      compilerOptions: { ...declarations, baseUrl: "../.." },
    },
  },
]);
