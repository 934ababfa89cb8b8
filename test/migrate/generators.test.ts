// A generator gives its caller one value after the other, and returns none.
import { describe, expect, it } from "vitest";
import { migrateFile } from "@kv-envelope/codemod";

const START = `import { encodeEnvelope } from "@kv-envelope/runtime";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
`;
const OBJECTS = "function* bodies(value, ttl) { yield { value, expiration_ttl: ttl }; }";
const TEXTS = "function* bodies(value, ttl) { yield JSON.stringify({ value, expiration_ttl: ttl }); }";
const writing = (loop: string, body: string): string =>
  `export async function put(key, value, ttl) { ${loop} await fetch(url(key), { method: "PUT", body: ${body} }); }`;
const eachOf = (source: string): string => `for (const body of ${source})`;

const migrated = (...lines: readonly string[]): ReturnType<typeof migrateFile> =>
  migrateFile({ text: START + lines.join("\n"), fileName: "a.mjs" });

describe("payloads that a generator yields", () => {
  it.each([
    ["in a loop", OBJECTS, eachOf("bodies(value, ttl)")],
    ["in a loop that waits", `async ${OBJECTS}`, "for await (const body of bodies(value, ttl))"],
    ["taken apart", OBJECTS, "const [body] = bodies(value, ttl);"],
    [
      "through another one",
      `function* inner(v, t) { yield { value: v, expiration_ttl: t }; }\nfunction* bodies(value, ttl) { yield* inner(value, ttl); }`,
      eachOf("bodies(value, ttl)"),
    ],
    [
      "of a class",
      `class Queue { *bodies(value, ttl) { yield { value, expiration_ttl: ttl }; } }\nconst queue = new Queue();`,
      eachOf("queue.bodies(value, ttl)"),
    ],
    [
      "one with a ttl, one without",
      "function* bodies(value, ttl) { yield { value, expiration_ttl: ttl }; yield { value }; }",
      eachOf("bodies(value, ttl)"),
    ],
    [
      "and not what it returns in the end",
      `${OBJECTS.slice(0, -2)}; return "done"; }`,
      eachOf("bodies(value, ttl)"),
    ],
  ])("are found and rewritten where they are sent: %s", (_, generator, loop) => {
    const { findings, output } = migrated(generator, writing(loop, "JSON.stringify(body)"));
    expect(findings).toMatchObject([{ status: "rewritten" }]);
    expect(output).toContain(generator);
    expect(output).toMatch(/body: encodeEnvelope\(body\.value, \{/);
  });

  it("are rewritten where they are made to texts, if the loop alone gets them", () => {
    const { findings, output } = migrated(TEXTS, writing(eachOf("bodies(value, ttl)"), "body"));
    expect(findings).toMatchObject([{ status: "rewritten" }]);
    expect(output).toContain("yield encodeEnvelope(value, { ttlSeconds: ttl });");
  });

  it.each([
    ["another loop", "export const show = (v) => { for (const text of bodies(v, 1)) send(text); };"],
    ["a list", "export const all = (v) => [...bodies(v, 1)];"],
    ["a function that is not seen", "export const all = (v) => send(bodies(v, 1));"],
    ["who takes one of them", "export const one = (v) => bodies(v, 1).next().value;"],
  ])("stay as they are where %s gets the texts too", (_, other) => {
    const { findings } = migrated(TEXTS, other, writing(eachOf("bodies(value, ttl)"), "body"));
    expect(findings).toMatchObject([
      { status: "left", reason: expect.stringContaining("is also used at line 4") },
    ]);
  });
});
