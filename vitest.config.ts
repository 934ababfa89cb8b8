import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (packageName: string, entry = "index"): string =>
  fileURLToPath(new URL(`./packages/${packageName}/src/${entry}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    // Unit tests run on the sources; only the tests of the built packages use `dist`.
    alias: {
      "@kv-envelope/detector/cli": source("detector", "cli/index"),
      "@kv-envelope/detector": source("detector"),
      "@kv-envelope/project-facts": source("project-facts"),
      "@kv-envelope/eslint-plugin": source("eslint-plugin"),
      "@kv-envelope/codemod": source("codemod"),
      "@kv-envelope/runtime/stores": source("runtime", "stores/index"),
      "@kv-envelope/runtime": source("runtime"),
    },
  },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/fixtures/**", "**/programs/**"],
    // One core is left free by default, which on a machine of two is half of the time.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
