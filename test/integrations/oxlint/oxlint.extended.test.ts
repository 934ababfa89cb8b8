import { readdirSync } from "node:fs";
import plugin from "@kv-envelope/eslint-plugin";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCases } from "../../../packages/detector/test/cases.js";
import { page, ruleExamples } from "../support/documented.js";
import { lint } from "../support/lint.js";
import { Project } from "../support/project.js";
import { FIELD, sample } from "../support/sample.js";
import { oxlint, reportsOf } from "./oxlint.js";

const docs = page("oxlint.md");
const CONFIG = docs.file("Configuration", ".oxlintrc.json");
const config: object = JSON.parse(CONFIG);
const RULE = "kv-envelope(no-verbatim-fields)";

let project: Project;
beforeEach(() => {
  project = new Project({ ".oxlintrc.json": CONFIG });
});
afterEach(() => {
  project.remove();
});

describe("in oxlint", () => {
  it("a write is reported at the field, behind characters of any width", () => {
    project.write({
      "save.ts": `// 🔑 é\n${sample("IMPORT\n\nexport const save = (key: string, token: string) => WRITE;\n").before}`,
    });
    expect(reportsOf(project, "save.ts")).toMatchObject([
      {
        code: RULE,
        line: 2,
        marked: FIELD,
        message: expect.stringMatching(/^Telnyx KV ignores `expiration_ttl` in a body/),
      },
    ]);
    expect(oxlint(project, "save.ts").status).toBe(1);
  });

  it("the settings of the documented configuration hold", () => {
    project.write({
      "save.js":
        'putKv("k", JSON.stringify({ value: "v", expiration_ttl: 3600 }));\nputOther("k", JSON.stringify({ value: "v", expiration_ttl: 3600 }));\n',
    });
    expect(reportsOf(project, "save.js")).toMatchObject([{ code: RULE, line: 1, marked: FIELD }]);
  });

  it.each([
    [
      "setting",
      { settings: { "kv-envelope": { writer: [] } } },
      'settings["kv-envelope"].writer: unknown option; allowed: writers',
    ],
    [
      "option",
      { rules: { "kv-envelope/no-verbatim-fields": ["error", { writer: [] }] } },
      'Unexpected property "writer". Expected properties: "writers"',
    ],
  ])("a misspelt %s is an error that names it", (_name, wrong, expected) => {
    project.write({
      ".oxlintrc.json": JSON.stringify({ ...config, ...wrong }),
      "save.js": sample("IMPORT\n\nexport const save = (key, token) => WRITE;\n").before,
    });
    const { status, output } = oxlint(project, "save.js");
    expect(output).toContain(expected);
    expect(status).toBe(1);
  });

  it.each([
    ["save.js", sample("IMPORT\n\nexport const save = (key, token) => WRITE;\n")],
    [
      "save.ts",
      sample(
        'import { readFile } from "node:fs/promises";\nIMPORT\n\nexport const save = async (key: string) => {\n  const token = await readFile(key, "utf8");\n  return WRITE;\n};\n',
      ),
    ],
    [
      "Save.vue",
      sample(
        "<template><p>é</p></template>\n\n<script setup>\nIMPORT\n\nconst save = (key, token) => WRITE;\n</script>\n",
      ),
    ],
    [
      "Save.svelte",
      sample("<p>é</p>\n\n<script>\n  IMPORT\n\n  const save = (key, token) => WRITE;\n</script>\n"),
    ],
  ])("--fix-suggestions writes in %s what ESLint's suggestion does", (file, { before, after }) => {
    project.write({ [file]: before });
    expect(reportsOf(project, file)).toMatchObject([{ code: RULE, marked: FIELD }]);
    oxlint(project, "--fix-suggestions", file);
    expect(project.read(file)).toBe(after);
    expect(reportsOf(project, file)).toEqual([]);
  });
});

