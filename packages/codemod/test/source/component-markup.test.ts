import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/migrate.js";
import { ENV, READ, WRITE, migrated, outcomeOf } from "../support/component-texts.js";

describe("what the markup can see", () => {
  const setup = (code: string, markup: string): readonly [string, string] => [
    "a.vue",
    `<script setup>\n${ENV}\nconst save = () => ${WRITE};\n${code}\n</script>\n<template>${markup}</template>\n`,
  ];
  const options = (code: string, markup = "{{ t }}"): readonly [string, string] => [
    "a.vue",
    `<script>\n${ENV}\nconst save = () => ${WRITE};\nexport default { ${code} };\n</script>\n<template>${markup}</template>\n`,
  ];
  const svelte = (code: string, markup: string): readonly [string, string] => [
    "a.svelte",
    `<script>\n${ENV}\nconst save = () => ${WRITE};\n${code}\n</script>\n${markup}\n`,
  ];
  const astro = (code: string, markup: string): readonly [string, string] => [
    "a.astro",
    `---\n${ENV}\nawait ${WRITE};\n${code}\n---\n${markup}\n`,
  ];
  const CALLED = `const load = () => ${READ};\nload().then(console.log);`;

  it.each<[string, readonly [string, string]]>([
    ["a variable", setup(`const token = await ${READ};`, "{{ token }}")],
    ["a function that is called in the script too", setup(CALLED, '<p @click="load().then(show)" />')],
    [
      "a function in an object",
      setup(`const api = { load: () => ${READ} };\napi.load().then(console.log);`, '<p @click="api.load" />'),
    ],
    ["an attribute in Vue's short form", setup(`const userName = await ${READ};`, "<Foo :user-name />")],
    ["a ref", setup(`const t = ref("");\nt.value = await ${READ};`, "{{ t }}")],
    ["a style", setup(`const tone = await ${READ};`, "</template><style>a { b: v-bind(tone) }</style>")],
    ["what `setup` returns", options(`async setup() { const t = await ${READ}; return { t }; }`)],
    ["a member of `this`", options(`async mounted() { this.t = await ${READ}; }`)],
    [
      "a method that is called in the script too",
      options(`methods: { t() { return ${READ}; }, u() { this.t().then(console.log); } }`),
    ],
    ["Svelte: a variable", svelte(`const token = await ${READ};`, "{token}")],
    ["Svelte: a store", svelte(`const token = writable(await ${READ});`, "{$token}")],
    [
      "Svelte: state",
      svelte(`let token = $state();\n$effect(async () => { token = await ${READ}; });`, "{token}"),
    ],
    ["Svelte: a function", svelte(`const load = () => ${READ};`, "{#await load() then t}{t}{/await}")],
    ["Svelte: a reactive statement", svelte(`$: token = await ${READ};`, "{token}")],
    ["Astro: a variable", astro(`const token = await ${READ};`, "<p>{token}</p>")],
  ])("%s: it goes on seeing what it saw", (_, [file, text]) => {
    expect(migrated(file, text)).toMatch(/unwrapText\(raw, \{\s*as: "payload",\s*legacy: true,?\s*\}\)/);
  });

  describe("that takes the stored ttl", () => {
    const PARSED = `JSON.parse(await ${READ})`;
    const ref = (markup: string): readonly [string, string] =>
      setup(`const e = ref(null);\nasync function load() { e.value = ${PARSED}; }\nload();`, markup);
    const loader = (markup: string): readonly [string, string] =>
      svelte(`const load = async () => ${PARSED};`, markup);
    const SHOWN =
      "a component's markup can read it and takes the stored ttl or expiration, and an envelope keeps the time of the end instead";

    it.each<[string, readonly [string, string]]>([
      ["a member of a ref", ref("{{ e.value }} {{ e.expiration_ttl }}")],
      ["a member by a text", ref("{{ e?.['expiration_ttl'] }}")],
      ["what a ref is made with", setup(`const e = ref(${PARSED});`, "{{ e.ttl }}")],
      ["a variable", setup(`const e = ${PARSED};`, "{{ e.expiration }}")],
      ["a member of `this`", options(`async mounted() { this.t = ${PARSED}; }`, "{{ t.expiration_ttl }}")],
      [
        "what `setup` returns",
        options(`async setup() { const t = ${PARSED}; return { t }; }`, "{{ t.expiration_ttl }}"),
      ],
      ["Svelte: a function", loader("{#await load() then e}{e.expiration_ttl}{/await}")],
      ["Svelte: a pattern", loader("{#await load() then { value, expiration_ttl }}{value}{/await}")],
      ["Svelte: a store", svelte(`const s = writable();\ns.set(${PARSED});`, "{$s.expiration_ttl}")],
      ["Astro: a parameter", astro(`const e = ${PARSED};`, "{[e].map(({ value, ttl }) => <p>{ttl}</p>)}")],
    ])("%s: the read is left", (_, [file, text]) => {
      expect(migrated(file, text)).not.toContain("unwrapText");
      expect(outcomeOf({ [file]: text })).toMatchObject({
        status: "left",
        reason: expect.stringContaining(SHOWN),
      });
    });

    it.each<[string, readonly [string, string]]>([
      ["takes the value alone", ref("{{ e.value }}")],
      ["says the word", ref("<p>expiration_ttl: {{ e.value }}</p>")],
      ["makes an object", ref(`{{ e.value }}<p @click="set({ value: 1, expiration_ttl: 60 })" />`)],
      ["Svelte: interpolates a name", loader("{#await load() then e}{e.value}{expiration_ttl}{/await}")],
    ])("%s: it is rewritten", (_, [file, text]) => {
      expect(migrated(file, text)).toMatch(/unwrapText\(raw, \{\s*as: "payload"/);
    });

    it("of something that the read does not get to", () => {
      const [file, text] = setup(
        `const load = async () => { draw(${PARSED}.value); };\nload();\nconst e = { ttl: 1 };`,
        "{{ e.ttl }}",
      );
      expect(outcomeOf({ [file]: text }).status).toBe("rewritten");
    });

    it("of what a composable gives beside the function that reads", () => {
      const composable = `${ENV}\nimport { ref } from "vue";\nexport function useStore() {\n  const entry = ref();\n  const load = async () => { const e = ${PARSED}; entry.value = e; return e; };\n  const save = () => ${WRITE};\n  return { entry, load, save };\n}\n`;
      const page = (markup: string): string =>
        `<script setup>\nimport { useStore } from "./store";\nconst { entry: e, load } = useStore();\nload().then((each) => console.log(each.value));\n</script>\n<template>${markup}</template>\n`;
      const storeOf = (markup: string): string =>
        migrateProgram({ "store.ts": composable, "a.vue": page(markup) }).files["store.ts"] ?? "";
      expect(storeOf("{{ e.expiration_ttl }}")).toBe(composable);
      expect(storeOf("{{ e.value }}")).toContain('as: "payload"');
    });
  });

  it.each<[string, readonly [string, string]]>([
    ["a variable", setup(`const token = await ${READ};\nconsole.log(token);`, "{{ tokens }} my-token")],
    ["a function", setup(CALLED, '<p @click="loads()" />')],
    [
      "a class",
      setup(`const tone = await ${READ};\nconsole.log(tone);`, "</template><style>.tone { b: c }</style>"),
    ],
    [
      "a variable of a function",
      setup(
        `load();\nasync function load() { const token = await ${READ}; console.log(token); }`,
        "{{ token }}",
      ),
    ],
    ["Svelte: a variable", svelte(`const token = await ${READ};\nconsole.log(token);`, "{tokens}")],
    ["Astro: a variable", astro(`const token = await ${READ};\nconsole.log(token);`, "<p>{Token}</p>")],
  ])("%s that it does not name is none of its business", (_, [file, text]) => {
    expect(migrated(file, text)).toContain("unwrapText(raw, { legacy: true })");
  });

  it("a function of another file that it calls", () => {
    const reader = `${ENV}\nexport const load = () => ${READ};\nexport const save = () => ${WRITE};\nload().then(console.log);\n`;
    const page = (markup: string): string =>
      `<script setup>\nimport { load as fetchIt } from "./store";\n</script>\n<template>${markup}</template>\n`;
    const storeOf = (markup: string): string =>
      migrateProgram({ "store.ts": reader, "a.vue": page(markup) }).files["store.ts"] ?? "";
    expect(storeOf('<p @click="fetchIt().then(show)" />')).toContain('as: "payload"');
    expect(storeOf("<p>load</p>")).not.toContain('as: "payload"');
  });

  it("a function that a composable gives it, under another name", () => {
    const composable = `${ENV}\nexport function useStore() {\n  const load = () => ${READ};\n  const save = () => ${WRITE};\n  return { load, save };\n}\n`;
    const page = (markup: string): string =>
      `<script setup>\nimport { useStore } from "./store";\nconst { load: fetchIt } = useStore();\nfetchIt().then(console.log);\n</script>\n<template>${markup}</template>\n`;
    const storeOf = (markup: string): string =>
      migrateProgram({ "store.ts": composable, "a.vue": page(markup) }).files["store.ts"] ?? "";
    expect(storeOf('<p @click="fetchIt().then(show)" />')).toContain('as: "payload"');
    expect(storeOf("<p>load</p>")).not.toContain('as: "payload"');
  });

  it.each<[string, readonly [string, string]]>([
    ["a binding", setup("const store = env.S;", '<p @click="store.get(1)" />')],
    ["what gives a binding", setup("const store = () => env.S;", '<p @click="store().get(1)" />')],
  ])("%s that it names holds the write back", (_, [file, text]) => {
    expect(outcomeOf({ [file]: text })).toMatchObject({
      status: "left",
      reason: expect.stringContaining("code that is not seen gets the store at line "),
    });
  });

  it.each<[string, readonly [string, string]]>([
    ["Vue", setup("", '<p @click="env.S.get(1)" />')],
    ["Svelte", svelte("", "{#await env.S.get(1) then t}{t}{/await}")],
    ["Astro", astro("", "<p>{await env.S.get(1)}</p>")],
    ["Astro's script for the browser", astro("", "<script is:inline>const { S } = window;</script>")],
  ])("%s: markup that names the store itself holds the write back", (_, [file, text]) => {
    expect(outcomeOf({ [file]: text })).toEqual({
      status: "left",
      reason: `the markup of ${file} names this store and is not looked into: read the store in the script, as what the markup reads would go wrong; --expiry server would rewrite it`,
    });
  });

  it.each<[string, readonly [string, string]]>([
    ["a binding of another name", setup("const other = env.T;", '<p @click="other.get(1)">SS</p>')],
    ["a function that writes", setup("", '<p @click="save()" />')],
  ])("%s holds nothing back", (_, [file, text]) => {
    expect(outcomeOf({ [file]: text }).status).toBe("rewritten");
  });
});

describe("a write in the markup", () => {
  it.each<[string, readonly [string, string]]>([
    [
      "Vue",
      [
        "a.vue",
        `<script setup>\n${ENV}\n</script>\n<template><p @click='${WRITE.replaceAll('"', "`")}' /></template>\n`,
      ],
    ],
    [
      "Svelte",
      [
        "a.svelte",
        `<script>\n  ${ENV}\n</script>\n<p onclick={() => fetch("/storage/kvs/n/keys/k", { expiration_ttl: 1 })} />\n`,
      ],
    ],
    [
      "Astro",
      [
        "a.astro",
        `<script is:inline>\n  fetch("https://api.telnyx.com/v2/storage/kvs/n/keys/k", { expiration_ttl: 1 });\n</script>\n`,
      ],
    ],
  ])("%s: is not found, and the file is named", (_, [file, text]) => {
    expect(migrateProgram({ [file]: text })).toMatchObject({
      files: { [file]: text },
      findings: [],
      problems: [
        `${file}: its markup may write to Telnyx KV, and is not looked into; move what writes there into the script`,
      ],
    });
  });

  it.each<[string, string]>([
    ["an object", `<p @click="send({ value: 1, expiration_ttl: 60 })" />`],
    ["an object of short properties", '<p @click="send({ expiration_ttl })" />'],
    ["a put of what is made elsewhere", '<p @click="S.put(key, made)" />'],
    ["a request", `<p @click="fetch(url, { method: 'PUT', body })" />`],
  ])("%s may be one", (_, markup) => {
    const text = `<script setup>\n${ENV}\nconst save = () => ${WRITE};\n</script>\n<template>${markup}</template>\n`;
    expect(migrateProgram({ "a.vue": text }).problems).toContainEqual(
      expect.stringContaining("its markup may write"),
    );
  });

  it.each<[string, string, string]>([
    [
      "a handler's name",
      "a.vue",
      '<template><p @submit.prevent="save">{{ e.expiration_ttl }}</p></template>',
    ],
    ["an interpolation", "a.svelte", "<button onclick={save}>{expiration_ttl}</button>"],
    ["a pattern", "a.svelte", "{#each es as { value, expiration_ttl }}{value}{/each}"],
    ["a put of something else", "a.vue", '<template><p @click="cart.put(item)" /></template>'],
  ])("%s is none", (_, file, markup) => {
    const text = `<script>\n${ENV}\nconst save = () => ${WRITE};\n</script>\n${markup}\n`;
    expect(migrateProgram({ [file]: text }).problems).toEqual([]);
  });

  it("markup that only says so is not", () => {
    const text = `<script setup>\n${ENV}\n${WRITE};\n</script>\n<template>{ expires with expiration_ttl: {{ a }} }</template>\n`;
    expect(migrateProgram({ "a.vue": text })).toMatchObject({
      problems: [],
      findings: [{ status: "rewritten" }],
    });
  });
});
