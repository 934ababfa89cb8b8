import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const workspace = fileURLToPath(new URL("../..", import.meta.url));
const sample = fileURLToPath(new URL("fixtures", import.meta.url));

/** What the guide's `npm install` brings, without a registry: the built packages, and this workspace's ESLint. */
const installable: Readonly<Record<string, string>> = {
  eslint: join(workspace, "node_modules/eslint"),
  "@kv-envelope/eslint-plugin": join(workspace, "packages/eslint-plugin"),
  "@kv-envelope/codemod": join(workspace, "packages/codemod"),
  "@kv-envelope/runtime": join(workspace, "packages/runtime"),
};

// An npm or git that runs these tests hands its own settings on, the folder that it works in among them.
const ownEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:npm_|GIT_|FORCE_COLOR$)/i.test(name)),
);
const person = {
  GIT_AUTHOR_NAME: "Reader",
  GIT_AUTHOR_EMAIL: "reader@example.com",
  GIT_COMMITTER_NAME: "Reader",
  GIT_COMMITTER_EMAIL: "reader@example.com",
};
const env = {
  ...ownEnv,
  ...person,
  GIT_CONFIG_GLOBAL: "/dev/null",
  NO_COLOR: "1",
  // What is not installed must fail, not be fetched.
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
};

type Manifest = Partial<Record<"dependencies" | "devDependencies", Record<string, string>>>;

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A reader's git repository with the sample program in it. */
export class Repository {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "kv-envelope-guide-")));
  readonly root = join(this.#folder, "program");

  constructor() {
    cpSync(sample, this.root, { recursive: true });
    this.write(".gitignore", "node_modules/\n");
    this.write(
      "package.json",
      `${JSON.stringify({ name: "sample", private: true, type: "module" }, undefined, 2)}\n`,
    );
    this.shell(
      "git init --quiet --initial-branch main && git add --all && git commit --quiet --message 'Start'",
    );
    this.shell(
      "git init --quiet --bare ../origin && git remote add origin ../origin && git push --quiet origin main",
    );
  }

  /** Runs a command as the guide's reader does. */
  run(command: string): Ran {
    if (command.startsWith("npm install ")) return this.#install(command.split(/\s+/).slice(2));
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: this.root,
      encoding: "utf8",
      env,
    });
    return { exitCode: status, stdout, stderr };
  }

  /** Runs a command of the test's own, and gives what it prints. */
  shell(command: string): string {
    const { exitCode, stdout, stderr } = this.run(command);
    if (exitCode !== 0) throw new Error(`${command}: exit code ${exitCode}\n${stdout}${stderr}`);
    return stdout;
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  has(file: string): boolean {
    return existsSync(join(this.root, file));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #install(args: readonly string[]): Ran {
    const section = args.includes("--save-dev") ? "devDependencies" : "dependencies";
    const manifest: Manifest = JSON.parse(this.read("package.json"));
    for (const name of args.filter((arg) => arg !== "--save-dev")) {
      const folder = installable[name];
      if (folder === undefined) return { exitCode: 1, stdout: "", stderr: `there is no package ${name}` };
      const text = readFileSync(join(folder, "package.json"), "utf8");
      const { version, bin = {} }: { version: string; bin?: Record<string, string> } = JSON.parse(text);
      manifest[section] = { ...manifest[section], [name]: version };
      // The folder itself is no link: npx would look through all of the workspace behind it, which takes it a second.
      this.write(join("node_modules", name, "package.json"), text);
      for (const part of ["bin", "dist", "lib"].filter((each) => existsSync(join(folder, each))))
        this.#link(join("node_modules", name, part), join(folder, part));
      for (const [command, file] of Object.entries(bin))
        this.#link(join("node_modules/.bin", command), join(this.root, "node_modules", name, file));
    }
    this.write("package.json", `${JSON.stringify(manifest, undefined, 2)}\n`);
    return { exitCode: 0, stdout: "", stderr: "" };
  }

  #link(from: string, to: string): void {
    const link = join(this.root, from);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), to), link);
  }
}
