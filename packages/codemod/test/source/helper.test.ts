import { spawnSync } from "node:child_process";
import { join } from "node:path";
import compiler from "typescript";
import { describe, expect, it } from "vitest";
import { assembleModule } from "../../src/helper/assemble.js";
import type { HelperExtension } from "../../src/helper/extensions.js";
import { helperContent, helperPath } from "../../src/helper/module.js";
import { helperSpecifier } from "../../src/helper/specifier.js";
import { countSyntaxErrors, loadTypeScript } from "../../src/source/typescript.js";
import { project } from "../support/project.js";

const ts = loadTypeScript();

describe("assembling one module", () => {
  const assemble = (sources: Readonly<Record<string, string>>): string =>
    assembleModule(ts, new Map(Object.entries(sources)), "index.ts");

  it("orders by dependency, drops the imports between, and exports only what the entry exports", () => {
    const text = assemble({
      "index.ts": `export { b } from "./b.js";\nexport type { T } from "./a.js";\n`,
      "b.ts": `import { a, type T } from "./a.js";\n/** b's words */\nexport const b: T = a;\n`,
      "a.ts": `export type T = number;\nexport const a: T = 1;\n`,
      "unused.ts": `export const unused = 1;\n`,
    });
    expect(text).toBe(
      "export type T = number;\nconst a: T = 1;\n\n/** b's words */\nexport const b: T = a;\n",
    );
  });

  it("finds what a module in a folder imports, beside it and above it", () => {
    const text = assemble({
      "index.ts": `export { c } from "./in/c.js";\n`,
      "in/c.ts": `import { a } from "../a.js";\nimport { b } from "./b.js";\nexport const c = a + b;\n`,
      "in/b.ts": `export const b = 2;\n`,
      "a.ts": `export const a = 1;\n`,
    });
    expect(text).toBe("const a = 1;\n\nconst b = 2;\n\nexport const c = a + b;\n");
  });

  it.each([
    [{ "index.ts": `import "./a.js";`, "a.ts": "" }, "index.ts renames what it imports from ./a.js"],
    [{ "index.ts": `import { a as b } from "./a.js";`, "a.ts": "export const a = 1;" }, "index.ts renames"],
    [{ "index.ts": `import { x } from "x";` }, "index.ts imports x, which can't be written into one file"],
    [{ "index.ts": `import { x } from "./x.js";` }, "index.ts imports x.ts, which is not there"],
    [
      {
        "index.ts": `import { a } from "./a.js";\nconst b = a;`,
        "a.ts": "export const a = 1;\nconst b = 2;",
      },
      "b is declared in a.ts and in index.ts",
    ],
    [
      { "index.ts": `import { a } from "./a.js";`, "a.ts": `import { b } from "./index.js";` },
      "index.ts → a.ts → index.ts import each other",
    ],
  ])("refuses %j", (sources, message) => {
    expect(() => assemble(sources)).toThrow(message);
  });
});

