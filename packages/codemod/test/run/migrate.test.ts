import { mayHaveFindings } from "@kv-envelope/detector";
import type { ProjectFacts } from "@kv-envelope/detector";
import { describe, expect, it } from "vitest";
import { migrateFile } from "../../src/index.js";
import { CLEAN, FLAGGED } from "../support/project.js";

const facts = (bindings: readonly string[]): ProjectFacts => ({
  edgeRuntimeVersion: () => null,
  manifestBindings: () => bindings,
});

describe("migrateFile", () => {
  it("gives a file without writes back as it is, without parsing it", () => {
    for (const text of [CLEAN, "\uFEFFlet a\r\n", "this is ( no JavaScript"]) {
      expect(migrateFile({ text, fileName: "a.js" })).toEqual({ output: text, findings: [], reads: [] });
    }
  });

  it("tells what it found: names, places counted from 1, and what the service does with each field", () => {
    const { findings } = migrateFile({ text: `\uFEFF${FLAGGED}`, fileName: "a.js" });
    const place = { line: 5, column: 42, endLine: 5, endColumn: 62 };
    expect(findings).toMatchObject([
      {
        kind: "http",
        fields: ["expiration_ttl"],
        ...place,
        locations: [{ field: "expiration_ttl", ...place }],
      },
    ]);
    expect(findings[0]?.locations[0]?.message).toContain("`expiration_ttl`");
  });

  it.each([
    ["a.ts", `const n = <number>m;\n`],
    ["a.mts", `const f = <T,>(x: T) => x;\n`],
    ["a.tsx", `const n = <p>text</p>;\n`],
    ["a.js", `const n = <p>text</p>;\n`],
    ["a.js", `var await = 1;\nreturn;\n`],
    ["a.cjs", `return;\n`],
  ])("parses %s as what it is: %s", (fileName, tail) => {
    // `export` would make sloppy code a module.
    const text = `${FLAGGED.replace("export ", "")}${tail}`;
    expect(migrateFile({ text, fileName }).findings).toHaveLength(1);
  });

  it.each([
    ["a.ts", "const n = <p>text</p>;"],
    ["a.js", "const n = ;"],
  ])("names the place where %s can't be parsed: %s", (fileName, tail) => {
    expect(() => migrateFile({ text: FLAGGED + tail, fileName })).toThrow(/^can't be parsed: 8:\d+ \S/);
  });

  it("leaves out what settings and facts rule out", () => {
    const binding = `export default { fetch: (_, env) => env.SESSIONS.put("a", "b", { expirationTtl: 60 }) };\n`;
    expect(migrateFile({ text: binding, fileName: "a.js" }).findings).toEqual([]);
    expect(migrateFile({ text: binding, fileName: "a.js", facts: facts(["OTHER"]) }).findings).toEqual([]);
  });

  it("takes the bindings of a manifest as evidence worth parsing for", () => {
    const text = `env.SESSIONS.put("a", "b", { expirationTtl: 60 })`;
    expect(mayHaveFindings(text, {}, facts([]))).toBe(false);
    expect(mayHaveFindings(text, {}, facts(["SESSIONS"]))).toBe(true);
    expect(mayHaveFindings(text, { kvBindings: ["SESSIONS"] }, facts([]))).toBe(true);
    expect(mayHaveFindings(CLEAN, { kvBindings: ["SESSIONS"] }, facts(["SESSIONS"]))).toBe(false);
  });
});

describe("the helpers are imported as Node takes the file", () => {
  const WRITE =
    'globalThis.put = (ttl) => fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/k", { method: "PUT", body: JSON.stringify({ value: 1, expiration_ttl: ttl }) });\n';
  const IMPORT = 'import { encodeEnvelope } from "@kv-envelope/runtime";';
  const REQUIRE = 'const { encodeEnvelope } = require("@kv-envelope/runtime");';

  it.each([
    ["by its extension", "a.mjs", WRITE, IMPORT],
    ["by its extension", "a.cjs", WRITE, REQUIRE],
    ["not by a word in a comment", "a.mjs", `// once require("x")\n${WRITE}`, IMPORT],
    ["not by a text", "a.mjs", `const hint = 'module.exports = require("x")';\n${WRITE}`, IMPORT],
    ["by a name of CommonJS", "a.js", `${WRITE}const here = __dirname;\n`, REQUIRE],
    ["by a call of require", "a.js", `const x = require("x");\n${WRITE}`, REQUIRE],
    [
      "not by a require of its own",
      "a.js",
      `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n${WRITE}`,
      IMPORT,
    ],
    ["by import.meta", "a.js", `${WRITE}const here = import.meta.url;\n`, IMPORT],
    ["by an await outside of functions", "a.js", `${WRITE}await 0;\n`, IMPORT],
    ["not by an await inside", "a.cjs", `${WRITE}async function f() { await 0; }\n`, REQUIRE],
  ])("%s: %s", (_, fileName, text, line) => {
    expect(migrateFile({ text, fileName }).output).toContain(line);
  });

  it("by what surrounds it", () => {
    const kind = (moduleKind: "module" | "commonjs") => ({ ...facts([]), moduleKind: () => moduleKind });
    expect(migrateFile({ text: WRITE, fileName: "a.js", facts: kind("commonjs") }).output).toContain(REQUIRE);
    expect(migrateFile({ text: WRITE, fileName: "a.js", facts: kind("module") }).output).toContain(IMPORT);
  });
});
