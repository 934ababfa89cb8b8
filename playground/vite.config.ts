import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import type { Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const source = (name: string, entry = "index"): string => at(`../packages/${name}/src/${entry}.ts`);

/** Puts a module for browsers in the place of the codemod's own. */
const forBrowsers: Plugin = {
  name: "for-browsers",
  enforce: "pre",
  resolveId: (id) =>
    id.endsWith("/require.js") && !id.includes("browser") ? at("src/browser/require.ts") : undefined,
};

const installed = (name: string): string => fileURLToPath(import.meta.resolve(name));

const aliases: Readonly<Record<string, string>> = {
  "@kv-envelope/detector": source("detector"),
  "@kv-envelope/detector/cli": source("detector", "cli/index"),
  "@kv-envelope/detector/evidence": source("detector", "evidence"),
  "@kv-envelope/project-facts": source("project-facts"),
  "@kv-envelope/eslint-plugin": source("eslint-plugin"),
  // Of the codemod, what needs no disk.
  "@kv-envelope/codemod": source("codemod", "migrate"),
  "node:buffer": at("src/browser/buffer.ts"),
  "node:fs": at("src/browser/fs.ts"),
  "node:module": at("src/browser/module.ts"),
  "node:path": installed("path-browserify"),
  "node:path/posix": installed("path-browserify"),
  fs: at("src/browser/fs.ts"),
  path: installed("path-browserify"),
  // One TypeScript: the copy that ts-morph brings.
  typescript: installed("@ts-morph/common/dist/typescript.js"),
  "typescript/lib/tsserverlibrary": installed("@ts-morph/common/dist/typescript.js"),
};
const alias = Object.entries(aliases).map(([name, replacement]) => ({
  find: new RegExp(`^${name}$`),
  replacement,
}));

export default defineConfig({
  root: at("."),
  resolve: { alias },
  plugins: [forBrowsers, viteSingleFile()],
  worker: { format: "iife", plugins: () => [forBrowsers] },
  build: { target: "es2023", chunkSizeWarningLimit: 20_000 },
});
