import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HELPERS_MARK, projectFactsFor } from "@kv-envelope/project-facts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "kv-envelope-facts-"));
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

function write(relative: string, text: string): void {
  const fileName = path.join(root, relative);
  mkdirSync(path.dirname(fileName), { recursive: true });
  writeFileSync(fileName, text);
}

const bindingsAt = (relative: string): readonly string[] =>
  projectFactsFor(path.join(root, relative)).manifestBindings();
const versionAt = (relative: string): string | null =>
  projectFactsFor(path.join(root, relative)).edgeRuntimeVersion();
const runtimeIn = (folder: string): string =>
  path.join(folder, "node_modules/@telnyx/edge-runtime/package.json");

describe("manifest bindings", () => {
  it.each(["func.toml", "telnyx.toml"])("come from [storage.kv.*] of a %s above the file", (manifest) => {
    write(
      manifest,
      '[storage.kv.RATE_KV]\nid = "a"\n[storage.kv.SESSIONS]\nid = "b"\n[storage.bucket.FILES]\nid = "c"\n',
    );
    expect(bindingsAt("src/deep/down/kv.ts")).toEqual(["RATE_KV", "SESSIONS"]);
  });

  it("come from the nearest manifest alone", () => {
    write("func.toml", "[storage.kv.OUTER]\n");
    write("app/telnyx.toml", "[storage.kv.INNER]\n");
    expect(bindingsAt("app/src/kv.ts")).toEqual(["INNER"]);
    expect(bindingsAt("other/kv.ts")).toEqual(["OUTER"]);
  });

  it("are those of both manifests in one directory, each once", () => {
    write("func.toml", "[storage.kv.A]\n");
    write("telnyx.toml", "[storage.kv.A]\n[storage.kv.B]\n");
    expect(bindingsAt("kv.ts")).toEqual(["A", "B"]);
  });

  it("are those of the types that are made from a manifest, too", () => {
    const types = [
      'import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";',
      'declare module "@telnyx/edge-runtime" {',
      "  interface Env { SESSIONS: KvNamespace; FILES: CloudStorageBucket;",
      '    readonly RATES?: import("@telnyx/edge-runtime").KvNamespace }',
      "}",
    ];
    write("telnyx-env.d.ts", types.join("\n"));
    expect(bindingsAt("src/kv.ts")).toEqual(["SESSIONS", "RATES"]);
    write("app/func.toml", "[storage.kv.INNER]\n");
    write("app/telnyx-env.d.ts", "interface Env { INNER: KvNamespace; LATER: KvNamespace }");
    expect(bindingsAt("app/lib/kv.ts")).toEqual(["INNER", "LATER"]);
  });

  it.each([
    ["does not parse", "[storage.kv.A\n"],
    ["has a text for [storage.kv]", 'storage = { kv = "A" }\n'],
    ["names a value that is no table", 'storage = { kv = { A = "id" } }\n'],
    ["has no storage at all", '[env_vars]\nA = "1"\n'],
  ])("are none where the nearest manifest %s, whatever lies further up", (_, text) => {
    write("func.toml", "[storage.kv.OUTER]\n");
    write("app/func.toml", text);
    expect(bindingsAt("app/kv.ts")).toEqual([]);
  });

  it("are none where the manifest can't be read", () => {
    mkdirSync(path.join(root, "func.toml"));
    expect(bindingsAt("kv.ts")).toEqual([]);
  });

  it.each(["wrangler.toml", "wrangler.json", "wrangler.jsonc"])(
    "are none where %s lies beside or nearer",
    (foreign) => {
      write("func.toml", "[storage.kv.A]\n");
      write(`worker/${foreign}`, "");
      expect(bindingsAt("worker/src/kv.ts")).toEqual([]);
      expect(bindingsAt("edge/kv.ts")).toEqual(["A"]);
      write(`beside/${foreign}`, "");
      write("beside/func.toml", "[storage.kv.B]\n");
      expect(bindingsAt("beside/kv.ts")).toEqual([]);
    },
  );

  it("are not shadowed by another platform's config further up", () => {
    write("wrangler.toml", "");
    write("edge/func.toml", "[storage.kv.A]\n");
    expect(bindingsAt("edge/src/kv.ts")).toEqual(["A"]);
  });

  it("follow a manifest that changes while the process lives", () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    write("func.toml", "[storage.kv.A]\n");
    expect(bindingsAt("kv.ts")).toEqual(["A"]);
    write("func.toml", "[storage.kv.B]\n");
    expect(bindingsAt("kv.ts")).toEqual(["A"]);
    vi.advanceTimersByTime(5_000);
    expect(bindingsAt("kv.ts")).toEqual(["B"]);
  });
});

