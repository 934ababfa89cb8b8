// Large programs that are not tangled are followed to their end: what the search may take grows with their size.
import { parseForESLint } from "@typescript-eslint/parser";
import { expect, it } from "vitest";
import { applyEdits, detect } from "@kv-envelope/detector";

const URL_OF_KEY = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/${key}`";
const BODY = "JSON.stringify({ value, expiration_ttl: 60 })";
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** `LARGE=7000` takes half a minute; so many writes are more than a file could have before, and so are so many callers. */
const WRITES = Number(process.env["LARGE"] ?? 700);
const CALLS = 4100;
/** More than a call takes arguments. */
const OTHER_CALLS = 130_000;

it.each<readonly [what: string, text: string, findings: number]>([
  [
    "the writes of many functions",
    many(
      WRITES,
      (index) =>
        `export const save${index} = (key, value) => fetch(${URL_OF_KEY}, { method: "PUT", body: ${BODY} });`,
    ),
    WRITES,
  ],
  [
    "many calls of one writer",
    `const put = (key, body) => fetch(${URL_OF_KEY}, { method: "PUT", body });\n${many(CALLS, (index) => `export const save${index} = (key, value) => put("s" + key, ${BODY});`)}`,
    CALLS,
  ],
  [
    "a write among very many calls of anything else",
    `export const save = (key, value) => fetch(${URL_OF_KEY}, { method: "PUT", body: ${BODY} });\n${many(OTHER_CALLS, (index) => `run(${index});`)}`,
    1,
  ],
])("rewrites %s", (_what, text, count) => {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    filePath: "file.js",
    sourceType: "module",
  });
  const { findings, rewrite } = detect(
    { text, ast, scopeManager, visitorKeys },
    {},
    { edgeRuntimeVersion: () => null, manifestBindings: () => [] },
  );
  expect(findings).toHaveLength(count);
  expect(findings.filter(({ outcome }) => outcome.status === "left")).toEqual([]);
  const texts = [...rewrite()].map(([file, edits]) => applyEdits(file.text, edits));
  expect(texts.join("").match(/expiration_ttl/g)).toBeNull();
});
