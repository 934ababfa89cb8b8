import { readFileSync } from "node:fs";
import path from "node:path";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { describe, expect, it, vi } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const root = path.join(import.meta.dirname, "fixtures", "typed");

function createProgram(...names: readonly string[]): ts.Program {
  const { config }: { config?: unknown } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return ts.createProgram(
    names.map((name) => path.join(root, name)),
    { ...options, noLib: true },
  );
}

/** Other rules have other reasons to look at a file. */
const onlyRule: Linter.Config = {
  plugins: { "kv-envelope": plugin },
  rules: { "kv-envelope/no-verbatim-fields": "error" },
};

function lint(program: ts.Program, name: string): Linter.LintMessage[] {
  const config: Linter.Config = {
    files: ["**/*.{ts,cjs}"],
    languageOptions: { parser, parserOptions: { programs: [program] } },
  };
  const filename = path.join(root, name);
  return new Linter({ cwd: root }).verify(readFileSync(filename, "utf8"), [onlyRule, config], { filename });
}

describe("a report whose repair needs another file", () => {
  it("names the read, the other file and the codemod", () => {
    expect(
      lint(createProgram("with-read.ts"), "with-read.ts").map(({ message }) =>
        message.replace(/^.*No suggestion: /, ""),
      ),
    ).toEqual(["a read of the same store (lib/kv-with-read.ts:8:26) can't be rewritten."]);
  });
});

describe("the program around a file", () => {
  // What a program is made of is asked for only to look for the service's name in it.
  const asked = (program: ts.Program): { readonly times: () => number } => {
    program.getTypeChecker();
    const spy = vi.spyOn(program, "getSourceFiles");
    return { times: () => spy.mock.calls.length };
  };

  it("is not looked at for a file that names no field", () => {
    const program = createProgram("lib/barrel.ts");
    const { times } = asked(program);
    expect(lint(program, "lib/barrel.ts")).toEqual([]);
    expect(lint(program, "lib/kv.ts")).toEqual([]);
    expect(times()).toBe(0);
  });

  it("is searched once, however many files name one", () => {
    const program = createProgram("barrel.ts", "class.ts", "unrelated.ts");
    const { times } = asked(program);
    expect(["barrel.ts", "class.ts", "unrelated.ts"].map((name) => lint(program, name).length)).toEqual([
      1, 1, 0,
    ]);
    expect(times()).toBe(1);
  });

  it("says the same whatever was linted before", () => {
    const names = [
      "function.ts",
      "barrel.ts",
      "interface.ts",
      "container.ts",
      "handed.ts",
      "cycle.ts",
      "with-read.ts",
    ];
    const run = (order: readonly string[]): [string, Linter.LintMessage[]][] => {
      const program = createProgram(...names);
      return order.map((name): [string, Linter.LintMessage[]] => [name, lint(program, name)]);
    };
    expect(new Map(run([...names].reverse()))).toEqual(new Map(run(names)));
  });

  it("is looked at anew once it has changed", () => {
    const name = "changed.ts";
    const program = (imported: string): ts.Program => {
      const text = `import { storeText } from "./${imported}.js";\nstoreText("token", JSON.stringify({ value: 1, expiration_ttl: 3600 }));\n`;
      const host = ts.createCompilerHost({});
      const fileName = path.join(root, name);
      const read = host.getSourceFile.bind(host);
      const options: ts.CompilerOptions = {
        noLib: true,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
      };
      return ts.createProgram([fileName], options, {
        ...host,
        fileExists: (file) => file === fileName || host.fileExists(file),
        getSourceFile: (file, version) =>
          file === fileName ? ts.createSourceFile(file, text, version, true) : read(file, version),
      });
    };
    const found = ["vendor/kv", "lib/kv", "vendor/kv"].map((imported) => {
      const changed = program(imported);
      const filename = path.join(root, name);
      const config: Linter.Config = {
        files: ["**/*.ts"],
        languageOptions: { parser, parserOptions: { programs: [changed] } },
      };
      return new Linter({ cwd: root }).verify(
        changed.getSourceFile(filename)?.text ?? "",
        [onlyRule, config],
        { filename },
      ).length;
    });
    expect(found).toEqual([0, 1, 0]);
  });
});
