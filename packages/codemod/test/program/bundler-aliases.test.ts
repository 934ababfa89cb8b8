// Aliases that a bundler or a framework has in its own configuration: what TypeScript is told of them is often made
// by the tool, and not in git.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "../../src/index.js";
import { project } from "../support/project.js";

const RAW = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
export const sendRaw = (key, body) => fetch(url(key), { method: "PUT", body });
`;
const saving = (specifier: string): string => `import { sendRaw } from "${specifier}";
export const save = (user) => sendRaw("a", JSON.stringify({ value: user, expiration_ttl: 60 }));
`;
const found = (files: Readonly<Record<string, string>>): string[] =>
  migrateProgram(files).findings.map(({ file, status }) => `${file} ${status}`);

describe("a writer behind an alias", () => {
  it.each([
    [
      "SvelteKit's own",
      { "svelte.config.js": "export default {};" },
      "src/lib/server/raw.js",
      "$lib/server/raw",
    ],
    [
      "one of SvelteKit's configuration",
      { "svelte.config.js": 'const config = { kit: { alias: { $kv: "src/kv" } } };\nexport default config;' },
      "src/kv/raw.js",
      "$kv/raw.js",
    ],
    [
      "a file alone, with a star",
      { "svelte.config.js": 'export default { kit: { alias: { "kv/*": "src/kv/*" } } };' },
      "src/kv/raw.js",
      "kv/raw",
    ],
    [
      "Nuxt's own",
      { "nuxt.config.ts": "export default defineNuxtConfig({});" },
      "server/raw.js",
      "~/server/raw",
    ],
    [
      "Nuxt's own, with its source in app/",
      { "nuxt.config.ts": "export default defineNuxtConfig({});", "app/app.js": "" },
      "app/raw.js",
      "@/raw",
    ],
    [
      "Nuxt's own, with its source elsewhere",
      { "nuxt.config.ts": 'export default defineNuxtConfig({ srcDir: "client/" });' },
      "client/raw.js",
      "~/raw",
    ],
    [
      "the root of Nuxt",
      { "nuxt.config.ts": "export default defineNuxtConfig({});" },
      "server/raw.js",
      "~~/server/raw",
    ],
    [
      "Vite's, a URL",
      {
        "vite.config.ts":
          'import { fileURLToPath, URL } from "node:url";\nexport default defineConfig({ resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } } });',
      },
      "src/raw.js",
      "@/raw.js",
    ],
    [
      "Vite's, a path below the root of the project",
      { "vite.config.js": 'export default { resolve: { alias: { "@/": "/src/" } } };' },
      "src/raw.js",
      "@/raw",
    ],
    [
      "Vite's, a list",
      {
        "vite.config.mjs":
          'import path from "node:path";\nconst alias = [{ find: "kv", replacement: path.resolve(import.meta.dirname, "src/raw.js") }];\nexport default { resolve: { alias } };',
      },
      "src/raw.js",
      "kv",
    ],
    [
      "webpack's, by a function",
      {
        "webpack.config.cjs":
          'const path = require("path");\nconst at = (to) => path.join(__dirname, "src", to);\nmodule.exports = { resolve: { alias: { "@kv": at("kv") } } };',
      },
      "src/kv/raw.js",
      "@kv/raw",
    ],
    [
      "Astro's, of its Vite",
      {
        "astro.config.mjs":
          "export default { vite: { resolve: { alias: { '~': `${process.cwd()}/src` } } } };",
      },
      "src/raw.js",
      "~/raw",
    ],
  ])("is found: %s", (_, config, raw, specifier) => {
    expect(found({ ...config, [raw]: RAW, "routes/save.js": saving(specifier) })).toEqual([
      "routes/save.js rewritten",
    ]);
  });

  it("is that of the nearest configuration", () => {
    const config = 'export default { resolve: { alias: { "@": "/src" } } };';
    const other = "export const sendRaw = (key, body) => redis.set(key, body);";
    const files = {
      "a/vite.config.js": config,
      "a/src/raw.js": RAW,
      "a/src/save.js": saving("@/raw"),
      "b/vite.config.js": config,
      "b/src/raw.js": other,
      "b/src/save.js": saving("@/raw"),
    };
    expect(found(files)).toEqual(["a/src/save.js rewritten"]);
  });

  it.each([
    ["that only the run knows", 'export default { resolve: { alias: { "@": process.env.SOURCE } } };'],
    ["in a configuration that can't be parsed", "export default { resolve: {"],
    ["of no path", 'export default { resolve: { alias: { "@": 1, [name]: "/src", ...others } } };'],
  ])("leads nowhere if it is one %s", (_, config) => {
    expect(found({ "vite.config.js": config, "src/raw.js": RAW, "save.js": saving("@/raw") })).toEqual([]);
  });

  it("that is not known is a line, and what a framework makes is none", async () => {
    const files = {
      "package.json": '{ "type": "module" }',
      "src/raw.js": RAW + 'export const put = () => sendRaw("a", JSON.stringify({ value: 1, ttl: 2 }));\n',
      "src/save.js": `import { KEY } from "$env/static/private";\nimport { getEnv } from "astro:env/server";\n${saving("@/raw")}`,
    };
    const { stderr } = await project(files).cli("--check");
    expect(stderr).toBe(
      'kv-envelope: src/save.js: "@/raw" is an alias that is not known here; what it exports is not seen\n',
    );
  });
});
