// Frameworks whose files name what some folders export, without an import.
import { describe, expect, it } from "vitest";
import { migrateProgram } from "@kv-envelope/codemod";

const URL_OF_KEY = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/${key}`";
const STORE = `export const kvSave = (key, body) => fetch(${URL_OF_KEY}, { method: "PUT", body: JSON.stringify(body) });
export const kvLoad = async (key) => (await fetch(${URL_OF_KEY})).json();
`;
const HANDLERS = `export const save = (key, value) => kvSave(key, { value, expiration_ttl: 60 });
export const load = async (key) => (await kvLoad(key)).value;
`;

const migrated = (files: Readonly<Record<string, string>>) => {
  const { findings, reads, files: after } = migrateProgram(files);
  return {
    after,
    findings: findings.map(({ file, line, status }) => `${file}:${line} ${status}`),
    reads: reads.map(({ file, line, status }) => `${file}:${line} ${status}`),
  };
};

describe("what a file names without an import", () => {
  it.each([
    [
      "Nitro's utilities",
      { "nitro.config.ts": "", "server/utils/kv.js": STORE, "server/api/a.js": HANDLERS },
      "server/utils/kv.js",
    ],
    [
      "Nuxt's",
      { "nuxt.config.ts": "", "server/utils/deep/kv.js": STORE, "server/api/a.js": HANDLERS },
      "server/utils/deep/kv.js",
    ],
    [
      "composables",
      { "web/nuxt.config.mjs": "", "web/app/composables/kv.js": STORE, "web/app/a.js": HANDLERS },
      "web/app/composables/kv.js",
    ],
    [
      "what generated declarations lead to",
      {
        "auto-imports.d.ts":
          "declare global {\n  const kvSave: typeof import('./lib/kv')['kvSave']\n}\nexport {}\n",
        "lib/kv.js": STORE,
        "a.js": HANDLERS,
      },
      "lib/kv.js",
    ],
  ])("is followed: %s", (_, files, store) => {
    const { findings, reads, after } = migrated(files);
    expect(findings).toEqual([expect.stringMatching(/a\.js:1 rewritten$/)]);
    expect(reads).toEqual([`${store}:2 rewritten`]);
    expect(after[store]).toContain('as: "payload", legacy: true');
    expect(migrated(after).after).toEqual(after);
  });

  it.each([
    ["no framework imports it", { "server/utils/kv.js": STORE, "server/api/a.js": HANDLERS }],
    [
      "it is of another folder",
      { "nuxt.config.ts": "", "server/lib/kv.js": STORE, "server/api/a.js": HANDLERS },
    ],
    [
      "it is of another application",
      { "one/nuxt.config.ts": "", "one/utils/kv.js": STORE, "two/nuxt.config.ts": "", "two/a.js": HANDLERS },
    ],
    [
      "the file has one of its own",
      {
        "nuxt.config.ts": "",
        "utils/kv.js": STORE,
        "a.js": `${HANDLERS}function kvSave() {}\nfunction kvLoad() {}\n`,
      },
    ],
  ])("is not where %s", (_, files) => {
    expect(migrated(files).findings).toEqual([]);
  });

  it("is the first of two that export the name", () => {
    const files = { "nuxt.config.ts": "", "utils/a.js": STORE, "utils/b.js": STORE, "app/a.js": HANDLERS };
    expect(migrated(files).findings).toEqual(["app/a.js:1 rewritten"]);
  });
});
