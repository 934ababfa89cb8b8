import { describe, expect, it } from "vitest";
import { isSource } from "../../src/files/extensions.js";
import { migrateFile, migrateProgram } from "../../src/migrate.js";
import { project } from "../support/project.js";

import { BRING, ENV, READ, WRITE, WRITTEN, migrated, outcomeOf } from "../support/component-texts.js";

/** A component in which `BRING` stands for where the helper's import goes to, and `WRITE` for the write. */
const before = (text: string): string =>
  text
    .replace(/(?<=ENV\n) *BRING\n|BRING\s+/, "")
    .replace("ENV", ENV)
    .replace("WRITE", WRITE);
const after = (text: string): string =>
  text.replace("ENV", ENV).replace("BRING", BRING).replace("WRITE", WRITTEN);

const MARKUP = "<template>\n\t<p v-if='a<b'>é &amp; {{ a < b }}</p><br><Foo/>\n</template>\n";

const components: Record<string, readonly [file: string, text: string]> = {
  "Vue: options": [
    "a.vue",
    `${MARKUP}<script>\nENV\nBRING\n\nexport default {\n  methods: { save: () => WRITE },\n};\n</script>\n`,
  ],
  "Vue: setup with types, and styles": [
    "a.vue",
    `<script setup lang="ts">\nENV\nBRING\n\nconst save = async (): Promise<void> => { await WRITE; };\n</script>\n${MARKUP}<style>a { b: c }</style>\n`,
  ],
  "Vue: JSX": [
    "a.vue",
    `<script lang="tsx">\nENV\nBRING\n\nexport default () => <a onClick={() => WRITE}>é</a>;\n</script>\n`,
  ],
  "Vue: generic": [
    "a.vue",
    `<script setup lang="ts" generic="T extends Foo<string>">\nENV\nBRING\n\nconst save = <U,>(u: U) => WRITE;\n</script>\n${MARKUP}`,
  ],
  "Vue: two scripts, the one that writes has no import": [
    "a.vue",
    `<script>\nENV\nBRING\n</script>\n${MARKUP}<script setup>\nconst save = () => WRITE;\n</script>\n`,
  ],
  "Vue: two scripts, each with imports": [
    "a.vue",
    `<script>\nimport a from "a";\n</script>\n${MARKUP}<script setup>\nENV\nBRING\nconst save = () => WRITE;\n</script>\n`,
  ],
  "Vue: an example in the docs block is text": [
    "a.vue",
    `<docs>\n<script>\nimport no from "no";\n</script>\n</docs>\n<script setup>\nENV\nBRING\nconst save = () => WRITE;\n</script>\n`,
  ],
  "Vue: data, and a script elsewhere": [
    "a.vue",
    `<script type="application/json">{ "a": 1 }</script>\n<script src="./b.js"></script>\n<script src="./c.js" />\n<script setup>\nENV\nBRING\nconst save = () => WRITE;\n</script>\n`,
  ],
  "Vue: CRLF": [
    "a.vue",
    `${MARKUP}<script setup>\nENV\nBRING\nconst save = () => WRITE;\n</script>\n`.replaceAll("\n", "\r\n"),
  ],
  "Vue: BOM": ["a.vue", `\uFEFF<script setup>\nENV\nBRING\nconst save = () => WRITE;\n</script>\n`],
  "Svelte 4": [
    "a.svelte",
    `<script context="module">\n\timport a from "a";\n</script>\n\n<script>\n\tENV\n\tBRING\n\texport let token;\n\t$: double = token + token;\n\tconst save = () => WRITE;\n</script>\n\n{#if a<b}<p>{token}</p>{/if}\n`,
  ],
  "Svelte 5": [
    "a.svelte",
    `<p>{a<b}</p>\n<script lang="ts">\n  ENV\n  BRING\n  let { token }: { token: string } = $props();\n  const save = () => WRITE;\n</script>\n`,
  ],
  "Svelte: the module's own script": [
    "a.svelte",
    `<script>\n  import a from "a";\n</script>\n<script module>\n  ENV\n  BRING\n  export const save = () => WRITE;\n</script>\n`,
  ],
  "Svelte: what is for the browser's head is none of it": [
    "a.svelte",
    `<svelte:head><script>import no from "no";</script></svelte:head>\n<script>\n  ENV\n  BRING\n  const save = () => WRITE;\n</script>\n`,
  ],
  Astro: [
    "a.astro",
    `---\nENV\nBRING\nconst { id } = Astro.params;\nawait WRITE;\nif (!id) return Astro.redirect("/");\n---\n<p>{id<2}</p>\n<script>import no from "no";</script>\n`,
  ],
  "Astro: a comment above, and types": [
    "a.astro",
    `<!-- é -->\n---\nENV\nBRING\ninterface Props { id: string }\nconst { id } = Astro.props as Props;\nawait WRITE;\n---\n---\n`,
  ],
  "Astro: what the browser gets": [
    "a.astro",
    `---\nconst title = "a";\n---\n<h1>{title}</h1>\n<script>\n  ENV\n  BRING\n  const save = () => WRITE;\n</script>\n`,
  ],
  "Astro: no frontmatter, and two scripts": [
    "a.astro",
    `<p>é</p>\n<script>\n  import "./a.js";\n</script>\n<script>\n  ENV\n  BRING\n  const save = () => WRITE;\n</script>\n`,
  ],
  "Astro: frontmatter and a script, each with its own import": [
    "a.astro",
    `---\nENV\nBRING\nawait WRITE;\n---\n<script>\n  import "./a.js";\n  import { encodeEnvelope } from "@kv-envelope/runtime";\n  const url = "https://api.telnyx.com/v2/storage/kvs/n/keys/k";\n  fetch(url, { method: "PUT", body: encodeEnvelope(1, { ttlSeconds: 60 }) });\n</script>\n`,
  ],
  "Astro: no import": [
    "a.astro",
    `---\nBRING\n\nconst { env } = Astro.locals.runtime;\nawait fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/k", { method: "PUT", body: BODY });\n---\n`,
  ],
};

