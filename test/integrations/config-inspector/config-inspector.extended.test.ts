import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import plugin from "@kv-envelope/eslint-plugin";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Project } from "../support/project.js";

const require = createRequire(import.meta.url);
const inspector = path.join(
  path.dirname(require.resolve("@eslint/config-inspector/package.json")),
  "bin.mjs",
);
const { deserialize }: { deserialize: (records: unknown) => unknown } = require("@ungap/structured-clone");

/** The presets for flat configurations, as a user's file has them. */
const presets = Object.keys(plugin.configs).filter((name) => !name.endsWith("-legacy"));

/** What the inspector's pages are made of. */
interface Payload {
  readonly configs: readonly { readonly name?: string; readonly plugins?: object; readonly rules?: object }[];
  readonly rules: Readonly<
    Record<
      string,
      { readonly plugin: string; readonly docs: { readonly description: string; readonly url: string } }
    >
  >;
}

const isPayload = (value: unknown): value is { output: Payload } =>
  typeof value === "object" &&
  value !== null &&
  "output" in value &&
  typeof value.output === "object" &&
  value.output !== null &&
  "configs" in value.output;

let project: Project;
let payload: Payload;
beforeAll(() => {
  project = new Project({
    "eslint.config.mjs": `import kvEnvelope from "@kv-envelope/eslint-plugin";\n\nexport default [${presets.map((name) => `kvEnvelope.configs["${name}"]`).join(", ")}];\n`,
  });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [inspector, "build", "--outDir", "inspected"],
    { cwd: project.root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stdout + stderr);
  const dump = deserialize(
    JSON.parse(project.read("inspected/__rpc-dump/eslint-config-inspector~get-payload.fallback.json")),
  );
  if (!isPayload(dump))
    throw new Error("the inspector writes its payload in another form than this test knows");
  payload = dump.output;
});
afterAll(() => {
  project.remove();
});

describe("ESLint's config inspector", () => {
  it("shows each preset under its name", () => {
    const ours = payload.configs.filter(({ plugins }) => plugins !== undefined && "kv-envelope" in plugins);
    expect(ours.map(({ name }) => name)).toEqual(presets.map((name) => `kv-envelope/${name}`));
    for (const { rules } of ours)
      expect(Object.keys(rules ?? {})).toContain("kv-envelope/no-verbatim-fields");
  });

  it("shows each rule under the plugin's name, with its description and the page of its docs", () => {
    const names = Object.keys(plugin.rules);
    expect(
      Object.keys(payload.rules)
        .filter((name) => name.startsWith("kv-envelope/"))
        .sort(),
    ).toEqual(names.map((name) => `kv-envelope/${name}`).sort());
    for (const name of names) {
      expect(payload.rules[`kv-envelope/${name}`]).toMatchObject({
        plugin: "kv-envelope",
        docs: {
          description: expect.stringMatching(/\w+/),
          url: expect.stringMatching(new RegExp(`/docs/rules/${name}\\.md$`)),
        },
      });
    }
  });
});
