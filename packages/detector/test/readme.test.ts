import { readFileSync } from "node:fs";
import { parseForESLint } from "@typescript-eslint/parser";
import { applyEdits, detect } from "@kv-envelope/detector";
import { expect, it } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("the example of the README gives what its comments say", () => {
  const literal = /^const text = '(.+)';$/m.exec(readme)?.[1] ?? "";
  const text = literal.replaceAll("\\n", "\n");
  const file = { text, ...parseForESLint(text, { filePath: "a.ts", sourceType: "module" }) };
  const { findings, rewrite } = detect(
    file,
    {},
    { edgeRuntimeVersion: () => null, manifestBindings: () => [] },
  );

  const field = /^findings.+ \/\/ "(.+)"$/m.exec(readme)?.[1];
  expect(findings.map(({ fields }) => fields.map(({ name }) => name))).toEqual([[field]]);
  const output = [...readme.matchAll(/^\/\/ ?(.*)$/gm)].map(([, line = ""]) => line).join("\n");
  expect(applyEdits(text, rewrite().get(file) ?? []).trim()).toBe(output);
});
