import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "svelte/compiler";
import { migrateProgram } from "../../../packages/codemod/src/migrate.js";
import { page } from "../support/documented.js";
import { lint } from "../support/lint.js";
import { Project } from "../support/project.js";
import { FIELD, sample } from "../support/sample.js";

const docs = page("editors-and-ci.md");

const TEMPLATE = "<template>\n  <button @click=\"save('a')\">Save é</button>\n</template>\n";
const BUTTON = '<button onclick={() => save("a", "b")}>Save é</button>\n';

const vueSamples = {
  "Setup.vue": sample(
    `<script setup>\nIMPORT\n\nconst save = (key, token) => WRITE;\n</script>\n\n${TEMPLATE}`,
  ),
  "BelowTemplate.vue": sample(
    `${TEMPLATE}\n<script>\nIMPORT\n\nexport const save = (key, token) => WRITE;\n</script>\n`,
  ),
  "Typed.vue": sample(
    `${TEMPLATE}\n<script setup lang="ts">\nimport { ref } from "vue";\nIMPORT\n\nconst token = ref<string>("").value as string;\nconst save = (key: string): Promise<Response> => WRITE;\n</script>\n`,
  ),
  "Options.vue": sample(
    `<script>\n  IMPORT\n  import Base from "./Base.vue";\n\n  export default {\n    components: { Base },\n    methods: {\n      save(key, token) {\n        return WRITE;\n      },\n    },\n  };\n</script>\n\n${TEMPLATE}`,
  ),
  "TwoScripts.vue": sample(
    `<script>\nexport const token = "t";\n</script>\n\n<script setup>\nIMPORT\n\nconst save = (key) => WRITE;\n</script>\n\n${TEMPLATE}`,
  ),
  "TwoScriptsOneWithImports.vue": sample(
    `<script>\nimport fs from "node:fs";\nIMPORT\n\nexport const token = fs.readFileSync("t", "utf8");\n</script>\n\n<script setup>\nconst save = (key) => WRITE;\n</script>\n\n${TEMPLATE}`,
  ),
  "TwoScriptsWithImports.vue": sample(
    `<script setup>\nimport { ref } from "vue";\nIMPORT\n\nconst save = (key) => WRITE;\n</script>\n\n<script>\nimport fs from "node:fs";\n\nexport const token = "t";\n</script>\n\n${TEMPLATE}`,
  ),
  "UsedInTheModule.vue": sample(
    `<script>\nimport fs from "node:fs";\nIMPORT\n\nexport const token = "t";\nexport const save = (key) => WRITE;\n</script>\n\n<script setup>\nimport { ref } from "vue";\n</script>\n\n${TEMPLATE}`,
  ),
};

const svelteSamples = {
  "Indented.svelte": sample(
    `<script>\n  IMPORT\n\n  const save = (key, token) => WRITE;\n</script>\n\n${BUTTON}`,
  ),
  "Typed.svelte": sample(
    `<script lang="ts">\n  import { onMount } from "svelte";\n  IMPORT\n\n  let { token }: { token: string } = $props();\n  const save = (key: string): Promise<Response> => WRITE;\n  onMount(() => save("a"));\n</script>\n\n${BUTTON}`,
  ),
  "ModuleScript.svelte": sample(
    `<script module>\n  IMPORT\n\n  export const save = (key, token) => WRITE;\n</script>\n\n<script>\n  const label = "Save";\n</script>\n\n${BUTTON}{label}\n`,
  ),
  "ModuleBelow.svelte": sample(
    `<script>\n  import { onMount } from "svelte";\n</script>\n\n${BUTTON}\n<script module>\n  IMPORT\n\n  export const save = (key, token) => WRITE;\n</script>\n`,
  ),
  "InstanceUses.svelte": sample(
    `<script context="module">\n  import fs from "node:fs";\n</script>\n\n<script>\n  import { onMount } from "svelte";\n  IMPORT\n\n  const save = (key, token) => WRITE;\n</script>\n\n${BUTTON}`,
  ),
  "InMarkup.svelte": sample(
    `<script>\n  IMPORT\n\n  let { key, token } = $props();\n</script>\n\n<button onclick={() => WRITE}>Save é</button>\n`,
  ),
  "EmptyScript.svelte": sample(
    '<script>\nIMPORT\n</script>\n\n{#each [["a", "b"]] as [key, token]}<button onclick={() => WRITE}>Save</button>{/each}\n',
  ),
};

const ENV = 'import { env } from "@telnyx/edge-runtime";';
const PUT = `env.S.put("k", JSON.stringify({ value: "v", ${FIELD} }))`;
const script = (code: string, markup: string, attributes = ""): string =>
  `<script${attributes}>\n${ENV}\nconst save = () => ${PUT};\n${code}\n</script>\n\n${markup}\n`;
const setup = (code: string, markup: string): string =>
  script(code, `<template>\n  ${markup}\n</template>`, " setup");

/** What the markup can see of a read: lint and codemod make the same of it. */
const readers = {
  "Named.vue": setup('const token = await env.S.get("k");', "<p>{{ token }}</p>"),
  "NotNamed.vue": setup('const token = await env.S.get("k");\nconsole.log(token);', "<p>{{ tokens }}</p>"),
  "Called.vue": setup('const load = () => env.S.get("k");\nload().then(console.log);', '<p @click="load" />'),
  "Named.svelte": script('const token = await env.S.get("k");', "<p>{token}</p>"),
  "NotNamed.svelte": script('const token = await env.S.get("k");\nconsole.log(token);', "<p>{tokens}</p>"),
  "Awaited.svelte": script('const load = () => env.S.get("k");', "{#await load() then t}{t}{/await}"),
};

