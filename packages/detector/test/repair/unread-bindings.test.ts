// A write is left where something that has its binding's name is read and is not known as a read.
import { describe, expect, it } from "vitest";
import { detect } from "@kv-envelope/detector";
import { parseFile } from "../../../codemod/src/source/parse.js";

const WRITE = `import type { KvNamespace } from "@telnyx/edge-runtime";
export const save = (env: { S: KvNamespace }) => env.S.put("a", "v", { metadata: { at: 1 } });
`;

const outcomeWith = (read: string): string => {
  const { findings } = detect(
    parseFile(WRITE + read, "worker.ts"),
    {},
    { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => [] },
  );
  const [finding, ...others] = findings;
  expect(others).toEqual([]);
  return finding?.outcome.status === "left"
    ? finding.outcome.reason
    : (finding?.outcome.status ?? "not found");
};

describe("a write to a binding", () => {
  it.each([
    ["a handler's parameter without a type", "export const load = (c) => c.env.S.get(c.key);"],
    ["a binding that a pattern takes", "export const load = ({ S }) => S.get(key);"],
    ["with its metadata", "export const load = (c) => c.env.S.getWithMetadata(c.key);"],
  ])("is left beside a read of its name: %s", (_, read) => {
    expect(outcomeWith(read)).toMatch(
      /^what has the binding's name is read at line 3, column \d+, and nothing says/,
    );
  });

  it.each([
    ["a typed binding", "export const load = (env: { S: KvNamespace }) => env.S.get(key);"],
    ["a Map of that name", "const S = new Map(); export const load = (key) => S.get(key);"],
    ["another binding", "export const load = (c) => c.env.T.get(c.key);"],
    ["a call without a key", "export const load = (c) => c.env.S.get();"],
  ])("is rewritten beside %s", (_, read) => {
    expect(outcomeWith(read)).toBe("rewritable");
  });
});

it("counts a read of one of several bindings as one of each", () => {
  const { findings, reads } = detect(
    parseFile(
      `import { env } from "@telnyx/edge-runtime";
export const save = () => env.FAR.put("a", "v", { metadata: { at: 1 } });
export async function load(key) { for (const layer of [env.NEAR, env.FAR]) { const text = await layer.get(key); if (text !== null) return text; } }
`,
      "worker.js",
    ),
    {},
    { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => [] },
  );
  expect(findings.map(({ outcome }) => outcome.status)).toEqual(["rewritable"]);
  expect(reads.map(({ outcome }) => outcome.status)).toEqual(["rewritable"]);
});