describe("edge runtime version", () => {
  it("is that of the nearest node_modules", () => {
    write(runtimeIn("."), '{ "version": "0.2.1" }');
    write(runtimeIn("packages/app"), '{ "version": "0.10.0" }');
    expect(versionAt("packages/app/src/kv.ts")).toBe("0.10.0");
    expect(versionAt("packages/other/kv.ts")).toBe("0.2.1");
  });

  it.each([
    ["is no JSON", "{"],
    ["has no version", "{}"],
    ["has a version that is no text", '{ "version": 2 }'],
    ["is an array", "[]"],
  ])("is unknown where the nearest package.json %s, whatever lies further up", (_, text) => {
    write(runtimeIn("."), '{ "version": "0.2.1" }');
    write(runtimeIn("app"), text);
    expect(versionAt("app/kv.ts")).toBeNull();
  });

  it("is unknown where the package is not installed", () => {
    expect(versionAt("kv.ts")).toBeNull();
  });
});

describe("file names", () => {
  it.each(["<input>", "<text>", ""])("%j has no surroundings, even in a project", (fileName) => {
    write("func.toml", "[storage.kv.A]\n");
    vi.spyOn(process, "cwd").mockReturnValue(root);
    const facts = projectFactsFor(fileName);
    expect(facts.manifestBindings()).toEqual([]);
    expect(facts.edgeRuntimeVersion()).toBeNull();
    vi.restoreAllMocks();
  });

  it("may be relative to the working directory", () => {
    write("func.toml", "[storage.kv.A]\n");
    const relative = path.relative(process.cwd(), path.join(root, "src", "kv.ts"));
    expect(projectFactsFor(relative).manifestBindings()).toEqual(["A"]);
  });

  it("may lie inside a file, as code blocks do", () => {
    write("func.toml", "[storage.kv.A]\n");
    write("README.md", "```js\n```\n");
    expect(bindingsAt("README.md/0.js")).toEqual(["A"]);
    expect(versionAt("README.md/0.js")).toBeNull();
  });

  it("may name what does not exist or what no disk can hold", () => {
    write("func.toml", "[storage.kv.A]\n");
    expect(bindingsAt("no/such/folder/kv.ts")).toEqual(["A"]);
    expect(projectFactsFor("\0/kv.ts").manifestBindings()).toEqual([]);
    expect(projectFactsFor("\0/kv.ts").edgeRuntimeVersion()).toBeNull();
  });
});

describe("the kind of a module", () => {
  const kindAt = (relative: string) => projectFactsFor(path.join(root, relative)).moduleKind?.();

  it("follows from the extension, whatever a package says", () => {
    write("package.json", '{ "type": "module" }');
    expect(["a.cjs", "a.cts", "a.mjs", "a.mts"].map(kindAt)).toEqual([
      "commonjs",
      "commonjs",
      "module",
      "module",
    ]);
  });

  it("follows from the nearest package.json for .js, and is CommonJS where that names no type", () => {
    write("package.json", '{ "type": "module" }');
    write("old/package.json", '{ "name": "old" }');
    expect(kindAt("src/a.js")).toBe("module");
    expect(kindAt("old/src/a.js")).toBe("commonjs");
  });

  it.each(["a.ts", "a.tsx", "a.jsx", "a.vue"])("is not known of %s, which a compiler reads", (name) => {
    write("package.json", '{ "type": "commonjs" }');
    expect(kindAt(name)).toBeUndefined();
  });

  it("is not known where the manifest does not parse", () => {
    write("package.json", "{");
    expect(kindAt("a.js")).toBeUndefined();
  });
});

describe("a file that has the helpers", () => {
  const hasHelpers = (relative: string, specifier: string): boolean | undefined =>
    projectFactsFor(path.join(root, relative)).hasHelpers?.(specifier);
  const written = `// Expiry envelopes for Telnyx KV, ${HELPERS_MARK}…\`: yours from here on.\nexport {};\n`;

  it.each([
    ["kv.ts", "../kv"],
    ["kv.ts", "../kv.js"],
    ["kv.mts", "../kv.mjs"],
    ["kv.cjs", "../kv.cjs"],
    ["src/kv.js", "./kv.js"],
  ])("is %s, however an import names it (%s)", (file, specifier) => {
    write(file, written);
    expect(hasHelpers("src/store.ts", specifier)).toBe(true);
  });

  it("is one by its first line, and none that only imports it or is named like it", () => {
    write("kv.ts", `import "./helpers.js";\n${written}`);
    write("helpers.ts", "export const encodeEnvelope = String;\n");
    for (const specifier of ["./kv.js", "./helpers.js", "./missing.js", "kv"])
      expect(hasHelpers("store.ts", specifier), specifier).toBe(false);
  });
});
