// A script that only runs the service's command line is looked at, too.
import { expect, it } from "vitest";
import { migrateProgram } from "../../src/migrate.js";

const WRITER = `export const save = (v: string) =>
  fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/report\`, { method: "PUT", body: JSON.stringify({ value: v, expiration_ttl: 60 }) });
`;
const script = (key: string): string => `import { execFileSync } from "node:child_process";
const text = execFileSync("telnyx-edge", ["storage", "kv", "key", "get", "reports", "${key}"], { encoding: "utf8" });
console.log(JSON.parse(text).value);
`;

it("keeps the writes of what it reads", () => {
  const { findings } = migrateProgram({ "src/save.ts": WRITER, "scripts/show.mjs": script("report") });
  expect(findings).toMatchObject([
    { status: "left", reason: expect.stringMatching(/^the command at scripts\/show\.mjs:2:\d+ reads/) },
  ]);
});

it("keeps no writes of other keys", () => {
  const { findings } = migrateProgram({ "src/save.ts": WRITER, "scripts/show.mjs": script("other") });
  expect(findings).toMatchObject([{ status: "rewritten" }]);
});