const noScript = sample(
  '{#each [["a", "b"]] as [key, token]}<button onclick={() => WRITE}>Save</button>{/each}\n',
).before;
const inTemplate = sample(
  '<template>\n  <button @click="(key, token) => WRITE">Save</button>\n</template>\n',
).before.replaceAll(/"(?=PUT|,)|(?<=PUT)"/g, "'");

const befores = (samples: typeof vueSamples | typeof svelteSamples): Record<string, string> =>
  Object.fromEntries(Object.entries(samples).map(([file, { before }]) => [file, before]));

let project: Project;
beforeAll(() => {
  project = new Project({
    ...befores(vueSamples),
    ...befores(svelteSamples),
    ...readers,
    "NoScript.svelte": noScript,
    "InTemplate.vue": inTemplate,
  });
});
afterAll(() => {
  project.remove();
});

const suggestedFor = async (file: string): Promise<string[]> => {
  const reports = await lint(project, file);
  expect(reports).toMatchObject([{ rule: "kv-envelope/no-verbatim-fields", marked: FIELD }]);
  return reports.flatMap(({ suggestions }) => suggestions.map(({ output }) => output));
};

describe("Vue", () => {
  beforeAll(() => {
    project.write({ "eslint.config.mjs": docs.file("Vue", "eslint.config.mjs") });
  });

  it.each(Object.entries(vueSamples))(
    "%s: reported at the field, the suggestion imports inside of a script",
    async (file, { after }) => {
      expect(await suggestedFor(file)).toEqual([after]);
    },
  );

  it("does not look at the template, as the docs say", async () => {
    expect(inTemplate).toContain(FIELD);
    expect(await lint(project, "InTemplate.vue")).toEqual([]);
  });
});

describe("Svelte", () => {
  beforeAll(() => {
    project.write({ "eslint.config.mjs": docs.file("Svelte", "eslint.config.mjs") });
  });

  it.each(Object.entries(svelteSamples))(
    "%s: reported at the field, the suggestion imports inside of a script",
    async (file, { after }) => {
      expect(await suggestedFor(file)).toEqual([after]);
      expect(compile(after, { filename: file }).js.code).toContain("encodeEnvelope(");
    },
  );

  it("a module of its own, `.svelte.ts`, is TypeScript", async () => {
    const { before, after } = sample(
      "IMPORT\n\nexport const saved = $state({ times: 0 });\nexport const save = (key: string, token: string) => WRITE;\n",
    );
    project.write({ "saved.svelte.ts": before });
    expect(await suggestedFor("saved.svelte.ts")).toEqual([after]);
  });

  it("says why no envelope is suggested where there is no script", async () => {
    const [report] = await lint(project, "NoScript.svelte");
    expect(report).toMatchObject({ marked: FIELD, suggestions: [] });
    expect(report?.message).toContain(
      "No suggestion: the file has no script block in which the envelope helpers could be imported.",
    );
  });
});

describe("the codemod", () => {
  const isInScript = ([file]: [string, unknown]): boolean => !/^(InMarkup|EmptyScript)/.test(file);

  it.each([...Object.entries(vueSamples), ...Object.entries(svelteSamples)].filter(isInScript))(
    "%s: writes what lint suggests",
    (file, { before, after }) => {
      const { files, findings } = migrateProgram({ [file]: before });
      expect(findings).toMatchObject([{ status: "rewritten", fields: ["expiration_ttl"] }]);
      expect(files[file]).toBe(after);
    },
  );

  it.each(Object.entries(readers))("%s: sees of a read what lint sees", async (file, text) => {
    project.write({
      "eslint.config.mjs": docs.file(file.endsWith(".vue") ? "Vue" : "Svelte", "eslint.config.mjs"),
    });
    const { files } = migrateProgram({ [file]: text });
    expect(await suggestedFor(file)).toEqual([files[file]]);
  });

  it("does not look into markup, as the docs say", () => {
    const { before } = svelteSamples["InMarkup.svelte"];
    expect(migrateProgram({ "InMarkup.svelte": before })).toMatchObject({
      files: { "InMarkup.svelte": before },
      findings: [],
    });
  });
});

describe("with type information", () => {
  const call = `store("k", JSON.stringify({ value: "v", ${FIELD} }))`;

  beforeAll(() => {
    project.write({
      "eslint.config.mjs": docs.file("Components with type information", "eslint.config.mjs"),
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          module: "ESNext",
          moduleResolution: "Bundler",
          target: "ES2022",
          types: [],
          strict: true,
        },
        include: ["typed"],
      }),
      "typed/writer.ts":
        'export async function store<T extends string>(key: T, body: string): Promise<void> {\n  await fetch(`https://api.telnyx.com/v2/storage/kvs/sessions/keys/${key}`, { method: "PUT", body });\n}\n',
      "typed/Save.vue": `<script setup lang="ts">\nimport { store } from "./writer.js";\n\nconst save = () => ${call};\n</script>\n\n${TEMPLATE}`,
      "typed/Save.svelte": `<script lang="ts">\n  import { store } from "./writer.js";\n\n  const save = () => ${call};\n</script>\n\n${BUTTON}`,
    });
  });

  it.each(["typed/Save.vue", "typed/Save.svelte"])(
    "%s: an import is followed to the writer",
    async (file) => {
      const [output] = await suggestedFor(file);
      expect(output).toContain('import { store } from "./writer.js";');
      expect(output).toMatch(/^ *import \{ encodeEnvelope \} from "@kv-envelope\/runtime";$/m);
      expect(output).toContain('store("k", encodeEnvelope("v", { ttlSeconds: 3600 }))');
    },
  );
});
