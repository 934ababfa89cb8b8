import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import rootPackage from "../../package.json" with { type: "json" };
import { env } from "../support/npm-env.js";
import { PUBLISHED, type Tarballs } from "../support/tarballs.js";

const workspaceScript = fileURLToPath(new URL("../../scripts/workspace.mjs", import.meta.url));

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a newcomer's commands stand for here. */
interface Surroundings {
  /** What `npm install @kv-envelope/…` installs, as the packages are in no registry. */
  readonly tarballs?: Tarballs;
  /** The version that `npm install eslint` installs. */
  readonly eslint?: string;
}

/**
 * Somebody with an empty project, `my-app`, made by `npm init -y`, and beside it a `checkout` of this repository. The
 * checkout is a folder whose scripts are those of this one without `setup build`: a build would take the built packages
 * away from the tests that run at the same time.
 */
export class Newcomer {
  readonly #folder = realpathSync(mkdtempSync(path.join(tmpdir(), "kv-envelope-newcomer-")));
  readonly #surroundings: Surroundings;
  readonly project = path.join(this.#folder, "my-app");
  readonly checkout = path.join(this.#folder, "checkout");

  constructor(surroundings: Surroundings = {}) {
    this.#surroundings = surroundings;
    for (const folder of [this.project, this.checkout]) mkdirSync(folder);
    execFileSync("npm", ["init", "-y"], { cwd: this.project, env, stdio: "ignore" });
    const scripts = { pack: taskOf("pack"), "kv-envelope": taskOf("kv-envelope") };
    writeFileSync(path.join(this.checkout, "package.json"), JSON.stringify({ private: true, scripts }));
  }

  /** Runs a line of a page: `npm run …` in the checkout, all else in the project. */
  run(line: string): Ran {
    const command = line.startsWith("npm install ") ? this.#installable(line) : line;
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: line.startsWith("npm run ") ? this.checkout : this.project,
      encoding: "utf8",
      env,
    });
    return { exitCode: status, stdout, stderr };
  }

  read(file: string): string {
    return readFileSync(path.join(this.project, file), "utf8");
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.project, file), text);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #installable(line: string): string {
    const { tarballs, eslint } = this.#surroundings;
    const withEslint = eslint === undefined ? line : line.replace(/ eslint(?= |$)/, ` eslint@${eslint}`);
    if (tarballs === undefined) return withEslint;
    return PUBLISHED.reduce((text, name) => text.replace(`@kv-envelope/${name}`, tarballs[name]), withEslint);
  }
}

/** A script of this repository that begins with `setup build`, without these two. */
function taskOf(name: "pack" | "kv-envelope"): string {
  const [, task] = /^node scripts\/workspace\.mjs setup build (\S+)$/.exec(rootPackage.scripts[name]) ?? [];
  if (task === undefined) throw new Error(`the script ${name} does not set up and build first`);
  return `node ${JSON.stringify(workspaceScript)} ${task}`;
}
