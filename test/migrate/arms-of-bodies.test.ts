// Several texts that one request sends at different times: all of them are rewritten, or none.
import { migrateFile } from "@kv-envelope/codemod";
import type { Migration } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const START = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;`;
const SHORT = "JSON.stringify({ value, expiration_ttl: 60 })";
const LONG = "JSON.stringify({ value, expiration_ttl: 90, metadata: { long: true } })";
const PLAIN = "JSON.stringify({ value, pinned: true })";

const migrated = (statements: string, expiry?: "server"): Migration =>
  migrateFile({
    text: `${START}\nexport async function put(key, value, isLong) { ${statements} }\n`,
    fileName: "kv.mjs",
    ...(expiry && { settings: { expiry } }),
  });

const ways = (one: string, other: string): [string, string][] => [
  ["a condition", `await fetch(url(key), { method: "PUT", body: isLong ? ${one} : ${other} });`],
  [
    "branches",
    `let body; if (isLong) body = ${one}; else body = ${other}; await fetch(url(key), { method: "PUT", body });`,
  ],
  [
    "branches that make the options",
    `let init; if (isLong) init = { method: "PUT", body: ${one} }; else init = { method: "PUT", body: ${other} }; await fetch(url(key), init);`,
  ],
  [
    "branches that set the options' body",
    `const init = { method: "PUT" }; if (isLong) init.body = ${one}; else init.body = ${other}; await fetch(url(key), init);`,
  ],
  [
    "a condition of options",
    `await fetch(url(key), isLong ? { method: "PUT", body: ${one} } : { method: "PUT", body: ${other} });`,
  ],
  [
    "encoded arms",
    `await fetch(url(key), { method: "PUT", body: isLong ? Buffer.from(${one}) : new TextEncoder().encode(${other}) });`,
  ],
];

describe("what one request sends", () => {
  it.each(ways(LONG, SHORT))("by %s is rewritten whole", (_, statements) => {
    const { output, findings } = migrated(statements);
    expect(findings.map(({ status }) => status)).toEqual(["rewritten", "rewritten"]);
    expect(output).not.toMatch(/JSON\.stringify|unwrap/);
  });

  it.each(ways(PLAIN, SHORT))("by %s is rewritten where it has the field", (_, statements) => {
    const { output, findings } = migrated(statements);
    expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
    expect(output).toContain(PLAIN);
  });

  it.each([...ways(PLAIN, SHORT), ...ways(LONG, SHORT)])(
    "by %s is not told to the service, which would end the other, too",
    (_, statements) => {
      const { output, findings } = migrated(statements, "server");
      expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(["left"]));
      expect(output).toContain(statements);
    },
  );
});
