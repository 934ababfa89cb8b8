// A program on the disk with real packages: type-checked, migrated by the built command, and run over the loopback server.
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const CLI = here("../../packages/codemod/dist/cli.js");

/** The runtime's types, with every binding that the programs name. */
const TYPES = readFileSync(here("../typed-receivers/types/edge-runtime.d.ts"), "utf8").replace(
  "export const env: Env;",
  "export const env: Env & Readonly<Record<string, KvNamespace>>;",
);

/** What a program did: before it put anything, then, and long after the entry's end. */
export interface Ran {
  readonly missing: unknown;
  readonly value: unknown;
  readonly expired: unknown;
  /** The texts that were sent, by the key. */
  readonly stored: Readonly<Record<string, string>>;
}

/** What the command says of one file. */
export interface Reported {
  readonly file: string;
  readonly line: number;
  readonly status: string;
  readonly reason?: string;
}

export class RealProgram {
  readonly dir: string;

  /**
   * @param files the program's files, by name
   * @param modules the folder of the installed packages
   * @param aliases packages that are installed under another name: `telnyx` by `telnyx-7-6`
   */
  constructor(
    files: Readonly<Record<string, string>>,
    modules: string,
    aliases: Readonly<Record<string, string>> = {},
  ) {
    this.dir = realpathSync(mkdtempSync(path.join(tmpdir(), "kv-envelope-framework-")));
    const own = path.join(this.dir, "node_modules");
    const link = (name: string, target: string): void => {
      mkdirSync(path.dirname(path.join(own, name)), { recursive: true });
      symlinkSync(target, path.join(own, name), "junction");
    };
    for (const name of readdirSync(modules)) if (!name.startsWith(".")) link(name, path.join(modules, name));
    for (const [name, installed] of Object.entries(aliases)) link(name, path.join(modules, installed));
    link("@kv-envelope/runtime", here("../../packages/runtime"));
    const runtime = path.join(own, "@telnyx", "edge-runtime");
    mkdirSync(runtime, { recursive: true });
    writeFileSync(
      path.join(runtime, "package.json"),
      '{ "name": "@telnyx/edge-runtime", "version": "0.2.1", "types": "index.d.ts" }',
    );
    writeFileSync(path.join(runtime, "index.d.ts"), TYPES);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: "es2022",
      lib: ["es2023", "dom", "dom.iterable"],
      module: "esnext",
      moduleResolution: "bundler",
      types: ["node"],
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    };
    this.write({
      ...files,
      "package.json": '{ "private": true, "type": "module" }',
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["*.ts"] }),
      ".gitignore": "node_modules\nrun-*\n",
    });
    const git = (...args: readonly string[]): unknown =>
      execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
        cwd: this.dir,
      });
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "before");
  }

  private write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(this.dir, name), text);
  }

  /** What TypeScript says against it; empty where that is nothing. */
  typeErrors(): string {
    const tsc = path.join(this.dir, "node_modules", "typescript", "bin", "tsc");
    return spawnSync(process.execPath, [tsc, "-p", "."], { cwd: this.dir, encoding: "utf8" }).stdout;
  }

  /** Rewrites it in place. */
  migrate(): { readonly findings: readonly Reported[]; readonly reads: readonly Reported[] } {
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, ".", "--write", "--json"], {
      cwd: this.dir,
      encoding: "utf8",
    });
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /** Runs a file by a driver, a module whose default export is given the program and says how to put and get. */
  async run(file: string, driver: string, format: "esm" | "cjs" = "esm"): Promise<Ran> {
    const outfile = path.join(this.dir, `run-${Date.now().toString(36)}.${format === "esm" ? "mjs" : "cjs"}`);
    await build({
      stdin: {
        contents: `import { drive } from ${JSON.stringify(here("drive.ts"))}; import "reflect-metadata";
          void drive(() => import(${JSON.stringify(path.join(this.dir, file))}), () => import(${JSON.stringify(driver)}));`,
        resolveDir: this.dir,
      },
      bundle: true,
      platform: "node",
      target: "node20",
      format,
      outfile,
      logLevel: "silent",
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
      plugins: [
        {
          name: "packages",
          setup({ onResolve }) {
            onResolve({ filter: /^@telnyx\/edge-runtime$/ }, () => ({
              path: here("../support/child/edge-runtime.ts"),
            }));
            onResolve({ filter: /^@kv-envelope\/runtime$/ }, () => ({
              path: here("../../packages/runtime/src/index.ts"),
            }));
            onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
              kind === "entry-point" || path.isAbsolute(name) ? undefined : { path: name, external: true },
            );
          },
        },
      ],
    });
    const { stdout, stderr } = spawnSync(process.execPath, [outfile], {
      cwd: this.dir,
      encoding: "utf8",
      timeout: 120_000,
    });
    const line = stdout.split("\n").find((each) => each.startsWith("{"));
    if (line === undefined) throw new Error(`${file} gave nothing: ${stdout}${stderr}`);
    return JSON.parse(line);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
