// `--helpers file=PATH`: the file that the helpers were written into is known as their module, by lint and by a later run
// that is not told of it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { HELPERS_MARK, projectFactsFor } from "@kv-envelope/project-facts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lintText } from "./lint.js";

const PROGRAM = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
export const put = (key, value, ttl) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: ttl }) });
export const tag = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, metadata: { a: 1 } }) });
export const get = async (key) => (await (await fetch(url(key))).json()).value;
`;

let root = "";
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "kv-envelope-helpers-"));
  writeFileSync(path.join(root, "kv.mjs"), `// ${HELPERS_MARK}kv.mjs\`\nexport {};\n`);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const migrate = (text: string, settings: Settings, helpers?: string): ReturnType<typeof migrateFile> => {
  const fileName = path.join(root, "store.mjs");
  const facts = projectFactsFor(fileName);
  return migrateFile({
    text,
    fileName,
    settings,
    facts: helpers === undefined ? facts : { ...facts, helpersModule: () => helpers },
  });
};

describe.each<Settings>([{}, { expiry: "server" }, { expiry: "both" }])("with %j", (settings) => {
  const migrated = (): string => migrate(PROGRAM, settings, "./kv.mjs").output;

  it("lint reports nothing after a run with a file of helpers", () => {
    expect(migrated()).toContain('from "./kv.mjs"');
    expect(lintText(path.join(root, "store.mjs"), migrated(), settings)).toEqual([]);
  });

  it("a later run that is not told of the file has nothing to do", () => {
    expect(migrate(migrated(), settings).output).toBe(migrated());
  });
});

it("a later run takes more helpers from the same file", () => {
  const first = migrate(PROGRAM, { expiry: "server" }, "./kv.mjs").output;
  const second = migrate(first, {}).output;
  expect(second).toContain('import { encodeEnvelope, ttlSeconds, unwrapResponse, withTtl } from "./kv.mjs"');
});

it("what its helpers put into envelopes is ended by the service, too", () => {
  const first = migrate(PROGRAM, {}, "./kv.mjs").output;
  const second = migrate(first, { expiry: "server", envelopes: true }).output;
  expect(second).toContain(
    'fetch(withTtl(url(key), ttlSeconds(ttl)), { method: "PUT", body: encodeEnvelope(value) })',
  );
});
