// What ESLint's suggestions make of a file under the service's own expiry.
import plugin from "@kv-envelope/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import path from "node:path";

const RULE = "kv-envelope/no-verbatim-fields";

function lintForServer(file: string, text: string): Linter.LintMessage[] {
  const linter = new Linter({ cwd: path.dirname(file) });
  const sourceType = file.endsWith(".cjs") ? "commonjs" : "module";
  return linter.verify(
    text,
    [
      { files: ["**/*"], languageOptions: { parser, sourceType } },
      { plugins: { "kv-envelope": plugin }, rules: { [RULE]: "error" } },
      { settings: { "kv-envelope": { expiry: "server" } } },
    ],
    file,
  );
}

/** The message of what moves a ttl to the service, and not into an envelope: that alone is offered where it can't. */
const SUGGESTED = "moveToServer";

/**
 * What is suggested for the service's own expiry, applied one after the other.
 * @throws where what was suggested does not parse
 */
export function suggestedIn(file: string, original: string): { text: string; isLeft: boolean } {
  let text = original;
  for (;;) {
    const messages = lintForServer(file, text);
    const broken = messages.find(({ fatal }) => fatal);
    if (broken !== undefined) throw new Error(`the suggested code does not parse: ${broken.message}`);
    const fix = messages
      .flatMap(({ suggestions = [] }) => suggestions)
      .find(({ messageId }) => messageId === SUGGESTED)?.fix;
    if (fix === undefined) return { text, isLeft: messages.length > 0 };
    text = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
  }
}
