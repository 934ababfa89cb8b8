// What a release would do, planned by changesets in a copy of the workspace: its own history may be cut off or not there.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import config from "../../.changeset/config.json" with { type: "json" };
import { emptyFolder } from "../packed/packages.js";
import { PUBLISHED } from "../support/tarballs.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cli = createRequire(import.meta.url).resolve("@changesets/cli/bin.js");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
}

const folders = readdirSync(path.join(root, "packages"));
function manifestOf(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(
    readFileSync(path.join(root, "packages", folder, "package.json"), "utf8"),
  );
  return manifest;
}

interface Release {
  readonly name: string;
  readonly type: string;
  readonly oldVersion: string;
  readonly newVersion: string;
}

describe("a release", () => {
  let copy = "";
  beforeEach(() => {
    copy = emptyFolder("release");
    const wanted = [
      ".changeset",
      "package.json",
      "pnpm-workspace.yaml",
      "test/package.json",
      ...folders.map((folder) => `packages/${folder}/package.json`),
    ];
    for (const file of wanted) {
      mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
      cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
    }
  });
  afterEach(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  /** The packages that the waiting changesets, and one more, would release. */
  function planned(changeset: string): readonly Release[] {
    writeFileSync(path.join(copy, ".changeset", "one-more.md"), changeset);
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    for (const args of [
      ["init", "--quiet", "--initial-branch", config.baseBranch],
      ["add", "--all"],
      [...author, "commit", "--quiet", "--message", "start"],
    ])
      execFileSync("git", args, { cwd: copy });
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "status", "--output", "plan.json"], {
      cwd: copy,
      encoding: "utf8",
    });
    expect({ status, text: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, text: "" });
    const { releases }: { releases: Release[] } = JSON.parse(
      readFileSync(path.join(copy, "plan.json"), "utf8"),
    );
    // A package that depends on a released one is listed as well, with nothing to release.
    return releases.filter(({ type }) => type !== "none");
  }

  it.each(["eslint-plugin", "codemod"])("of the %s takes the other along, under one version", (name) => {
    const releases = planned(`---\n"@kv-envelope/${name}": minor\n---\n\nA change.\n`);
    const versionOf = (other: string): string | undefined =>
      releases.find((release) => release.name === `@kv-envelope/${other}`)?.newVersion;
    expect(versionOf("codemod")).toMatch(/^\d+\.\d+\.\d+$/);
    expect(versionOf("eslint-plugin")).toBe(versionOf("codemod"));
  });

  it("releases no private package", () => {
    const names = planned(`---\n"@kv-envelope/runtime": patch\n---\n\nA change.\n`).map(({ name }) => name);
    expect(names).toContain("@kv-envelope/runtime");
    expect(names.filter((name) => !PUBLISHED.some((each) => name === `@kv-envelope/${each}`))).toEqual([]);
  });
});

it("all packages but the published ones are private", () => {
  const published = folders.filter((folder) => manifestOf(folder).private !== true);
  expect(published.sort()).toEqual([...PUBLISHED].sort());
});

describe.each(PUBLISHED)("the changelog of %s", (name) => {
  it("begins with the package's version", () => {
    const file = path.join(root, "packages", name, "CHANGELOG.md");
    expect(/^## .+$/m.exec(readFileSync(file, "utf8"))?.[0]).toBe(`## ${manifestOf(name).version}`);
  });
});
