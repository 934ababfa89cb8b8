import path from "node:path";
import { parseForESLint } from "@typescript-eslint/parser";
import type { ParsedFile } from "@kv-envelope/detector";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { TooMuchToFollow, TypedHost } from "../src/typed/typed-host.js";

const root = path.join(import.meta.dirname, "fixtures", "typed");

function parse({ text, fileName }: ts.SourceFile): ParsedFile {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    filePath: fileName,
    sourceType: "module",
  });
  return { text, ast, scopeManager, visitorKeys };
}

function hostOf(
  name: string,
  options: ts.CompilerOptions = {},
): { readonly host: TypedHost; readonly linted: ParsedFile } {
  const fileName = path.join(root, name);
  const program = ts.createProgram([fileName], {
    noLib: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    ...options,
  });
  const source = program.getSourceFile(fileName);
  if (source === undefined) throw new Error(`no ${name}`);
  const linted = parse(source);
  return { host: new TypedHost({ program, source }, linted, { parse, settings: {}, cwd: root }), linted };
}

describe("the files around the linted one", () => {
  it("are named relative to where ESLint runs, and parsed when they are first needed", () => {
    const { host, linted } = hostOf("barrel.ts");
    const barrel = host.moduleOf(linted, "./lib/barrel.js");
    expect(barrel?.isLoaded).toBe(false);
    const parsed = barrel?.load();
    expect(parsed === undefined ? undefined : host.nameOf(parsed)).toBe("lib/barrel.ts");
    expect(host.moduleOf(linted, "./lib/barrel.js")?.isLoaded).toBe(true);
    expect(barrel?.load()).toBe(parsed);
  });

  it("include the linted one itself, as ESLint has parsed it", () => {
    const { host, linted } = hostOf("cycle.ts");
    const other = host.moduleOf(linted, "./lib/cycle.js")?.load();
    expect(other === undefined ? undefined : host.moduleOf(other, "../cycle.js")?.load()).toBe(linted);
  });

  it.each([
    ["a declaration file", "declared.ts", "./lib/declared.js"],
    ["a package", "barrel.ts", "@kv-envelope/runtime"],
    ["nothing", "barrel.ts", "./lib/missing.js"],
    ["what the file does not import", "barrel.ts", "lib/kv"],
  ])("do not include %s", (_, name, specifier) => {
    const { host, linted } = hostOf(name);
    expect(host.moduleOf(linted, specifier)).toBeUndefined();
  });

  it("are found for `require` in TypeScript, of which TypeScript itself says nothing", () => {
    const { host, linted } = hostOf("lib/barrel.ts");
    expect(host.moduleOf(linted, "./kv")?.load()?.text).toContain("storeText");
    expect(host.moduleOf(linted, ".././lib/kv.js")?.load()?.text).toContain("storeText");
  });

  it("are not followed for ever", () => {
    const { host, linted } = hostOf("barrel.ts");
    expect(() => {
      for (let times = 0; times < 10_000; times += 1) host.moduleOf(linted, "./lib/barrel.js");
    }).toThrow(TooMuchToFollow);
  });
});

describe("the declaration of what a call runs", () => {
  const declarationIn = (name: string): string | undefined => {
    const { host, linted } = hostOf(name);
    const start = linted.text.search(/\w+\.put\(|storeText\(/);
    const at = host.declarationOfCallee(linted, start, linted.text.lastIndexOf(";"));
    return at === undefined
      ? undefined
      : `${host.nameOf(at.file)}: ${at.file.text.slice(at.start, at.end).split("\n")[0] ?? ""}`;
  };

  it("is where TypeScript finds it", () => {
    expect(declarationIn("container.ts")).toBe(
      "lib/entry-store.ts: async put(key: string, body: string): Promise<void> {",
    );
    expect(declarationIn("function.ts")).toBe(
      "lib/kv.ts: export async function storeText(key: string, body: string): Promise<void> {",
    );
    expect(declarationIn("interface.ts")).toBe(
      "lib/key-value.ts: put(key: string, body: string): Promise<void>;",
    );
  });

  it("is none in a declaration file", () => {
    expect(declarationIn("declared.ts")).toBeUndefined();
  });
});
