// Parts of the codemod in a process of their own, which is killed, or whose calls to the file system are counted.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The path of a source of the codemod, as a child imports it. */
export const source = (name: string): string =>
  JSON.stringify(fileURLToPath(new URL(`../../packages/codemod/src/${name}.ts`, import.meta.url)));

/** What a child does first: from then on, `onCall(name)` comes before each synchronous call to the file system. */
export const WATCHED = `
const fs = require("node:fs");
for (const [name, call] of Object.entries(fs)) {
  if (!name.endsWith("Sync")) continue;
  fs[name] = (...given) => {
    onCall(name);
    return call(...given);
  };
}
`;

/** A folder for a program, and the children that write there. */
export class Workplace {
  // In memory where that is to be had: waiting for a disk takes most of the time.
  readonly #folder = realpathSync(
    mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "kv-envelope-child-")),
  );
  readonly #child = join(this.#folder, "child.cjs");
  readonly root = join(this.#folder, "program");

  /** @param code the module that the children run. */
  async bundle(code: string): Promise<void> {
    await build({
      stdin: { contents: code, resolveDir: this.#folder },
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile: this.#child,
      logLevel: "silent",
    });
  }

  /** Empties the root, and writes the files there. */
  reset(files: Readonly<Record<string, string>>): void {
    rmSync(this.root, { recursive: true, force: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(this.root, name, ".."), { recursive: true });
      writeFileSync(join(this.root, name), text);
    }
  }

  /** Starts a child, which gets the message. */
  start(message: object): ChildProcess {
    const running = spawn(process.execPath, [this.#child], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
    });
    running.send(message);
    return running;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
