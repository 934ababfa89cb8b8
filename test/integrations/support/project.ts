import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const installed = fileURLToPath(new URL("../node_modules", import.meta.url));

/** A user's project in a folder of its own, in which this package's dependencies are installed, the built plugin among them. */
export class Project {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), "kv-envelope-project-")));

  constructor(files: Readonly<Record<string, string>> = {}) {
    symlinkSync(installed, this.path("node_modules"), "junction");
    this.write({ "package.json": JSON.stringify({ name: "users-project", type: "module" }), ...files });
  }

  path(file: string): string {
    return path.join(this.root, file);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), text);
    }
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
