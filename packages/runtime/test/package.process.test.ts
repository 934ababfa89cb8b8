import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../src", import.meta.url));
// Those of the package's main entry: the stores and the adapters have entries of their own.
const modules = [src, join(src, "unwrap")]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((file) => file.endsWith(".ts") && file !== join(src, "index.ts"));
const textOfModule = (file: string): string => readFileSync(file, "utf8");

// What a bundler takes of an import, minified and gzipped, against the limits of `.size-limit.json`.
it("is as small as it says", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(src, "../node_modules/size-limit/bin.js"), "--json"],
    { cwd: join(src, ".."), encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const checks: { name: string; passed: boolean; size: number }[] = JSON.parse(stdout);
  expect(checks.length).toBeGreaterThan(5);
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
});

// The codemod writes all modules as one file into a user's project (`--helpers file=…`).
describe("as one self-contained module", () => {
  const whole = modules
    .map(textOfModule)
    .join("\n")
    .replace(/^import .*;\n/gm, "");

  it("declares each top-level name once, and imports and exports in the plain forms only", () => {
    const names: string[] = [];
    const file = ts.createSourceFile("whole.ts", whole, ts.ScriptTarget.ESNext);
    for (const statement of file.statements) {
      expect(
        ts.isImportDeclaration(statement) ||
          ts.isExportDeclaration(statement) ||
          ts.isExportAssignment(statement),
      ).toBe(false);
      if (ts.isVariableStatement(statement)) {
        for (const { name } of statement.declarationList.declarations)
          if (ts.isIdentifier(name)) names.push(name.text);
      } else if (
        // Overloads declare one name several times; the last one has the body.
        (ts.isFunctionDeclaration(statement) && statement.body !== undefined) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement)
      )
        names.push((ts.getNameOfDeclaration(statement) ?? statement).getText(file));
    }
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("runs", async () => {
    const { code } = await transform(whole, { loader: "ts", format: "esm" });
    const loaded: {
      unwrapText: (raw: string, options: object) => unknown;
      encodeEnvelope: (value: unknown) => string;
    } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
    expect(loaded.unwrapText(loaded.encodeEnvelope("v"), { as: "payload" })).toBe('{"value":"v"}');
    expect(loaded.unwrapText('{"value":"dg=="}', { base64: true })).toBe("v");
  });

  const strictest: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    isolatedModules: true,
    isolatedDeclarations: true,
    declaration: true,
    module: ts.ModuleKind.ESNext,
  };

  // What migrated code writes, on the types that programs have.
  const migrated = `
    import { encodeEnvelope, envelopeStore, getWithExpiry, putWithExpiry, toEnvelope, unwrapAxios, unwrapJson, unwrapOrThrow, unwrapText, unwrapResponse } from "./whole.js";
    interface KvNamespace {
      get(key: string, options?: { type?: "text" }): Promise<string | null>;
      get<T>(key: string, options: { type: "json" }): Promise<T | null>;
      put(key: string, value: string, options?: { expirationTtl?: number }): Promise<void>;
      delete(key: string): Promise<void>;
      list(options?: { prefix?: string; limit?: number; cursor?: string }): Promise<{ keys: { name: string; updatedAt?: Date }[]; list_complete: boolean; cursor?: string }>;
    }
    interface Res { ok: boolean; status: number; text(): Promise<string>; json(): Promise<any> }
    declare const ns: KvNamespace;
    declare const ttl: number | undefined;
    declare function nullable(key: string): Promise<string | null>;
    declare function optional(key: string): Promise<string | undefined>;
    declare function certain(key: string): Promise<string>;
    declare function foreign(key: string): Promise<unknown>;
    declare function fetchLike(url: string): Promise<Res>;
    declare function axiosGet<T = any>(url: string): Promise<{ data: T; status: number }>;
    export async function use(): Promise<void> {
      const a: string | null = await nullable("k").then(unwrapText);
      const b: string | undefined = await optional("k").then(unwrapText);
      const c: string = await certain("k").then((raw) => unwrapText(raw, { as: "payload", legacy: true }));
      const d = (await foreign("k").then(unwrapText)) as string;
      const e: Res = await fetchLike("u").then(unwrapResponse);
      const f: { value: string } = unwrapJson(await e.json(), { as: "payload" });
      const { value } = await e.json().then(unwrapJson);
      const g: { data: { n: number } } = await axiosGet<{ n: number }>("u").then(unwrapAxios);
      const h: { n: number } = unwrapOrThrow(g.data);
      const i: void = await putWithExpiry(ns, "k", h, ttl, { metadata: { value, f } });
      const j: string | null = await getWithExpiry<string>(ns, "k");
      const k: Record<string, unknown> = toEnvelope(c, { ttlSeconds: ttl });
      const l: void = await envelopeStore(ns).put("k", [a, b, d, i, j], { ttlSeconds: ttl });
      const kvPut = (key: string, text: string): Promise<Res> => fetchLike(key + text);
      const m: Res = await envelopeStore({ get: nullable, put: kvPut }).putWithExpiry("k", encodeEnvelope(k), ttl);
      void [l, m];
    }
  `;

  it.each<[string, ts.CompilerOptions]>([
    ["strict, no DOM types", { ...strictest, lib: ["lib.es2022.d.ts"] }],
    ["strict, DOM types", { ...strictest, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"] }],
    ["not strict, older library", { strict: false, lib: ["lib.es2017.d.ts"], module: ts.ModuleKind.ESNext }],
    [
      "not strict, node types",
      { strict: false, lib: ["lib.esnext.d.ts"], types: ["node"], module: ts.ModuleKind.ESNext },
    ],
  ])("type-checks in a program that is %s, and so does migrated code", (_name, options) => {
    const files = new Map([
      [join(src, "../virtual/whole.ts"), whole],
      [join(src, "../virtual/migrated.ts"), migrated],
    ]);
    const compilerOptions = {
      types: [],
      target: ts.ScriptTarget.ES2022,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      noEmit: true,
      ...options,
    };
    const host = ts.createCompilerHost(compilerOptions);
    const onDisk = ts.sys;
    host.readFile = (path) => files.get(path) ?? onDisk.readFile(path);
    host.directoryExists = () => true;
    host.fileExists = (path) => files.has(path) || onDisk.fileExists(path);
    host.getSourceFile = (path, version) => {
      const text = host.readFile(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, version);
    };
    const program = ts.createProgram([...files.keys()], compilerOptions, host);
    const lines = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const text = ts.flattenDiagnosticMessageText(messageText, " ");
      return file && start !== undefined ? `${file.text.slice(start, start + 60)}: ${text}` : text;
    });
    expect(lines).toEqual([]);
  });
});
