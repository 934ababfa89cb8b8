// Helpers that get the body in an options object: what its type says of the body counts, and nothing else of it.
import { describe, expect, it } from "vitest";
import { migrateFile } from "../../src/index.js";

const send = (parameter: string, body: string): string =>
  `const put = (key: string, ${parameter}) =>
  fetch(\`https://api.telnyx.com/v2/storage/kvs/n/keys/\${key}\`, { method: "PUT", body: JSON.stringify(${body}) });
export const save = (key: string, value: string) => put(key, { body: { value, expiration_ttl: 60 } });
`;

describe("a body in an options object", () => {
  it.each([
    ["o: { body: unknown }", "o.body"],
    ["o: { body?: object; headers?: Record<string, string> }", "o.body"],
    ["{ body }: { body: unknown }", "body"],
    ["o: any", "o.body"],
  ])("is rewritten where it has a type that takes any, %s", (parameter, body) => {
    const { findings, output } = migrateFile({ text: send(parameter, body), fileName: "a.ts" });
    expect(findings).toMatchObject([{ status: "rewritten" }]);
    expect(output).toMatch(/put\(key, \{ body: toEnvelope\(value, \{\s+ttlSeconds: 60/);
  });

  it.each([
    ["o: { body: { value: string; expiration_ttl: number } }", "o.body"],
    ["{ body }: { body: { value: string; expiration_ttl?: number } }", "body"],
  ])("is left where its type names the old fields, %s", (parameter, body) => {
    const { findings } = migrateFile({ text: send(parameter, body), fileName: "a.ts" });
    expect(findings).toMatchObject([
      { status: "left", reason: expect.stringMatching(/^a type annotation names the old fields/) as string },
    ]);
  });
});

describe("an option that only a type names", () => {
  const OPTIONS = `import { env } from "@telnyx/edge-runtime";
interface PutOptions { expirationTtl?: number; metadata?: unknown }
`;
  const put =
    "const cachePut = (key: string, text: string, options?: PutOptions) => env.CACHE.put(key, text, options);\n";
  const says = (text: string): readonly unknown[] =>
    migrateFile({
      text: OPTIONS + text,
      fileName: "a.ts",
      facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CACHE"] },
    }).findings.map(({ fields }) => fields);

  it.each([
    [
      "gives none of it",
      'export const save = (text: string) => cachePut("a", text, { expirationTtl: 60 });\n',
    ],
    ["gives no options", 'export const save = (text: string) => cachePut("a", text);\n'],
  ])("counts for nothing where the only caller %s", (_, save) => {
    expect(says(put + save)).toEqual([]);
  });

  it.each([
    ["who is not seen may give it", `export ${put}`],
    [
      "a caller gives it",
      `${put}export const save = (text: string) => cachePut("a", text, { metadata: {} });\n`,
    ],
    [
      "it is exported by its name",
      `${put}export const save = (text: string) => cachePut("a", text);\nexport { cachePut };\n`,
    ],
  ])("counts where %s", (_, text) => {
    expect(says(text)).toHaveLength(1);
  });
});