describe("the detector's cases", () => {
  const folder = new URL("../../../packages/detector/test/cases/", import.meta.url);
  // The settings, manifests and versions of the other cases are not a matter of the parser.
  const cases = readdirSync(folder)
    .filter((name) => name !== "known-misses.md")
    .flatMap((name) => readCases(name))
    .filter(
      ({ settings, facts }) =>
        Object.keys(settings).length === 0 &&
        facts.edgeRuntimeVersion() === null &&
        facts.manifestBindings().length === 0,
    )
    .map((each, position) => ({ ...each, file: `case-${position}.${each.language}` }));

  it("are reported on the same lines, and nothing else is", () => {
    project.write({
      ".oxlintrc.json": JSON.stringify({ ...config, settings: {}, categories: { correctness: "off" } }),
      ...Object.fromEntries(cases.map(({ file, code }) => [file, code])),
    });
    const reports = reportsOf(project);
    const reported = cases.flatMap(({ name, file }) =>
      reports
        .filter((report) => report.file === file)
        .map(({ code, line, message }) => `${name}: ${code === RULE ? line : message}`),
    );
    const expected = cases.flatMap(({ name, expected: places }) =>
      places.map((place) => `${name}: ${Number.parseInt(place, 10)}`),
    );
    expect(reported.sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(100);
  });
});

describe("the examples of every rule's docs", () => {
  const rules = Object.keys(plugin.rules).map((name) => `kv-envelope/${name}`);
  const examples = ruleExamples();

  it("are reported alike in oxlint and in ESLint", async () => {
    project.write({
      ".oxlintrc.json": JSON.stringify({
        ...config,
        settings: {},
        categories: { correctness: "off" },
        rules: Object.fromEntries(rules.map((name) => [name, "error"])),
      }),
      "eslint.config.mjs": page("editors-and-ci.md")
        .file("JavaScript and TypeScript", "eslint.config.mjs")
        .replace("configs.recommended", "configs.all"),
      ...examples,
    });
    const files = Object.keys(examples);
    const inEslint = (await lint(project, ...files)).map(
      ({ file, line, rule, marked }) => `${file}:${line} ${rule ?? "an error"} ${marked}`,
    );
    const inOxlint = reportsOf(project, ...files).map(
      ({ file, line, code, marked }) =>
        `${file}:${line} ${code.replace("(", "/").replace(")", "")} ${marked}`,
    );
    expect(inOxlint.sort()).toEqual(inEslint.sort());
    for (const name of rules)
      expect(inOxlint.filter((report) => report.includes(name)).length, name).toBeGreaterThan(0);
  });
});

// What the docs say is missing. When one of these fails, oxlint has learnt it: take it out of the docs.
describe("what oxlint does not offer to plugins yet", () => {
  it("type information", () => {
    project.write({
      "kv.ts": docs.file("What is missing there", "kv.ts"),
      "sessions.ts": docs.file("What is missing there", "sessions.ts"),
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          module: "ESNext",
          moduleResolution: "Bundler",
          target: "ES2022",
          types: [],
          strict: true,
        },
      }),
    });
    expect(reportsOf(project, "kv.ts", "sessions.ts")).toEqual([]);
    project.write({
      ".oxlintrc.json": JSON.stringify({
        ...config,
        settings: { "kv-envelope": { writers: ["storeText"] } },
      }),
    });
    expect(reportsOf(project, "kv.ts", "sessions.ts")).toMatchObject([
      { file: "sessions.ts", marked: FIELD },
    ]);
  });

  it("more than one suggestion with an import in a run", () => {
    const write = (key: string): string =>
      `export const ${key} = (v) => fetch("https://api.telnyx.com/v2/storage/kvs/sessions/keys/${key}", { method: "PUT", body: JSON.stringify({ value: v, expiration_ttl: 60 }) });\n`;
    project.write({ "three.js": write("a") + write("b") + write("c") });
    oxlint(project, "--fix-suggestions", "three.js");
    expect(reportsOf(project, "three.js")).toHaveLength(2);
    oxlint(project, "--fix-suggestions", "three.js");
    expect(reportsOf(project, "three.js")).toEqual([]);
  });

  it("the two scripts of a component as one program", async () => {
    project.write({
      "Other.svelte": docs.file("What is missing there", "Other.svelte"),
      "eslint.config.mjs": page("editors-and-ci.md").file("Svelte", "eslint.config.mjs"),
    });
    expect(reportsOf(project, "Other.svelte")).toEqual([]);
    expect(await lint(project, "Other.svelte")).toMatchObject([{ marked: "expiration_ttl: 60" }]);
  });

  it("the markup of Svelte", async () => {
    project.write({
      "Save.svelte": docs.file("What is missing there", "Save.svelte"),
      "eslint.config.mjs": page("editors-and-ci.md").file("Svelte", "eslint.config.mjs"),
    });
    expect(reportsOf(project, "Save.svelte")).toEqual([]);
    expect(await lint(project, "Save.svelte")).toMatchObject([{ marked: FIELD }]);
  });

  it("code fences in Markdown", () => {
    project.write({
      "page.md": sample("```js\nIMPORT\n\nexport const save = (key, token) => WRITE;\n```\n").before,
    });
    expect(oxlint(project, "page.md").output).toMatch(/No files found to lint/);
  });
});