const withBody = (text: string, body: string): string => text.replace("BODY", body);

describe("a component's scripts are rewritten in place", () => {
  it.each(Object.entries(components))("%s", (_, [file, text]) => {
    const [given, expected] = [
      withBody(before(text), 'JSON.stringify({ value: "v", expiration_ttl: 60 })'),
      withBody(after(text), 'encodeEnvelope("v", { ttlSeconds: 60 })'),
    ];
    expect(given).not.toBe(expected);
    expect(migrateFile({ text: given, fileName: file })).toMatchObject({
      output: expected,
      findings: [{ status: "rewritten" }],
    });
    expect(migrateFile({ text: expected, fileName: file })).toMatchObject({ output: expected, findings: [] });
  });

  it.each([
    ["the tag on the line of the import", `<script>${ENV}</script>`, `<script>${ENV}\n${BRING}</script>`],
    [
      "a comment up to the closing tag",
      `<script>\n${ENV} // é</script>`,
      `<script>\n${ENV} // é\n${BRING}</script>`,
    ],
  ])("%s", (_, given, expected) => {
    const rest = `\n<script setup>const save = () => WRITE;</script>\n`;
    expect(migrated("a.vue", before(given + rest))).toBe(after(expected + rest));
  });
});

describe("what an Astro component gives to the browser", () => {
  const URL = "`https://api.telnyx.com/v2/storage/kvs/n/keys/${k}`";
  const BODY = 'JSON.stringify({ value: "v", expiration_ttl: 60 })';
  const writes = (name: string): string =>
    `const ${name} = (k: string) => fetch(${URL}, { method: "PUT", body: ${BODY} });`;

  it("has what it needs in each script", () => {
    const text = `---\n${ENV}\nawait ${WRITE};\n---\n<script>\n${writes("a")}\n</script>\n<script>\n${writes("b")}\n</script>\n`;
    const output = migrated("a.astro", text);
    expect(output.match(/import \{ encodeEnvelope \} from/g)).toHaveLength(3);
    expect(output).not.toContain("JSON.stringify");
    expect(migrated("a.astro", output)).toBe(output);
  });

  it.each([
    ["declares what the frontmatter does", `---\nconst a = 1;\n---\n<script>\n${writes("a")}\n</script>\n`],
    [
      "uses what only another one declares",
      `<script>\nconst k = 1;\nconsole.log(b);\n</script>\n<script>\n${writes("b")}\n</script>\n`,
    ],
    ["goes there as it is", `<script is:inline>\n${writes("a")}\n</script>\n`],
    ["is given variables", `<script define:vars={{ k: 1 }}>\n${writes("a")}\n</script>\n`],
  ])("stays as it is where a script %s", (_, text) => {
    expect(migrateProgram({ "a.astro": text })).toMatchObject({ findings: [], files: { "a.astro": text } });
  });

  it("holds back what it reads itself and is not looked into", () => {
    const read = `<script is:inline>\nconst load = (k) => fetch(${URL});\n</script>\n`;
    const text = `---\n${writes("a")}\n---\n${read}`;
    expect(outcomeOf({ "a.astro": text }).reason).toContain("the markup of a.astro names this store");
  });
});

