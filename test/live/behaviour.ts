// What a program does, as the oracle's child tells it: before its migration, and after.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { PATIENCE_MS } from "../support/patience.js";
import type { Case } from "./cases.js";

/** What was stored for a value, as the service has it. */
interface Stored {
  readonly text: string;
  readonly type?: string;
}

/** Outcomes: a value's JSON, `undefined`, `done` of a write, or `throws <name> <status>`. */
export interface Behaviour {
  readonly missing: string;
  readonly puts: readonly string[];
  readonly alive: readonly string[];
  readonly stored: readonly (Stored | null)[];
  /** Reads of the entries that were given as seeds. */
  readonly old?: readonly string[];
  /** A second before the end. */
  readonly almost: readonly string[];
  readonly get500: string;
  readonly put500: string;
  /** A second after the end; without a ttl a year later. */
  readonly past: readonly string[];
  readonly unhandled: readonly string[];
}

const here = fileURLToPath(new URL(".", import.meta.url));
const root = path.join(here, "../..");

const BUNDLED = {
  bundle: true,
  platform: "node",
  target: "node20",
  logLevel: "silent",
} as const satisfies BuildOptions;

/** Makes a copy of the oracle play the service that takes `ttl_secs`, with the clients that hand it over. */
export async function withServerExpiry(copy: string): Promise<void> {
  const bundle = (source: string, ...outfile: readonly string[]): Promise<unknown> =>
    build({
      ...BUNDLED,
      entryPoints: [path.join(here, source)],
      outfile: path.join(copy, ...outfile),
      format: outfile.at(-1)?.endsWith(".mjs") === true ? "esm" : "cjs",
    });
  await bundle("service.ts", "kv-server.mjs");
  await bundle("../support/child/edge-runtime.ts", "stubs/edge-runtime", "index.mjs");
  await bundle("../support/child/edge-runtime.ts", "stubs/edge-runtime", "index.cjs");
  const sdk = path.join(copy, "stubs/telnyx-7.5");
  cpSync(path.join(sdk, "index.cjs"), path.join(sdk, "plain.cjs"));
  await bundle("sdk-7-5.ts", "stubs/telnyx-7.5", "with-ttl.cjs");
  writeFileSync(
    path.join(sdk, "index.cjs"),
    [
      'const Plain = require("./plain.cjs");',
      'const Telnyx = require("./with-ttl.cjs").withTtl(Plain);',
      "module.exports = Object.assign(Telnyx, Plain, { Telnyx, default: Telnyx });",
    ].join("\n"),
  );
}

const STRICT = {
  strict: true,
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2023", "dom", "dom.iterable"],
  types: ["node"],
  skipLibCheck: true,
  noEmit: true,
};

/** For what is CommonJS in a bundle. */
const REQUIRE = `import { createRequire as fromHere } from "node:module";
const require = fromHere(import.meta.url);`;

/** Lays a case out in a folder, with what it imports. */
export function prepare(it: Case, copy: string, packages: string, dir: string): void {
  const source = path.join(copy, "cases", it.name);
  cpSync(source, it.isFolder ? dir : path.join(dir, it.entry), { recursive: true });
  const isThere = new Set(readdirSync(dir));
  const put = (name: string, content: object): void => {
    if (!isThere.has(name)) writeFileSync(path.join(dir, name), JSON.stringify(content));
  };
  const type = it.entry.endsWith(".cjs") ? {} : { type: "module" };
  if (!it.isFolder) put("package.json", { name: "program", private: true, ...type });
  if (it.isTyped) put("tsconfig.json", { compilerOptions: STRICT, include: ["**/*"] });
  const link = (target: string, name: string): void => {
    const to = path.join(dir, "node_modules", name);
    mkdirSync(path.dirname(to), { recursive: true });
    symlinkSync(target, to);
  };
  for (const name of readdirSync(packages).filter((each) => !each.startsWith("."))) {
    const inScope = name.startsWith("@") ? readdirSync(path.join(packages, name)) : [""];
    for (const each of inScope)
      if (name !== "telnyx" || it.sdk === undefined)
        link(path.join(packages, name, each), path.join(name, each));
  }
  if (it.sdk !== undefined) link(path.join(copy, `stubs/telnyx-${it.sdk}`), "telnyx");
  link(path.join(root, "packages/runtime"), "@kv-envelope/runtime");
  if (it.runtime === undefined) return;
  const stub = path.join(dir, "node_modules/@telnyx/edge-runtime");
  cpSync(path.join(copy, "stubs/edge-runtime"), stub, { recursive: true });
  const manifest: unknown = JSON.parse(readFileSync(path.join(stub, "package.json"), "utf8"));
  writeFileSync(
    path.join(stub, "package.json"),
    JSON.stringify({ ...Object(manifest), version: it.runtime }),
  );
}

/**
 * Runs a program through all that is compared.
 * @param seeds what an earlier version of it stored
 * @returns how it could not be run, as text, or what it did
 */
export async function behaviourOf(
  it: Case,
  copy: string,
  dir: string,
  seeds?: Behaviour["stored"],
): Promise<Behaviour | string> {
  const out = path.join(dir, "node_modules/.live");
  mkdirSync(out, { recursive: true });
  let program = path.join(dir, it.entry);
  if (!it.isNative) {
    program = path.join(out, `program-${readdirSync(out).length}.mjs`);
    try {
      await build({
        ...BUNDLED,
        absWorkingDir: dir,
        entryPoints: [path.join(dir, it.entry)],
        outfile: program,
        format: "esm",
        packages: "external",
        banner: { js: REQUIRE },
      });
    } catch (error) {
      return `does not bundle: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  const plan = path.join(out, "plan.json");
  const env = { ...it.env, ...(it.runtime === undefined ? {} : { EDGE_RUNTIME_VERSION: it.runtime }) };
  const undici = /["']undici["']/.test(readFileSync(path.join(dir, it.entry), "utf8"));
  writeFileSync(plan, JSON.stringify({ values: it.values, ttl: it.ttl, env, seeds, undici }));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(copy, "scenario-child.mjs"), program, plan],
      { cwd: dir, timeout: PATIENCE_MS, maxBuffer: 1 << 26, env: { ...process.env, NODE_OPTIONS: "" } },
      (_, stdout, stderr) => {
        const line = stdout.split("\n").findLast((each) => each.startsWith("@@"));
        const told: unknown = line === undefined ? undefined : JSON.parse(line.slice(2));
        if (isBehaviour(told)) resolve(told);
        else resolve(`does not start: ${line ?? stderr.slice(-500)}`);
      },
    );
  });
}

const isBehaviour = (value: unknown): value is Behaviour =>
  typeof value === "object" && value !== null && "puts" in value && "past" in value;
