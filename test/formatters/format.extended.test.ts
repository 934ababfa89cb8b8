// `--use-formatter` of the command line with the real Prettier 3 and 2 and the real Biome, as a repository has them installed.
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { project as directoryWith } from "../../packages/codemod/test/support/project.js";

const require = createRequire(import.meta.url);
const installed = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));
const PACKAGES = {
  "prettier 3": ["prettier", "prettier"],
  "prettier 2": ["prettier", "prettier-2"],
  biome: ["@biomejs/biome", "@biomejs/biome"],
} as const;
type FormatterName = keyof typeof PACKAGES;

const MANIFEST = '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }';
const URL_OF_KEY = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/${key}`";
/** A write whose envelope does not fit into a line of 80 columns. */
const WRITE = `export const save = (key, sessionToken, ttlOfSession, role) =>
  fetch(${URL_OF_KEY}, {
    method: "PUT",
    body: JSON.stringify({ value: sessionToken, expiration_ttl: ttlOfSession, metadata: { role } }),
  });
`;

function project(
  files: Readonly<Record<string, string>>,
  formatters: Readonly<Record<string, readonly FormatterName[]>>,
) {
  const { root, read, cli } = directoryWith({ "package.json": MANIFEST, ...files });
  for (const [directory, names] of Object.entries(formatters)) {
    for (const name of names) {
      const [as, source] = PACKAGES[name];
      const link = path.join(root, directory, "node_modules", as);
      mkdirSync(path.dirname(link), { recursive: true });
      symlinkSync(installed(source), link);
    }
  }
  return { root, read, cli };
}

/** What a formatter's own command line makes of a text. */
function formatted(name: FormatterName, root: string, file: string, text: string): string {
  const directory = installed(PACKAGES[name][1]);
  const [script, ...args] =
    name === "biome"
      ? [path.join(directory, "bin", "biome"), "format", `--stdin-file-path=${path.join(root, file)}`]
      : [
          path.join(directory, name === "prettier 3" ? "bin/prettier.cjs" : "bin-prettier.js"),
          "--stdin-filepath",
          path.join(root, file),
        ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    input: text,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

const configs: Readonly<
  Record<FormatterName, readonly (readonly [what: string, file: string, config: object])[]>
> = {
  "prettier 3": [
    ["single quotes, no semicolons, tabs", ".prettierrc", { singleQuote: true, semi: false, useTabs: true }],
    ["Windows line ends", ".prettierrc", { endOfLine: "crlf", printWidth: 60 }],
  ],
  "prettier 2": [
    [
      "trailing commas everywhere",
      "package.json",
      {
        type: "module",
        dependencies: { "@kv-envelope/runtime": "*" },
        prettier: { trailingComma: "all", printWidth: 70 },
      },
    ],
  ],
  biome: [
    [
      "spaces and single quotes",
      "biome.json",
      {
        formatter: { indentStyle: "space", indentWidth: 3 },
        javascript: { formatter: { quoteStyle: "single" } },
      },
    ],
  ],
};

describe.each(["prettier 3", "prettier 2", "biome"] as const)("%s", (name) => {
  it.each(configs[name])(
    "lays out what is rewritten as the repository does: %s",
    async (_what, configFile, config) => {
      const { root, read, cli } = project({ [configFile]: JSON.stringify(config) }, { ".": [name] });
      writeFileSync(path.join(root, "a.js"), formatted(name, root, "a.js", WRITE));
      writeFileSync(path.join(root, "bom.js"), `\uFEFF${read("a.js")}`);
      const diff = (await cli("--use-formatter")).stdout;
      expect(await cli("--use-formatter", "--write")).toMatchObject({ code: 0, stderr: "" });
      const after = read("a.js");
      expect(after).toContain("encodeEnvelope(");
      expect(formatted(name, root, "a.js", after)).toBe(after);
      expect(read("bom.js")).toBe(`\uFEFF${after}`);
      // The dry run has shown the same lines.
      for (const line of after.split(/\r?\n/).filter((each) => /encodeEnvelope|ttlSeconds/.test(each)))
        expect(diff).toContain(`+${line}`);
    },
  );

  it("does not touch the layout of a file that was not in it before, and says so", async () => {
    const odd = WRITE.replace('method: "PUT",', "method:   'PUT',");
    const { read, cli } = project({ "a.js": odd }, { ".": [name] });
    const { code, stderr } = await cli("--use-formatter", "--write");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `kv-envelope: a.js: not formatted: it was not in the layout of ${name === "biome" ? "Biome" : "Prettier"} before, so that more would change than the rewrite does\n`,
    });
    expect(read("a.js")).toContain("method:   'PUT',\n");
    expect(read("a.js")).toContain("encodeEnvelope(");
  });

  it("leaves a file alone that the formatter is told to leave alone", async () => {
    const ignore =
      name === "biome"
        ? { "biome.json": '{ "files": { "includes": ["**", "!a.js"] } }' }
        : { ".prettierignore": "a.js\n" };
    const { read, cli } = project({ "a.js": WRITE, ...ignore }, { ".": [name] });
    expect(await cli("--use-formatter", "--write")).toMatchObject({ code: 0 });
    // In one line, however long: only a formatter would break it.
    expect(read("a.js")).toContain(
      "    body: encodeEnvelope(sessionToken, { ttlSeconds: ttlOfSession, metadata: { role } }),\n",
    );
  });
});

it("takes for each file the formatter and the configuration of its own package", async () => {
  const { root, read, cli } = project(
    {
      "one/.prettierrc": '{ "semi": false }',
      "two/biome.json": '{ "javascript": { "formatter": { "quoteStyle": "single" } } }',
      "one/package.json": MANIFEST,
      "two/package.json": MANIFEST,
      "three/package.json": MANIFEST,
      "three/a.js": WRITE,
    },
    { one: ["prettier 2"], two: ["biome"] },
  );
  for (const [directory, name] of [
    ["one", "prettier 2"],
    ["two", "biome"],
  ] as const) {
    writeFileSync(
      path.join(root, directory, "a.js"),
      formatted(name, path.join(root, directory), "a.js", WRITE),
    );
  }
  expect(await cli("--use-formatter", "--write")).toMatchObject({
    code: 0,
    stderr: "kv-envelope: three/a.js: not formatted: neither Prettier nor Biome is installed for it\n",
  });
  expect(read("one/a.js")).toMatch(/from "@kv-envelope\/runtime"\n/);
  expect(read("two/a.js")).toMatch(/from '@kv-envelope\/runtime';\n/);
  expect(read("two/a.js")).toMatch(/^\tfetch/m);
});

it("formats the helper module that the run creates", async () => {
  const { root, read, cli } = project(
    { ".prettierrc": '{ "semi": false, "singleQuote": true }' },
    { ".": ["prettier 3"] },
  );
  writeFileSync(path.join(root, "a.js"), formatted("prettier 3", root, "a.js", WRITE));
  expect(await cli("--use-formatter", "--write", "--helpers", "file=kv.js")).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(formatted("prettier 3", root, "kv.js", read("kv.js"))).toBe(read("kv.js"));
});

describe("a formatter that goes wrong costs the layout and not the rewrite", () => {
  /** Stands for a user's plugin or a broken installation: the formatter's own package is made of this. */
  const broken = async (code: string) => {
    const made = project(
      {
        "a.js": WRITE,
        "b.js": WRITE.replaceAll("save", "store"),
        "node_modules/prettier/package.json":
          '{ "name": "prettier", "version": "3.0.0", "main": "index.cjs" }',
        "node_modules/prettier/index.cjs": code,
      },
      {},
    );
    const { code: exitCode, stderr } = await made.cli("--use-formatter", "--write");
    expect(exitCode).toBe(0);
    expect(made.read("a.js")).toContain("encodeEnvelope(");
    return stderr;
  };
  const api = (format: string): string =>
    `module.exports = { getFileInfo: async () => ({ ignored: false }), resolveConfig: async () => null, format: ${format} };`;

  it.each([
    ["can't be loaded", 'throw new Error("no such plugin");', "Prettier failed: no such plugin"],
    [
      "throws",
      api('() => { throw new Error("SyntaxError: a\\n  b"); }'),
      "Prettier failed: SyntaxError: a b",
    ],
    [
      "ends its process",
      api("() => process.exit(0)"),
      "Prettier failed: it ended, or took longer than 120 s",
    ],
    [
      "never answers",
      api("() => new Promise(() => {})"),
      "Prettier failed: it ended, or took longer than 120 s",
    ],
    [
      "changes what the file does",
      api('async (text) => (text.includes("encodeEnvelope") ? text.replace("PUT", "POST") : text)'),
      "Prettier would change what the file does",
    ],
    [
      "gives what is no program",
      api('async (text) => (text.includes("encodeEnvelope") ? "const =" : text)'),
      "Prettier gave a text that can't be parsed: 1:7 Variable declaration expected.",
    ],
  ])("%s", async (_what, code, reason) => {
    const lines = (await broken(code)).split("\n").filter((line) => line !== "");
    expect(lines[0]).toMatch(/^kv-envelope: a\.js: not formatted: /);
    expect(lines[0]).toContain(reason);
    expect(lines).toHaveLength(2);
  });

  it("prints what it likes: nothing of it gets into the report", async () => {
    expect(
      await broken(api('async (text) => { console.log("{}"); console.error("noise"); return text; }')),
    ).toBe("");
  });
});

describe("--use-formatter where there is nothing to format with", () => {
  it("is refused, and nothing is changed", async () => {
    const { read, cli } = project({ "a.js": WRITE }, {});
    expect(await cli("--use-formatter", "--write")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "kv-envelope: --use-formatter: neither prettier nor @biomejs/biome is installed here (node_modules of the files' directories and above); install one of them, or run without --format\n",
    });
    expect(read("a.js")).toBe(WRITE);
  });

  it("runs none of the user's code without --use-formatter", async () => {
    const { read, cli } = project(
      {
        "a.js": WRITE,
        "node_modules/prettier/package.json": '{ "main": "index.cjs" }',
        "node_modules/prettier/index.cjs": 'require("node:fs").writeFileSync("ran", "");',
      },
      {},
    );
    expect((await cli("--write")).code).toBe(0);
    expect(() => read("ran")).toThrow("ENOENT");
  });
});
