// The same programs with the real packages: type-checked before and after, and run over the loopback server.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installFrameworks, SDKS } from "./installed.js";
import { frameworkPrograms, LEFT } from "./programs.js";
import { RealProgram } from "./real-program.js";
import type { Ran, Reported } from "./real-program.js";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const driverOf = (name: string): string => here(`drivers/${name.replace(/\.ts$/, ".mjs")}`);
/** Packages that an ES module can't import in Node without a bundler. */
const formatOf = (name: string): "esm" | "cjs" => (name === "next.ts" ? "cjs" : "esm");

const entryOf = (text: string): unknown => JSON.parse(text);
const ENVELOPE = { value: expect.anything(), expires_at: expect.any(Number) };

let modules = "";
beforeAll(() => {
  modules = installFrameworks();
});

// Each is a project of its own: what nothing is known of could be the same store in two of them.
describe.each(frameworkPrograms)("$name with its real packages", ({ name, text, marks }) => {
  let project: RealProgram;
  let typesBefore = "";
  let before: Ran;
  let calls: readonly Reported[] = [];

  beforeAll(async () => {
    project = new RealProgram({ [name]: text }, modules);
    typesBefore = project.typeErrors();
    before = await project.run(name, driverOf(name), formatOf(name));
    const { findings, reads } = project.migrate();
    calls = [...findings, ...reads];
  });
  afterAll(() => {
    project.remove();
  });

  it("has no type error before, and none after", () => {
    expect(typesBefore).toBe("");
    expect(project.typeErrors()).toBe("");
  });

  it("every put and get is rewritten, or left with its reason", () => {
    expect(calls).toHaveLength(marks.length);
    const left = calls.filter(({ status }) => status !== "rewritten");
    if (LEFT[name] === undefined) expect(left).toEqual([]);
    for (const { reason } of left) expect(reason).toMatch(LEFT[name] ?? /^$/);
  });

  it("an entry lives for good before, and after it ends as a missing one", async () => {
    expect(before.expired).toEqual(before.value);
    expect(before.value).not.toEqual(before.missing);
    const ran = await project.run(name, driverOf(name), formatOf(name));
    expect({ missing: ran.missing, value: ran.value }).toEqual({
      missing: before.missing,
      value: before.value,
    });
    expect(ran.expired).toEqual(ran.missing);
    expect(Object.values(ran.stored).length).toBeGreaterThan(0);
    for (const stored of Object.values(ran.stored)) expect(entryOf(stored)).toEqual(ENVELOPE);
  });
});

describe.each(Object.entries(SDKS))("the SDK as %s", (installed, version) => {
  it(`${version}: types, and bytes on the wire`, async () => {
    const text = readFileSync(here("sdk/programs/program.ts"), "utf8");
    const program = new RealProgram({ "program.ts": text }, modules, { telnyx: installed });
    try {
      expect(program.typeErrors()).toBe("");
      const old = await program.run("program.ts", here("sdk/driver.mjs"));
      expect(old).toMatchObject({ value: ["one", "two", "three"], expired: ["one", "two", "three"] });
      const { findings, reads } = program.migrate();
      expect([...findings, ...reads].map(({ status }) => status)).toEqual(Array(4).fill("rewritten"));
      expect(program.typeErrors()).toBe("");
      const ran = await program.run("program.ts", here("sdk/driver.mjs"));
      expect(ran).toMatchObject({
        missing: [null, null, null],
        value: ["one", "two", "three"],
        expired: [null, null, null],
      });
      for (const stored of Object.values(ran.stored)) expect(entryOf(stored)).toEqual(ENVELOPE);
    } finally {
      program.remove();
    }
  });
});