it.each(["a.vue", "a.svelte", "a.astro"])(
  "a script of %s in a file of its own is rewritten there",
  (file) => {
    const { findings } = migrateProgram({
      [file]: `<script src="./code.ts"></script>\n`,
      "code.ts": `${ENV}\nexport const save = () => ${WRITE};\n`,
    });
    expect(findings).toMatchObject([{ file: "code.ts", status: "rewritten" }]);
  },
);

describe("a component among the program's modules", () => {
  const writer = (text: string): string =>
    `${text.replace("CODE", `${ENV}\nexport const save = (key, body) => env.S.put(key, body);`)}\n`;
  const call = 'save("k", JSON.stringify({ value: "v", expiration_ttl: 60 }));';

  it.each([
    ["a.svelte", "<script module>\nCODE\n</script>"],
    ["a.vue", "<script>\nCODE\n</script>"],
    ["a.astro", "---\nCODE\n---"],
  ])("what %s exports is followed", (file, text) => {
    const main = `import { save } from "./${file}";\n${call}\n`;
    const { files } = migrateProgram({ [file]: writer(text), "main.ts": main });
    expect(files["main.ts"]).toContain('save("k", encodeEnvelope("v", { ttlSeconds: 60 }));');
  });

  it("follows an alias, and a plain module beside a component", () => {
    const { files, problems } = migrateProgram({
      "tsconfig.json": JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "@/*": ["src/*"] } } }),
      "src/a.svelte": writer("<script module>\nCODE\n</script>"),
      "src/state.svelte.ts": 'export { save } from "@/a.svelte";\n',
      "src/b.vue": `<script setup>\nimport { save } from "./state.svelte";\n${call}\n</script>\n`,
    });
    expect(problems).toEqual([]);
    expect(files["src/b.vue"]).toContain("encodeEnvelope(");
  });

  const store = `${ENV}\nexport class Store {\n  write(key: string, body: string) { return env.S.put(key, body); }\n}`;
  const container =
    "const made = new Map<unknown, unknown>();\nexport const make = <T>(of: new () => T): T => made.get(of) as T;\n";
  const user = (from: string): string =>
    `import { make } from "./container";\nimport { Store } from "${from}";\nconst store = make(Store);\nstore.write("k", JSON.stringify({ value: "v", expiration_ttl: 60 }));`;
  const WRITES = 'store.write("k", encodeEnvelope("v", { ttlSeconds: 60 }));';

  it("asks TypeScript what a component's call runs", () => {
    const text = `<template><p>é</p></template>\n<script setup lang="ts">\n${user("./store")}\n</script>\n`;
    const { files } = migrateProgram({ "store.ts": store, "container.ts": container, "a.vue": text });
    expect(files["a.vue"]).toContain(WRITES);
  });

  it("asks TypeScript about what a component declares", () => {
    const text = `<p>é</p>\n<script module lang="ts">\n${store}\n</script>\n`;
    const { files } = migrateProgram({
      "a.svelte": text,
      "container.ts": container,
      "b.ts": user("./a.svelte"),
    });
    expect(files["b.ts"]).toContain(WRITES);
  });

  it("says where a component leads nowhere", () => {
    const text = `<script setup>\n${ENV}\nimport A from "./A.vue";\n${WRITE};\n</script>\n`;
    expect(migrateProgram({ "b.vue": text }).problems).toEqual([
      'b.vue: "./A.vue" leads nowhere; what it exports is not seen',
    ]);
  });
});

