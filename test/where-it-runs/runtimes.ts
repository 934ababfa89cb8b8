// Each runtime runs the same bundle and gives what it saw.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { findChromium } from "../../packages/codemod/test/support/chromium.js";
import { PATIENCE_MS } from "../support/patience.js";
import type { Surroundings } from "./check.js";

const source = (path: string): string =>
  fileURLToPath(new URL(`../../packages/runtime/src/${path}.ts`, import.meta.url));

/** `tail` runs after the check's module, in which `check` is in scope. */
async function bundle(tail: string, format: "esm" | "cjs" | "iife"): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { check } from "./check.ts";\n${tail}`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
      loader: "ts",
    },
    alias: {
      "@kv-envelope/runtime/stores": source("stores/index"),
      "@kv-envelope/runtime/unstorage": source("adapters/unstorage"),
      "@kv-envelope/runtime": source("index"),
    },
    bundle: true,
    format,
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

const onGlobal = (): Promise<string> => bundle("globalThis.checked = check;", "iife");

/** The Node that runs the tests, in a process of its own. */
async function runInNode(format: "esm" | "cjs", surroundings: Surroundings): Promise<unknown> {
  const code = await bundle(
    `check(${JSON.stringify(surroundings)}).then((seen) => console.log(JSON.stringify(seen)));`,
    format,
  );
  const type = format === "esm" ? "module" : "commonjs";
  const child = spawn(process.execPath, [`--input-type=${type}`], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(code);
  let text = "";
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text);
}

/** Vercel's edge runtime. */
async function runInEdgeRuntime(surroundings: Surroundings): Promise<unknown> {
  const vm = new EdgeVM();
  vm.evaluate(await onGlobal());
  return JSON.parse(
    await vm.evaluate<Promise<string>>(`checked(${JSON.stringify(surroundings)}).then(JSON.stringify)`),
  );
}

/** The runtime of Cloudflare Workers: the nearest that npm has to the one that Telnyx runs functions in. */
async function runInWorkerd(surroundings: Surroundings, workerd: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "kv-envelope-workerd-"));
  await writeFile(
    join(folder, "worker.js"),
    await bundle(
      `export default { async fetch() { return new Response(JSON.stringify(await check(${JSON.stringify(surroundings)}))); } };`,
      "esm",
    ),
  );
  await writeFile(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ( name = "main", worker = ( modules = [ ( name = "worker", esModule = embed "worker.js" ) ], compatibilityDate = "2025-01-01" ) ),
    ( name = "internet", network = ( allow = [ "private", "public" ] ) ),
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:0", http = (), service = "main" ) ],
);
`,
  );
  const child = spawn(workerd, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(child, "exit");
  try {
    const control = child.stdio[3];
    if (!control || !("read" in control)) throw new Error("workerd: no control pipe");
    const [line] = await Promise.race([
      once(createInterface({ input: control }), "line"),
      ended.then(() => [""]),
    ]);
    const { port } = JSON.parse(String(line)) as { port: number };
    return await (await fetch(`http://127.0.0.1:${port}/`)).json();
  } finally {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** A browser. The loopback server sends no CORS headers, as the service is not known to. */
async function runInChromium(surroundings: Surroundings, executablePath: string): Promise<unknown> {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-web-security"],
    timeout: PATIENCE_MS,
  });
  try {
    const page = await browser.newPage();
    // A digest needs a page of a trusted origin, which an empty one is not.
    await page.goto(surroundings.baseUrl);
    await page.addScriptTag({ content: await onGlobal() });
    return await page.evaluate(`checked(${JSON.stringify(surroundings)})`);
  } finally {
    await browser.close();
  }
}

const browser = findChromium();
const workerd = findWorkerd();

export const RUNTIMES: Readonly<
  Record<string, ((surroundings: Surroundings) => Promise<unknown>) | undefined>
> = {
  "Node, ESM": (surroundings) => runInNode("esm", surroundings),
  "Node, CommonJS": (surroundings) => runInNode("cjs", surroundings),
  "@edge-runtime/vm": runInEdgeRuntime,
  workerd: workerd === undefined ? undefined : (surroundings) => runInWorkerd(surroundings, workerd),
  Chromium: browser === undefined ? undefined : (surroundings) => runInChromium(surroundings, browser),
};

/** The binary of the `workerd` package: an optional dependency of it, for the platforms that there is one for. */
function findWorkerd(): string | undefined {
  const architecture = process.arch === "x64" ? "64" : process.arch;
  try {
    return createRequire(createRequire(import.meta.url).resolve("workerd")).resolve(
      `@cloudflare/workerd-${process.platform}-${architecture}/bin/workerd`,
    );
  } catch {
    return undefined;
  }
}
