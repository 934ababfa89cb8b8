// What the rules on the arguments of KV calls have in common: what they see with type information, and that one pass serves them all.
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const KV = `export const put = (key: string, body: string, ttl: number): Promise<Response> =>
  fetch(\`https://api.telnyx.com/v2/storage/kvs/sessions/keys/\${encodeURIComponent(key)}?ttl_secs=\${ttl}\`, { method: "PUT", body });
`;
const CALLER = `import { put } from "./kv.js";

await put("session:1", "token", 3600 * 1000);
await put("session/1", "token", 3600);
`;

describe("with type information", () => {
  const files = new Map([
    ["/src/kv.ts", KV],
    ["/src/caller.ts", CALLER],
  ]);
  const compile = (): ts.Program => {
    const options: ts.CompilerOptions = {
      noLib: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    return ts.createProgram([...files.keys()], options, {
      ...host,
      getCurrentDirectory: () => "/",
      fileExists: (file) => files.has(file),
      getSourceFile: (file, version) => ts.createSourceFile(file, files.get(file) ?? "", version, true),
    });
  };
  const reported = (file: string, parserOptions: Linter.ParserOptions): string[] =>
    new Linter({ cwd: "/" })
      .verify(
        files.get(file) ?? "",
        [plugin.configs.all, { files: ["**/*.ts"], languageOptions: { parser, parserOptions } }],
        { filename: file },
      )
      .map(({ ruleId, line, column }) => `${ruleId ?? ""} ${line}:${column}`);

  it("keys and ttls are seen through imports, and reported where they are written", () => {
    expect(reported("/src/caller.ts", { programs: [compile()] })).toEqual([
      "kv-envelope/valid-key 3:11",
      "kv-envelope/valid-ttl 3:33",
    ]);
    expect(reported("/src/kv.ts", { programs: [compile()] })).toEqual([]);
  });

  it("and without, a function of another file is not known", () => {
    expect(reported("/src/caller.ts", {})).toEqual([]);
  });
});

describe("several rules on one file", () => {
  const CODE = `import { env } from "@telnyx/edge-runtime";
await env.A.put("a:b", "1", { expirationTtl: 0, metadata: { c: 1 } });
`;

  /** How often the file's tree was entered from its root, by whomever, and what was reported. */
  function lint(rules: readonly string[]): { readonly walks: number; readonly ruleIds: (string | null)[] } {
    let walks = 0;
    const counting = {
      ...parser,
      parseForESLint(text: string, options: parser.ParserOptions): ReturnType<typeof parser.parseForESLint> {
        const result = parser.parseForESLint(text, options);
        const visitorKeys = new Proxy(result.visitorKeys, {
          get(keys, type, receiver): unknown {
            if (type === "Program") walks += 1;
            return Reflect.get(keys, type, receiver);
          },
        });
        return { ...result, visitorKeys };
      },
    };
    const severities = Object.fromEntries(
      rules.map((name): [string, "error"] => [`kv-envelope/${name}`, "error"]),
    );
    const messages = new Linter().verify(CODE, [
      { plugins: { "kv-envelope": plugin }, rules: severities, languageOptions: { parser: counting } },
    ]);
    return { walks, ruleIds: messages.map(({ ruleId }) => ruleId) };
  }

  it("index it once among them", () => {
    const none = lint([]).walks;
    const one = lint(["no-verbatim-fields"]);
    const three = lint(["no-verbatim-fields", "valid-key", "valid-ttl"]);
    expect(three.ruleIds).toEqual([
      "kv-envelope/valid-key",
      "kv-envelope/valid-ttl",
      "kv-envelope/no-verbatim-fields",
    ]);
    expect(one.walks).toBeGreaterThan(none);
    expect(three.walks).toBe(one.walks);
  });
});