describe("on disk", () => {
  it("is written byte for byte outside of the edits, found again, and taken back", async () => {
    const [, options] = components["Vue: CRLF"] ?? ["", ""];
    const texts = {
      "a.vue": `\uFEFF${before(options)}`,
      "lib/Store.svelte": `<script module>\n${ENV}\nexport const save = (key, body) => env.S.put(key, body);\n</script>\n`,
      "main.ts":
        'import { save } from "./lib/Store.svelte";\nsave("k", JSON.stringify({ value: "v", expiration_ttl: 60 }));\n',
    };
    const { cli, read, write } = project(texts);
    write("README.md", "env.S.get");
    expect((await cli("--write", "--helpers", "file=lib/kv.ts")).code).toBe(0);
    expect(read("a.vue")).toBe(`\uFEFF${after(options)}`.replace("@kv-envelope/runtime", "./lib/kv"));
    expect(read("main.ts")).toContain('save("k", encodeEnvelope("v", { ttlSeconds: 60 }));');
    expect(await cli("--check")).toMatchObject({ code: 0, stdout: expect.not.stringContaining("rewritten") });
    expect((await cli("undo")).code).toBe(0);
    for (const [file, text] of Object.entries(texts)) expect(read(file)).toBe(text);
  });

  it("names the extensions that it looked for", async () => {
    const { cli } = project({ "a.mdx": "" });
    expect((await cli()).stderr).toContain(".tsx .vue .svelte .astro");
  });
});

describe("what can't be parsed", () => {
  it.each([
    ["a.vue", `<script setup>\n${ENV}\nconst = ${READ};\n</script>\n`, "can't be parsed: 3:7 "],
    [
      "a.svelte",
      `<p />\n<script lang="coffee">\nx = env.S\n</script>\n`,
      "can't be parsed: it has a script in coffee",
    ],
    ["b.vue", `<script setup>\n${ENV}\n${READ};\n`, "can't be parsed: a script has no end"],
    ["a.astro", `---\n${ENV}\n${READ};\n`, "can't be parsed: its frontmatter has no end"],
  ])("%s is named, and holds back the stores that it names", (file, text, fault) => {
    const program = { [file]: text, "main.ts": `${ENV}\n${WRITE};\n` };
    expect(outcomeOf(program).reason).toContain(`${file} can't be looked into`);
    expect(migrateProgram(program).problems[0]).toContain(fault);
  });

  it.each(["a.vue", "a.svelte", "a.astro"])(
    "%s of openings without an end is looked at in no time",
    (file) => {
      const hostile = ["<!-- -->", "<script ", "<style>", "{", "v-bind(", '<script a="']
        .map((each) => each.repeat(3_000))
        .join("\n");
      expect(migrateProgram({ [file]: hostile, "main.ts": `${ENV}\n${WRITE};\n` }).findings).toHaveLength(1);
      expect(migrateProgram({ [file]: `${hostile}${ENV}\n${WRITE}` }).findings).toEqual([]);
    },
  );

  it.each(["a.md", "a.mdx", "a.html", "a.vue.d.ts"])("%s is no source", (file) => {
    expect(isSource(file)).toBe(false);
  });
});
