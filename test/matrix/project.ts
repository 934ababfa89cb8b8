import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ruleExamples } from "../integrations/support/documented.js";

const FIELD = "expiration_ttl: 3600";
const KEY_URL = "`https://api.telnyx.com/v2/storage/kvs/sessions/keys/${key}`";
const WRITER = `export async function store(key: string, body: string): Promise<void> {\n  await fetch(${KEY_URL}, { method: "PUT", body });\n}\n`;
const CALLER = `import { store } from "./writer.js";\n\nexport const save = (value: string): Promise<void> => store("token", JSON.stringify({ value, ${FIELD} }));\n`;
const write = `fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value, ${FIELD} }) })`;

const RULE = "no-verbatim-fields";

const FLAT_CONFIG = `import kvEnvelope from "@kv-envelope/eslint-plugin";
import * as parser from "@typescript-eslint/parser";

export default [
  kvEnvelope.configs.all,
  { files: ["**/*.ts"], languageOptions: { parser } },
  { files: ["typed/**"], languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
];
`;

const LEGACY_CONFIG = {
  root: true,
  extends: ["plugin:@kv-envelope/all-legacy"],
  parserOptions: { ecmaVersion: 2022, sourceType: "module" },
  overrides: [
    { files: ["*.ts"], parser: "@typescript-eslint/parser" },
    { files: ["typed/**"], parserOptions: { projectService: true } },
  ],
};

/** Names what the package's types have, in an ES module and in a CommonJS one. */
const TYPE_USES = {
  "types/use.mts": `import kvEnvelope from "@kv-envelope/eslint-plugin";\nexport const name: string = kvEnvelope.configs.recommended.name;\nexport const rule: object = kvEnvelope.rules["${RULE}"];\n`,
  "types/use.cts": `import kvEnvelope = require("@kv-envelope/eslint-plugin");\nexport const version: string = kvEnvelope.meta.version;\nexport const legacy: readonly string[] = kvEnvelope.configs["recommended-legacy"].plugins;\n`,
};

const FILES: Readonly<Record<string, string>> = {
  "untyped/save.js": `export const save = (key, value) => ${write};\n`,
  "untyped/save.ts": `export const save = (key: string, value: string): Promise<Response> => ${write};\n`,
  // The same two files twice: only type information leads from the one to the other.
  "untyped/writer.ts": WRITER,
  "untyped/caller.ts": CALLER,
  "typed/writer.ts": WRITER,
  "typed/caller.ts": CALLER,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      module: "ESNext",
      moduleResolution: "Bundler",
      target: "ES2022",
      types: [],
      strict: true,
    },
    include: ["typed"],
  }),
  "eslint.config.mjs": FLAT_CONFIG,
  ".eslintrc.json": JSON.stringify(LEGACY_CONFIG),
  ...TYPE_USES,
  ...Object.fromEntries(Object.entries(ruleExamples()).map(([name, code]) => [`examples/${name}`, code])),
  // The package's own declarations are checked too, with all that they import.
  "types/tsconfig.json": JSON.stringify({
    compilerOptions: {
      module: "NodeNext",
      target: "ES2022",
      types: [],
      strict: true,
      noEmit: true,
      skipDefaultLibCheck: true,
    },
  }),
};

export const LINTED = ["untyped", "typed", "examples"];

/** Where a rule has to report in the files that are not out of the docs: the file, the line, and the columns from the field's start to its end. */
export const EXPECTED = ["typed/caller.ts", "untyped/save.js", "untyped/save.ts"].map((file) => {
  const lines = (FILES[file] ?? "").split("\n");
  const line = lines.findIndex((text) => text.includes(FIELD));
  const column = (lines[line] ?? "").indexOf(FIELD) + 1;
  return { file, ruleId: RULE, place: [line + 1, column, line + 1, column + FIELD.length] };
});

/** Writes the linted project beside what is installed in a folder. */
export function writeProject(folder: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