describe("the helper module", () => {
  const contentIn = (root: string, extension: HelperExtension): string | undefined =>
    helperContent(ts, root, helperPath(root, `lib/kv.${extension}`, extension));
  const roundTrip = `console.log(JSON.stringify(decodeEnvelope(encodeEnvelope({ a: 1 }, { ttlSeconds: 5, now: 0 }), { now: 1 })));`;

  it.each([
    ["mjs", "module", `import { decodeEnvelope, encodeEnvelope } from "./lib/kv.mjs";`, "run.mjs"],
    ["cjs", "module", `const { decodeEnvelope, encodeEnvelope } = require("./lib/kv.cjs");`, "run.cjs"],
    ["cjs", "commonjs", `import { decodeEnvelope, encodeEnvelope } from "./lib/kv.cjs";`, "run.mjs"],
    ["js", "module", `import { decodeEnvelope, encodeEnvelope } from "./lib/kv.js";`, "run.js"],
    ["js", "commonjs", `const { decodeEnvelope, encodeEnvelope } = require("./lib/kv");`, "run.js"],
  ] as const)("runs as .%s in a package of type %s", async (extension, type, head, script) => {
    const { root, write } = project({
      "package.json": JSON.stringify({ type }),
      [script]: `${head}\n${roundTrip}\n`,
    });
    write(`lib/kv.${extension}`, contentIn(root, extension) ?? "");
    // Node must not guess the module kind from the syntax: older ones do not.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--no-experimental-detect-module", join(root, script)],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ value: { a: 1 }, expiresAtMs: 5000 });
  });

  it("type-checks alone under strict options", () => {
    const { root, write } = project({});
    write("kv.ts", contentIn(root, "ts") ?? "");
    const file = join(root, "kv.ts");
    // The copy that ts-morph brings has its library elsewhere than in files.
    const program = compiler.createProgram([file], {
      ...{
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        noUnusedLocals: true,
        noUnusedParameters: true,
      },
      ...{
        isolatedModules: true,
        verbatimModuleSyntax: true,
        erasableSyntaxOnly: true,
        noEmit: true,
        types: [],
      },
      ...{ target: compiler.ScriptTarget.ES2022, module: compiler.ModuleKind.ESNext },
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    });
    expect(
      compiler
        .getPreEmitDiagnostics(program)
        .map((each) => compiler.flattenDiagnosticMessageText(each.messageText, "\n")),
    ).toEqual([]);
  });

  it("is never written over another file, and need not be where it is already", () => {
    const { root, write } = project({});
    const content = contentIn(root, "ts") ?? "";
    expect(countSyntaxErrors(ts, content, "kv.ts")).toBe(0);
    write("lib/kv.ts", content);
    expect(contentIn(root, "ts")).toBeUndefined();
    // The team's formatter and its own changes are no reason to refuse the next run.
    write("lib/kv.ts", `// ours\n${content.replaceAll("  ", "\t")}\nexport const more = 1;\n`);
    expect(contentIn(root, "ts")).toBeUndefined();
    write("lib/kv.ts", "export const kv = 1;\n");
    expect(() => contentIn(root, "ts")).toThrow(
      "--helpers: lib/kv.ts is there and holds something else; name a path where there is no file",
    );
    write("lib/kv.cjs", "exports.kv = 1;\n");
    expect(() => contentIn(root, "cjs")).toThrow("--helpers: lib/kv.cjs is there and holds something else");
  });

  it.each([
    ["../kv.ts", "--helpers: ../kv.ts leads out of the current directory; allowed: a path inside it"],
    ["dir.ts", "--helpers: dir.ts is there and is not a regular file"],
    ["file.txt/kv.ts", "--helpers: file.txt/kv.ts can't be written: file.txt is a file"],
    ["kv.d.ts", "--helpers: kv.d.ts is a declaration file by its name; allowed: a path that ends in .ts"],
  ])("can't go to %s", (path, message) => {
    const { root } = project({ "dir.ts/x": "", "file.txt": "" });
    expect(() => helperPath(root, path, "ts")).toThrow(message);
  });
});

describe("the import of the helper module", () => {
  const nodenext = `{ "compilerOptions": { "module": "nodenext" } }`;
  const bundler = `{ "extends": "./base.json", "compilerOptions": { "moduleResolution": "bundler" } }`;
  const files = {
    "plain/package.json": "{}",
    "esm/package.json": `{ "type": "module" }`,
    "node/tsconfig.json": `{ "extends": "./base.json" }`,
    "node/base.json": nodenext,
    "bundled/tsconfig.json": bundler,
    "bundled/base.json": nodenext,
  };
  const { root } = project(files);

  it.each([
    ["ts", "plain/src/a.ts", "", "../../lib/kv"],
    ["ts", "plain/src/a.ts", `import x from "./x.js";`, "../../lib/kv.js"],
    ["ts", "plain/src/a.ts", `import x from "./x";`, "../../lib/kv"],
    ["ts", "plain/src/a.ts", `import x from "./x.ts";`, "../../lib/kv.ts"],
    ["ts", "plain/src/a.ts", `import x from "x/y.js";`, "../../lib/kv"],
    ["ts", "node/a.ts", "", "../lib/kv.js"],
    ["ts", "bundled/a.tsx", "", "../lib/kv"],
    ["ts", "plain/a.mts", "", "../lib/kv.js"],
    ["mts", "plain/a.ts", "", "../lib/kv.mjs"],
    ["js", "esm/a.js", "", "../lib/kv.js"],
    ["js", "plain/a.js", "const x = require('./x');", "../lib/kv"],
    ["js", "plain/a.mjs", "", "../lib/kv.js"],
    ["cjs", "plain/a.cjs", "", "../lib/kv.cjs"],
    ["ts", "lib/sub/a.ts", "", "../kv"],
    ["ts", "lib/a.ts", "", "./kv"],
  ] as const)("of .%s in %s with %j is %s", (extension, importer, text, specifier) => {
    expect(helperSpecifier(ts, root, { path: `lib/kv.${extension}`, extension }, importer, text)).toBe(
      specifier,
    );
  });

  it("is refused where it can't work", () => {
    expect(() => helperSpecifier(ts, root, { path: "lib/kv.mjs", extension: "mjs" }, "a.cjs", "")).toThrow(
      "a CommonJS file can't import lib/kv.mjs",
    );
  });
});
