// Bundles a program and its scenario with esbuild into one ES module that a child process runs. npm packages stay
// outside and are loaded from test/node_modules; our runtime and the stand-in for the edge runtime are bundled in.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Bundles lie here, so that Node resolves the packages that stay outside from test/node_modules. */
const cacheDir = resolve(here, "../node_modules/.cache/kv-harness");

const BUNDLED_IN: Readonly<Record<string, string>> = {
  "@kv-envelope/runtime": resolve(here, "../../packages/runtime/src/index.ts"),
  "@telnyx/edge-runtime": resolve(here, "child/edge-runtime.ts"),
};

const packages: Plugin = {
  name: "packages",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind === "entry-point" || pluginData === packages) return undefined;
      const source = BUNDLED_IN[path];
      if (source !== undefined) return { path: source };
      if (isBuiltin(path)) return { path, external: true };
      // A name that is the program's own (tsconfig paths, package.json imports) is bundled, the rest is npm's.
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: packages });
      const own = found.errors.length === 0 && !found.external && !/[\\/]node_modules[\\/]/.test(found.path);
      return own ? { path: found.path } : { path, external: true };
    });
  },
};

const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: "inline",
  // esbuild prints what it finds; a failed build rejects with the same text.
  logLevel: "silent",
} as const satisfies BuildOptions;

let preload: Promise<string> | undefined;

/** The path of the compiled preload module. Named by its content: runs side by side and later ones share it. */
export const bundlePreload = (): Promise<string> => {
  preload ??= (async () => {
    const { outputFiles } = await build({
      ...shared,
      entryPoints: [join(here, "child/preload.ts")],
      write: false,
    });
    const code = outputFiles[0]?.contents ?? new Uint8Array();
    const path = join(
      cacheDir,
      `preload-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.mjs`,
    );
    await mkdir(cacheDir, { recursive: true });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, code);
    await rename(draft, path);
    return path;
  })();
  return preload;
};

/** What runs over the program: a module's source text, a module's path, steps sent later, or nothing but itself. */
export type ScenarioSource =
  | { readonly kind: "none" }
  | { readonly kind: "steps" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly path: string };

const mainModule = (entry: string, scenario: ScenarioSource): string => {
  const program = JSON.stringify(entry);
  if (scenario.kind === "none") return `import ${program};`;
  const from = {
    steps: undefined,
    text: '"kv-harness:scenario"',
    file: scenario.kind === "file" ? JSON.stringify(scenario.path) : "",
  };
  const source = from[scenario.kind];
  return [
    `import { drive } from ${JSON.stringify(join(here, "child/driver.ts"))};`,
    `import * as program from ${program};`,
    source === undefined ? "const scenario = undefined;" : `import scenario from ${source};`,
    "await drive(program, scenario);",
  ].join("\n");
};

const scenarioText = (dir: string, text: string): Plugin => ({
  name: "scenario-text",
  setup(build) {
    build.onResolve({ filter: /^kv-harness:scenario$/ }, ({ path }) => ({ path, namespace: "kv-harness" }));
    build.onLoad({ filter: /.*/, namespace: "kv-harness" }, () => ({
      contents: text,
      loader: "ts",
      resolveDir: dir,
    }));
  },
});

/** Bundles the program for one run; `remove` deletes the bundle. */
export const bundleProgram = async (
  dir: string,
  entry: string,
  scenario: ScenarioSource,
): Promise<{ path: string; remove: () => Promise<void> }> => {
  const path = join(cacheDir, `program-${randomUUID()}.mjs`);
  const entryPath = resolve(dir, entry);
  await build({
    ...shared,
    stdin: {
      contents: mainModule(entryPath, scenario),
      resolveDir: dir,
      sourcefile: "kv-harness-main.ts",
      loader: "ts",
    },
    outfile: path,
    absWorkingDir: dir,
    plugins: [...(scenario.kind === "text" ? [scenarioText(dir, scenario.text)] : []), packages],
    // The bundle lies elsewhere: the program's own idea of where it is stays right.
    define: {
      __dirname: JSON.stringify(dir),
      __filename: JSON.stringify(entryPath),
      "import.meta.url": JSON.stringify(pathToFileURL(entryPath).href),
    },
  });
  return { path, remove: () => rm(path, { force: true }) };
};
