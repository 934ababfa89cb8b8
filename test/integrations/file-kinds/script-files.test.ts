import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../support/documented.js";
import { lint } from "../support/lint.js";
import { Project } from "../support/project.js";
import { FIELD, sample } from "../support/sample.js";

const CONFIG = page("editors-and-ci.md").file("JavaScript and TypeScript", "eslint.config.mjs");

const COMMON_JS = 'const { encodeEnvelope } = require("@kv-envelope/runtime");';

/** Each is an error in the other kinds of its language: JSX in a plain script, `<T>` and `<string>` in TSX. */
const samples = {
  "save.js": sample("IMPORT\n\nexport const save = (key, token) => WRITE;\n"),
  "save.mjs": sample('import "dotenv/config";\nIMPORT\n\nexport const save = (key, token) => WRITE;\n'),
  "save.cjs": sample("IMPORT\n\nexports.save = (key, token) => WRITE;\n", COMMON_JS),
  "save.jsx": sample(
    "IMPORT\n\nexport const Save = ({ key, token }) => <button onClick={() => WRITE}>Save</button>;\n",
  ),
  "save.ts": sample(
    "IMPORT\n\nconst first = <T>(of: T[]): T => of[0];\nexport const save = (key: string, of: unknown[]) => {\n  const token = <string>first(of);\n  return WRITE;\n};\n",
  ),
  "save.mts": sample(
    "IMPORT\n\nexport const save = (key: string, given: unknown) => {\n  const token = <string>given;\n  return WRITE;\n};\n",
  ),
  "save.cts": sample(
    'IMPORT\nconst ids: Map<string, string> = require("./ids.cjs");\nexport = (key: string) => {\n  const token = <string>ids.get(key);\n  return WRITE;\n};\n',
    'import kvEnvelope = require("@kv-envelope/runtime");',
  ),
  "save.tsx": sample(
    "IMPORT\n\nexport const Save = <T extends { token: string }>({ token }: T, key: string) => <button onClick={() => WRITE}>Save</button>;\n",
  ),
};

let project: Project;
beforeAll(() => {
  project = new Project({
    "eslint.config.mjs": CONFIG,
    ...Object.fromEntries(Object.entries(samples).map(([file, { before }]) => [file, before])),
  });
});
afterAll(() => {
  project.remove();
});

describe.each(Object.entries(samples))("%s", (file, { after }) => {
  it("is reported at the field, and the suggestion repairs it", async () => {
    const reports = await lint(project, file);
    expect(reports).toMatchObject([{ rule: "kv-envelope/no-verbatim-fields", marked: FIELD }]);
    expect(reports[0]?.suggestions.map(({ output }) => output)).toEqual([
      file.endsWith(".cts") ? after.replace(/(?<!\.)encodeEnvelope/, "kvEnvelope.encodeEnvelope") : after,
    ]);
  });
});

it("tells the kinds apart: the same texts are errors under another extension", async () => {
  project.write({ "wrong.tsx": samples["save.ts"].before, "wrong.ts": samples["save.tsx"].before });
  const reports = await lint(project, "wrong.tsx", "wrong.ts");
  expect(reports.map(({ rule, message }) => [rule, message.split(":")[0]])).toEqual([
    [null, "Parsing error"],
    [null, "Parsing error"],
  ]);
});
