import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (packageName: string, entry = "index"): string =>
  fileURLToPath(new URL(`./packages/${packageName}/src/${entry}.ts`, import.meta.url));

const inFolders = (name: string): string[] => [`packages/*/test/**/${name}`, `test/**/${name}`];
const PROCESS = inFolders("*.process.test.ts");
const EXTENDED = inFolders("*.extended.test.ts");
const INPUT = ["**/node_modules/**", "**/fixtures/**", "**/programs/**"];

export default defineConfig({
  resolve: {
    // Unit tests run on the sources; only the tests of the built packages use `dist`.
    alias: {
      "@kv-envelope/detector/cli": source("detector", "cli/index"),
      "@kv-envelope/detector/evidence": source("detector", "evidence"),
      "@kv-envelope/detector": source("detector"),
      "@kv-envelope/project-facts": source("project-facts"),
      "@kv-envelope/eslint-plugin": source("eslint-plugin"),
      "@kv-envelope/codemod": source("codemod"),
      "@kv-envelope/runtime/stores": source("runtime", "stores/index"),
      "@kv-envelope/runtime/unstorage": source("runtime", "adapters/unstorage"),
      "@kv-envelope/runtime/keyv": source("runtime", "adapters/keyv"),
      "@kv-envelope/runtime/express-session": source("runtime", "adapters/express-session"),
      "@kv-envelope/runtime/better-auth": source("runtime", "adapters/better-auth"),
      "@kv-envelope/runtime": source("runtime"),
    },
  },
  test: {
    // One core is left free by default, which on a machine of two is half of the time.
    maxWorkers: "100%",
    // For what hangs. A machine that is busy with other things may take ten times as long as a quiet one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Tests of a project share their process, so each takes back what it changed.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    env: {
      // No test depends on who runs it: git has no configuration but the repository's own.
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_SYSTEM: "/dev/null",
    },
    // By the end of a file's name: see CONTRIBUTING.md, "What runs where".
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: inFolders("*.test.ts"),
          exclude: [...INPUT, ...PROCESS, ...EXTENDED],
          pool: "threads",
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: "process", include: PROCESS, exclude: INPUT, pool: "forks", isolate: false },
      },
      {
        extends: true,
        test: {
          name: "extended",
          // Once more, with more: five times as many generated programs, and five times as many findings in a run.
          include: [...EXTENDED, "test/properties/*.test.ts", "packages/codemod/test/files/hostile.test.ts"],
          exclude: INPUT,
          pool: "forks",
          // Installations, hundreds of runs: a test of these may take minutes on a quiet machine.
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          env: { KV_PROPERTY_RUNS: "1000", FINDINGS: "1000" },
        },
      },
    ],
  },
});
