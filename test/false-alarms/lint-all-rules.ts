import * as parser from "@typescript-eslint/parser";
import { Linter, type Rule } from "eslint";
import plugin from "@kv-envelope/eslint-plugin";

/**
 * Words that our rules' first look at a text asks for, so that none of them lets a file pass for want of
 * a word. A comment at the end: neither a hashbang nor a position changes.
 */
const EVIDENCE_WORDS = `
// @telnyx/edge-runtime /storage/kvs/ kvs kvPut kvGet expirationTtl ttl_secs metadata
// @kv-envelope/runtime encodeEnvelope putWithExpiry kvPutWithExpiry telnyx-edge storage kv key put --ttl
`;

/** What all rules together made of one file. */
export interface LintOfFile {
  /** `line:column rule: message`, a parse error included. */
  readonly messages: readonly string[];
  /** The rules that had something to visit in it: those that did not stop at the first look at its text. */
  readonly lookedBy: readonly string[];
  /** Milliseconds in our rules. */
  readonly ms: number;
}

interface Watch {
  readonly lookedBy: string[];
  ms: number;
}

/** A rule as it is, watched. */
function watched(name: string, rule: Rule.RuleModule, watch: Watch): Rule.RuleModule {
  const timed = <Result>(run: () => Result): Result => {
    const start = performance.now();
    try {
      return run();
    } finally {
      watch.ms += performance.now() - start;
    }
  };
  return {
    ...rule,
    create(context) {
      const visitor = Object.entries(timed(() => rule.create(context)));
      if (visitor.length > 0) watch.lookedBy.push(name);
      return Object.fromEntries(
        visitor.map(([selector, visit]) => [
          selector,
          (...args: readonly unknown[]): void => {
            timed(() => {
              if (visit !== undefined) Reflect.apply(visit, undefined, args);
            });
          },
        ]),
      );
    },
  };
}

export const ruleNames: readonly string[] = Object.keys(plugin.rules);

/** Lints a text with every rule of the plugin, without type information and without comments that silence. */
export function lintWithAllRules(filename: string, text: string, cwd: string): LintOfFile {
  const watch: Watch = { lookedBy: [], ms: 0 };
  const rules = Object.fromEntries(
    Object.entries(plugin.rules).map(([name, rule]) => [name, watched(name, rule, watch)]),
  );
  const messages = new Linter({ cwd }).verify(
    text + EVIDENCE_WORDS,
    [
      {
        files: ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"],
        plugins: { "kv-envelope": { rules } },
        rules: Object.fromEntries(ruleNames.map((name) => [`kv-envelope/${name}`, "error" as const])),
        languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      },
      { files: ["**/*.{ts,mts,cts,tsx}"], languageOptions: { parser } },
    ],
    { filename, allowInlineConfig: false },
  );
  return {
    messages: messages.map(
      ({ line, column, ruleId, message }) => `${line}:${column} ${ruleId ?? "parser"}: ${message}`,
    ),
    lookedBy: watch.lookedBy,
    ms: watch.ms,
  };
}
