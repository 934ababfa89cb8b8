// A fault of the program's own, or of its installation, is no finding: its exit code is neither 0 nor 1.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, CLEAN, env, FLAGGED, project } from "../support/project.js";

/** Runs the built command line with something broken before it starts. */
function runWith(broken: string): { code: number | null; stdout: string; stderr: string } {
  const { root } = project({ "src/a.js": FLAGGED, "src/b.js": CLEAN, "break.cjs": broken });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", join(root, "break.cjs"), cli, "--check", "src"],
    { cwd: root, env, encoding: "utf8" },
  );
  return { code: status, stdout, stderr };
}

/** A module that comes in another's place, or that is missing. */
const instead = (end: string, code: string): string => `
const Module = require("node:module");
const load = Module._load;
Module._load = (name, ...rest) => {
  if (!name.endsWith(${JSON.stringify(end)})) return load(name, ...rest);
  ${code}
};
`;

describe("an internal error", () => {
  it("of the parser names the file, and the run goes on to its end", () => {
    const parser = `return { parse() { throw new TypeError("ts.x is no function"); }, analyze() {}, visitorKeys: {} };`;
    const { code, stdout, stderr } = runWith(instead("parser.cjs", parser));
    expect(stderr).toContain("src/a.js: internal error: ts.x is no function");
    expect(stdout).toContain("1 failed");
    expect(code).toBe(3);
  });

  it.each([
    ["the parser", "parser.cjs"],
    ["TypeScript", "typescript.js"],
  ])("of an installation without %s is told as such", (_part, end) => {
    const missing = `throw Object.assign(new Error("Cannot find it"), { code: "MODULE_NOT_FOUND" });`;
    const { code, stderr } = runWith(instead(end, missing));
    expect(stderr).toContain("internal error: Cannot find it");
    expect(code).toBe(3);
  });

  it("that nobody catches does not end the process as findings do", () => {
    const unwritable = `process.stdout.write = () => {
  process.nextTick(() => process.stdout.emit("error", new Error("no room")));
  return true;
};`;
    expect(runWith(unwritable)).toMatchObject({ code: 3, stderr: "kv-envelope: internal error: no room\n" });
  });
});
