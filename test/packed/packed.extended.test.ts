import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import rootPackage from "../../package.json" with { type: "json" };
import { deadLinks } from "../coverage/links.js";
import { PUBLISHED, packInto, type Tarballs } from "../support/tarballs.js";
import { declaredBy, emptyFolder, installInto } from "./packages.js";

const WRITE = `
const url = \`https://api.telnyx.com/v2/storage/kvs/\${namespaceId}/keys/session/1\`;
await fetch(url, { method: "PUT", body: JSON.stringify({ value: token, expiration_ttl: 3600 }) });
`;
const ESLINT_CONFIG = `import kvEnvelope from "@kv-envelope/eslint-plugin";
export default [kvEnvelope.configs.recommended];
`;

const LICENSE = readFileSync(new URL("../../LICENSE", import.meta.url), "utf8");

let tarballsFolder = "";
let project = "";
let tarballs: Tarballs = { "eslint-plugin": "", codemod: "", runtime: "" };

beforeAll(() => {
  tarballsFolder = emptyFolder("tarballs");
  // Links in the path of the temporary folder would make two paths of each module.
  project = realpathSync(emptyFolder("empty"));
  tarballs = packInto(tarballsFolder);
  installInto(project, tarballs);
  mkdirSync(path.join(project, "src"));
  writeFileSync(path.join(project, "src", "save.mjs"), WRITE);
  writeFileSync(path.join(project, "eslint.config.mjs"), ESLINT_CONFIG);
});

afterAll(() => {
  for (const folder of [tarballsFolder, project]) rmSync(folder, { recursive: true, force: true });
});

/** The files of a package that are built. */
const builtTexts = (folder: string): string[] =>
  readdirSync(path.join(folder, "dist"))
    .filter((file) => /\.(?:c?js|d\.c?ts)$/.test(file))
    .map((file) => readFileSync(path.join(folder, "dist", file), "utf8"));

/** How esbuild says whose file follows: `// ../../node_modules/.pnpm/@scope+name@1.0.0_peer@2.0.0/node_modules/@scope/name/mod.js`. */
const COPIED = /^\s*\/\/ .*\/node_modules\/\.pnpm\/(@?[^@/]+@[^_/]+)[^/]*\//gm;

/** A program of one line in the empty project. */
function run(kind: "module" | "commonjs", code: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [`--input-type=${kind}`, "--eval", code], {
    cwd: project,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.trim();
}

/** A command that the project's dependencies bring, as `npx` would start it. */
const start = (command: string, ...args: readonly string[]) =>
  spawnSync(path.join(project, "node_modules", ".bin", command), args, {
    cwd: project,
    encoding: "utf8",
    shell: process.platform === "win32",
  });

describe.each(PUBLISHED)("the tarball of %s", (name) => {
  const bytes = (): Uint8Array => new Uint8Array(readFileSync(tarballs[name]));

  it("is what publint wants, suggestions included", async () => {
    const { messages, pkg } = await publint({ pack: { tarball: bytes().slice().buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types that are right for every way to resolve them", async () => {
    const { types, ...result } = await checkPackage(createPackageFromTarballData(bytes()));
    expect(types).not.toBe(false);
    expect("problems" in result ? result.problems : "no types").toEqual([]);
  });

  it("brings the license, the changelog, and what a registry shows of it", () => {
    const folder = path.join(project, "node_modules", "@kv-envelope", name);
    expect(readFileSync(path.join(folder, "LICENSE"), "utf8")).toBe(LICENSE);
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    expect(manifest).toMatchObject({
      license: "MIT",
      author: "kv-envelope contributors",
      engines: rootPackage.engines,
      description: expect.stringMatching(/\.$/),
      keywords: expect.arrayContaining(["telnyx", "kv"]),
    });
    expect(readFileSync(path.join(folder, "CHANGELOG.md"), "utf8")).toMatch(
      new RegExp(`^# @kv-envelope/${name}\n`),
    );
  });

  it("names whose code its built files hold a copy of", () => {
    const folder = path.join(project, "node_modules", "@kv-envelope", name);
    const copied = new Set(
      builtTexts(folder).flatMap((text) =>
        [...text.matchAll(COPIED)].map((match) => (match[1] ?? "").replace("+", "/")),
      ),
    );
    const page = path.join(folder, "dist", "THIRD-PARTY.md");
    const named = existsSync(page)
      ? [...readFileSync(page, "utf8").matchAll(/^## (.+) (.+)$/gm)].map((match) => `${match[1]}@${match[2]}`)
      : [];
    expect([...copied].sort()).toEqual(named.sort());
  });

  it("has all that its pages link to", () => {
    const folder = path.join(project, "node_modules", "@kv-envelope", name);
    const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (file) =>
        file.endsWith(".md") &&
        !file.split(path.sep).includes("node_modules") &&
        // It has the licences of others word for word.
        path.basename(file) !== "THIRD-PARTY.md",
    );
    expect(pages).toContain("README.md");
    const dead = pages.flatMap((page) =>
      deadLinks(page, readFileSync(path.join(folder, page), "utf8"), folder),
    );
    expect(dead).toEqual([]);
  });

  it("declares what its built files load, and nothing else", () => {
    const folder = path.join(project, "node_modules", "@kv-envelope", name);
    const texts = builtTexts(folder);
    const isLoaded = (dependency: string): boolean =>
      texts.some((text) => new RegExp(`["']${dependency}(?:/[^"']*)?["']`).test(text));
    expect(declaredBy(folder).filter((dependency) => !isLoaded(dependency))).toEqual([]);
  });
});

describe("installed into an empty project", () => {
  it.each([
    ["eslint-plugin", "Object.keys(loaded.default ?? loaded).sort().join()", "configs,meta,rules"],
    ["codemod", "typeof loaded.migrateProgram", "function"],
    ["codemod", "typeof loaded.migrate({ root: '.' })[Symbol.asyncIterator]", "function"],
    ["codemod/transform", "typeof loaded.default", "function"],
    ["runtime", "loaded.decodeEnvelope(loaded.encodeEnvelope('a', { ttlSeconds: 60 })).value", "a"],
    ["runtime/stores", "typeof loaded.memoryStore().get", "function"],
    ["runtime/unstorage", "typeof loaded.unstorageDriver", "function"],
    ["runtime/keyv", "typeof loaded.keyvStore", "function"],
    ["runtime/express-session", "typeof loaded.expressSessionStore", "function"],
    ["runtime/better-auth", "typeof loaded.betterAuthStorage", "function"],
  ] as const)("%s is imported, and required", (name, look, seen) => {
    expect(run("module", `import * as loaded from "@kv-envelope/${name}"; console.log(${look});`)).toBe(seen);
    expect(run("commonjs", `const loaded = require("@kv-envelope/${name}"); console.log(${look});`)).toBe(
      seen,
    );
  });

  it("the plugin lints", () => {
    const { stdout, status } = start("eslint", "src");
    expect(stdout).toContain("kv-envelope/no-verbatim-fields");
    expect(status).toBe(1);
  });

  it("the codemod's command starts, says how it is used, and finds the same write", () => {
    expect(start("kv-envelope", "--help")).toMatchObject({ status: 0, stderr: "" });
    const { stdout, status } = start("kv-envelope", "--json");
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({
      version: 1,
      findings: [{ file: "src/save.mjs", line: 3, status: "rewritten" }],
    });
    expect(status).toBe(1);
  });
});
