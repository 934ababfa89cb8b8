// What a package brings along, in bytes and packages: what users wait for. Nothing is timed.
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packInto, PUBLISHED, type Tarballs } from "../support/tarballs.js";
import { folderFor, Installed, MANAGERS, removeAll } from "./managers.js";
import { filesOf } from "./project.js";

const MB = 1_000_000;
/** As the packages' READMEs say, rounded up. */
const BOUNDS: Readonly<Record<(typeof PUBLISHED)[number], number>> = {
  codemod: 24 * MB,
  "eslint-plugin": 3.6 * MB,
  runtime: 0.4 * MB,
};

let tarballs: Tarballs;
beforeAll(() => {
  tarballs = packInto(folderFor("tarballs"));
});
afterAll(removeAll);

const isFile = (file: string): boolean => statSync(file).isFile();

describe("an install of", () => {
  it.each(PUBLISHED)("%s alone is as small as its README says, and brings no other TypeScript", (name) => {
    const { npm } = MANAGERS;
    if (npm === undefined) throw new Error("npm is not among the managers");
    const project = new Installed(npm, []);
    // ESLint, which the plugin asks for, is the user's.
    project.install({ ...filesOf({ [name]: tarballs[name] }), ".npmrc": "legacy-peer-deps=true\n" });
    const modules = path.join(project.folder, "node_modules");
    const below = readdirSync(modules, { recursive: true, encoding: "utf8" });
    const files = below.map((file) => path.join(modules, file)).filter(isFile);
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(BOUNDS[name]);
    // Else an empty folder would do.
    expect(bytes).toBeGreaterThan(BOUNDS[name] / 2);
    for (const other of ["typescript", "@typescript-eslint", "eslint"]) expect(below).not.toContain(other);
    const readme = readFileSync(path.join(modules, "@kv-envelope", name, "README.md"), "utf8");
    expect(readme).toContain(`${BOUNDS[name] / MB} MB`);
  });
});
