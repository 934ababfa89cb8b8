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
