// Package managers, each a package of npm itself, and how each installs a project and runs what it installed.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import rootPackage from "../../package.json" with { type: "json" };
import { emptyFolder } from "../packed/packages.js";
import { env } from "../support/npm-env.js";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Manager {
  /** A package of npm, at its version, that brings the manager; without it, npm itself. */
  readonly tool?: string;
  /** The manager's executable in that package. */
  readonly bin?: string;
  /** A script of that package that has to run first: npm's newest runs no package's scripts by itself. */
  readonly setUp?: string;
  /** Files of a project that say how the manager is to work. */
  readonly files?: Readonly<Record<string, string>>;
  readonly install: (command: readonly string[]) => readonly string[];
  /** Runs a command that a dependency brings. */
  readonly runBin: (command: readonly string[], name: string) => readonly string[];
  /** Runs a module of the project. */
  readonly runModule: (command: readonly string[], file: string) => readonly string[];
}

const made: string[] = [];

/** An empty folder that `removeAll` removes. */
export function folderFor(purpose: string): string {
  const folder = realpathSync(emptyFolder(purpose));
  made.push(folder);
  return folder;
}

/** Removes the projects and the managers. */
export function removeAll(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

const linked = (_command: readonly string[], name: string): readonly string[] => [
  `node_modules/.bin/${name}`,
];
const byNode = (_command: readonly string[], file: string): readonly string[] => ["node", file];

const pnpmWith = (...options: readonly string[]): Manager => ({
  tool: rootPackage.packageManager,
  bin: "bin/pnpm.cjs",
  install: (pnpm) => [...pnpm, "install", "--ignore-workspace", "--ignore-scripts", "--silent", ...options],
  runBin: linked,
  runModule: byNode,
});

/** By name. Where a manager has a runtime of its own, that runs the command, too. */
export const MANAGERS: Readonly<Record<string, Manager>> = {
  npm: { install: () => ["npm", "install"], runBin: linked, runModule: byNode },
  "pnpm, isolated": pnpmWith(),
  "pnpm, node-linker=hoisted": pnpmWith("--config.node-linker=hoisted"),
  "Yarn, Plug'n'Play": {
    tool: "@yarnpkg/cli-dist@4.18.1",
    bin: "bin/yarn.js",
    files: {
      ".yarnrc.yml": "nodeLinker: pnp\nenableScripts: false\nenableTelemetry: false\n",
      "yarn.lock": "",
    },
    install: (yarn) => [...yarn, "install"],
    runBin: (yarn, name) => [...yarn, "run", name],
    runModule: (yarn, file) => [...yarn, "node", file],
  },
  Bun: {
    tool: "bun@1.4.5",
    bin: "bin/bun.exe",
    setUp: "install.js",
    install: (bun) => [...bun, "install", "--ignore-scripts"],
    // By its path, so that Bun itself runs it, and does not add that it ended with 1.
    runBin: (bun, name) => [...bun, `node_modules/.bin/${name}`],
    runModule: (bun, file) => [...bun, file],
  },
  Deno: {
    tool: "deno@2.9.6",
    bin: "bin.cjs",
    // Deno takes no tarballs: npm unpacks them, and Deno runs what lies there.
    files: { "deno.json": JSON.stringify({ nodeModulesDir: "manual" }) },
    install: () => ["npm", "install"],
    runBin: (deno, name) => [...deno, "run", "--allow-all", `node_modules/.bin/${name}`],
    runModule: (deno, file) => [...deno, "run", file],
  },
};

const registry = (): string =>
  execFileSync("npm", ["config", "get", "registry"], { env, encoding: "utf8" }).trim();

/** Each manager has its own way to be told where packages come from. */
function surroundings(): NodeJS.ProcessEnv {
  const url = registry();
  return {
    ...env,
    CI: "1",
    NPM_CONFIG_REGISTRY: url,
    YARN_NPM_REGISTRY_SERVER: url,
    YARN_UNSAFE_HTTP_WHITELIST: new URL(url).hostname,
    YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
    YARN_NPM_MINIMAL_AGE_GATE: "0",
  };
}

/** A project that a manager has installed. */
export class Installed {
  readonly folder = folderFor("installs");
  readonly #manager: Manager;
  readonly #command: readonly string[];
  readonly #env = surroundings();

  constructor(manager: Manager, command: readonly string[]) {
    this.#manager = manager;
    this.#command = command;
  }

  /** Writes the files, and those that the manager goes by, and installs. */
  install(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries({ ...this.#manager.files, ...files })) {
      mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
      writeFileSync(path.join(this.folder, name), text);
    }
    const { code, stdout, stderr } = this.#run(this.#manager.install(this.#command));
    if (code !== 0) throw new Error(`installing failed with exit code ${String(code)}:\n${stdout}${stderr}`);
  }

  bin(name: string, ...args: readonly string[]): Ran {
    return this.#run([...this.#manager.runBin(this.#command, name), ...args]);
  }

  module(file: string): Ran {
    return this.#run(this.#manager.runModule(this.#command, file));
  }

  #run([command = "", ...args]: readonly string[]): Ran {
    const ran = spawnSync(command, args, {
      cwd: this.folder,
      env: this.#env,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (ran.error !== undefined) throw ran.error;
    return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  }
}

/** How a manager is called; or why it can't be had on this machine. */
export function commandOf({ tool, bin, setUp }: Manager): readonly string[] | Error {
  if (tool === undefined || bin === undefined) return [];
  const folder = folderFor("tool");
  const home = path.join(folder, "node_modules", tool.slice(0, tool.lastIndexOf("@")));
  const executable = path.join(home, bin);
  const [file, ...args] = bin.endsWith("js") ? [process.execPath, executable] : [executable];
  const run = (command: string, ...given: readonly string[]): void => {
    execFileSync(command, given, { cwd: folder, env, stdio: "pipe", shell: process.platform === "win32" });
  };
  try {
    run("npm", "install", "--prefix", folder, "--ignore-scripts", tool);
    if (setUp !== undefined) run(process.execPath, path.join(home, setUp));
    run(file, ...args, "--version");
    return [file, ...args];
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
