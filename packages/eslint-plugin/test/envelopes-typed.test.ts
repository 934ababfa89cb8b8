import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

/** A store of two helpers: `kvGet` gives what is stored, `open` looks at the expiry. */
const KV = `
const root = \`https://api.telnyx.com/v2/storage/kvs/\${process.env.SESSIONS}/keys\`;
export async function kvPut(key: string, value: string): Promise<void> {
  await fetch(\`\${root}/\${key}\`, { method: "PUT", body: value });
}
export async function kvGet(key: string): Promise<string | null> {
  const response = await fetch(\`\${root}/\${key}\`);
  return response.status === 404 ? null : await response.text();
}
export const open = (text: string): unknown => {
  const { value, expires_at } = JSON.parse(text);
  return Date.now() > expires_at ? null : value;
};
`;
const SAVE =
  "export const save = (id: string, text: string) => kvPut(`session/${id}`, JSON.stringify({ value: text, expires_at: Date.now() + 60_000 }));\n";

/** The lines that are reported in `/app.ts`, which imports `/kv.ts`, with and without type information. */
function reported(app: string): { readonly typed: string[]; readonly untyped: string[] } {
  const files: Readonly<Record<string, string>> = { "/app.ts": app, "/kv.ts": KV };
  const options: ts.CompilerOptions = {
    noLib: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram(Object.keys(files), options, {
    ...host,
    getCurrentDirectory: () => "/",
    fileExists: (file) => file in files,
    getSourceFile: (file, version) => ts.createSourceFile(file, files[file] ?? "", version, true),
  });
  const lint = (parserOptions: Linter.ParserOptions): string[] =>
    new Linter({ cwd: "/" })
      .verify(
        app,
        [plugin.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser, parserOptions } }],
        { filename: "/app.ts" },
      )
      .map(
        ({ ruleId, line }) =>
          `${ruleId?.replace("kv-envelope/", "") ?? ""}: ${(app.split("\n")[line - 1] ?? "").trim()}`,
      );
  return { typed: lint({ programs: [program] }), untyped: lint({}) };
}

describe("with type information", () => {
  it("a reader of another file is known to hand on what is stored", () => {
    const app = `import { kvGet, kvPut } from "./kv.js";\n${SAVE}export async function load(id: string) {\n  const text = await kvGet(\`session/\${id}\`);\n  return text === null ? null : JSON.parse(text).value;\n}\n`;
    expect(reported(app)).toEqual({
      typed: ["require-envelope-read: const text = await kvGet(`session/${id}`);"],
      untyped: [],
    });
  });

  it("and a function of another file to look at the expiry", () => {
    const app = `import { kvGet, kvPut, open } from "./kv.js";\n${SAVE}export async function load(id: string) {\n  const text = await kvGet(\`session/\${id}\`);\n  return text === null ? null : open(text);\n}\n`;
    expect(reported(app)).toEqual({ typed: [], untyped: [] });
  });

  it("a writer of another file gives a promise that must not float", () => {
    const app = `import { kvPut } from "./kv.js";\n${SAVE}export async function handler(id: string) {\n  save(id, "text");\n  return new Response();\n}\n`;
    expect(reported(app)).toEqual({ typed: ['no-floating-envelope-write: save(id, "text");'], untyped: [] });
  });
});
