// ESLint with the built plugin's recommended preset, as a user's eslint.config.mjs has it.
import { relative, sep } from "node:path";
import parser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import { builtFile } from "./built.mjs";

/** The findings in a folder's src, in the order of file and position. */
export async function lint(dir) {
  const { default: plugin } = await import(builtFile("packages/eslint-plugin/dist/index.js").href);
  const eslint = new ESLint({
    cwd: dir,
    overrideConfigFile: true,
    overrideConfig: [{ files: ["**/*.ts"], languageOptions: { parser } }, plugin.configs.recommended].flat(),
  });
  const results = await eslint.lintFiles(["src"]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, message }) => ({
      file: relative(dir, filePath).split(sep).join("/"),
      line,
      column,
      message,
    })),
  );
}
