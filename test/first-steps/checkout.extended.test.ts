// What `npm run kv-envelope` and `npm run pack` do with the directory that they are given.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUBLISHED } from "../support/tarballs.js";
import { Newcomer } from "./newcomer.js";

let person: Newcomer;

beforeAll(() => {
  person = new Newcomer();
  person.write(
    "flag.js",
    'await fetch(`https://api.telnyx.com/v2/storage/kvs/${id}/keys/flag`, { method: "PUT", body: JSON.stringify({ value: 1, expiration_ttl: 60 }) });\n',
  );
});
afterAll(() => {
  person.remove();
});

const LINE = /^flag\.js:1:\d+ http expiration_ttl to rewrite$/m;

describe("npm run kv-envelope", () => {
  it("takes a directory that is relative to where npm was called", () => {
    expect(person.run("npm run kv-envelope -- ../my-app --check")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(LINE),
    });
    expect(person.run("npm --prefix ../checkout run kv-envelope -- . --check").stdout).toMatch(LINE);
  });

  it("takes an absolute directory, and all options", () => {
    const { stdout } = person.run(`npm run --silent kv-envelope -- ${JSON.stringify(person.project)} --json`);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, findings: [{ file: "flag.js" }] });
  });

  it.each([
    ["", "kv-envelope: DIR: nothing given; allowed: a directory, before all options"],
    ["--check ../my-app", 'kv-envelope: DIR: "--check" given; allowed: a directory, before all options'],
    ["../none", /kv-envelope: DIR: "\.\.\/none" given, and \S+\/none is no directory; allowed: a directory/],
    ["../my-app/flag.js --check", /DIR: "\.\.\/my-app\/flag\.js" given, and \S+ is no directory/],
  ])("refuses %j", (given, problem) => {
    const { exitCode, stderr } = person.run(`npm run kv-envelope -- ${given}`);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(problem);
  });
});

describe("npm run pack", () => {
  it("packs into a folder of the caller's, and prints what installs each tarball", () => {
    const folder = path.join(person.checkout, "new folder");
    const { stdout } = person.run('npm run --silent pack -- "new folder"');
    const files = readdirSync(folder).map((file) => path.join(folder, file));
    expect(files).toHaveLength(PUBLISHED.length);
    for (const file of files)
      expect(stdout).toContain(
        `  npm install ${file.includes("-runtime-") ? "" : "--save-dev "}${JSON.stringify(file)}\n`,
      );
  });

  it.each([
    ["--json", 'pack: "--json" given; allowed: one folder, made where it is missing'],
    ["one two", 'pack: "two" given; allowed: one folder, made where it is missing'],
    ["file", /pack: FOLDER: "file" given, and \S+ is a file; allowed: one folder/],
  ])("refuses %j", (given, problem) => {
    writeFileSync(path.join(person.checkout, "file"), "");
    const { exitCode, stderr } = person.run(`npm run pack -- ${given}`);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(problem);
    expect(existsSync(path.join(person.checkout, "one"))).toBe(false);
  });
});
