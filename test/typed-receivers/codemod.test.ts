// The codemod over the same programs: each put is found and rewritten together with its get.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { migrateProgram } from "@kv-envelope/codemod";
import { expect, it } from "vitest";
import { marksIn, ofFrameworks, programs } from "./programs.js";

it.each([...programs, ...ofFrameworks])(
  "$name: each put and each get is rewritten",
  ({ name, text, marks }) => {
    const { findings, reads } = migrateProgram({ [name]: text });
    const seen = [
      ...findings.map(({ line, status }) => ({ line, what: `${line} put`, status })),
      ...reads.map(({ line, status }) => ({ line, what: `${line} get`, status })),
    ].sort((left, right) => left.line - right.line);
    expect(seen.map(({ what }) => what)).toEqual(marks);
    expect(seen.filter(({ status }) => status !== "rewritten")).toEqual([]);
  },
);

const ofCompiler = fileURLToPath(new URL("compiler/programs", import.meta.url));
const read = (name: string): string => readFileSync(path.join(ofCompiler, name), "utf8");
const declarations = Object.fromEntries(
  readdirSync(ofCompiler).flatMap((name) => (name.endsWith(".d.ts") ? [[name, read(name)]] : [])),
);
// In memory nothing is installed.
const runtime = `declare module "@telnyx/edge-runtime" {
${readFileSync(new URL("types/edge-runtime.d.ts", import.meta.url), "utf8")}}`;

it.each(["route.ts", "registry.ts", "inferred.ts"])(
  "%s: the compiler is asked where annotations do not tell",
  (name) => {
    const text = read(name);
    const { findings, reads } = migrateProgram({ ...declarations, [name]: text, "runtime.d.ts": runtime });
    const seen = [
      ...findings.map(({ line, status }) => ({ line, what: `${line} put ${status}` })),
      ...reads.map(({ line, status }) => ({ line, what: `${line} get ${status}` })),
    ].sort((left, right) => left.line - right.line);
    expect(seen.map(({ what }) => what)).toEqual(marksIn(text).map((mark) => `${mark} rewritten`));
  },
);

it("a name's declaration tells where the runtime is not installed", () => {
  const { findings, reads } = migrateProgram({ ...declarations, "route.ts": read("route.ts") });
  expect([...findings, ...reads].map(({ line, status }) => `${line} ${status}`)).toEqual([
    "5 rewritten",
    "7 rewritten",
  ]);
});
