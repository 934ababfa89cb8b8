// In the languages of other plugins a root is no ESTree, and text that mentions the service is no program.
import css from "@eslint/css";
import json from "@eslint/json";
import markdown from "@eslint/markdown";
import html from "@html-eslint/eslint-plugin";
import { Linter } from "eslint";
import type { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import plugin from "@kv-envelope/eslint-plugin";

const ADDRESS = "https://api.telnyx.com/v2/storage/kvs/ns/keys/session-1";
const TEXT = `<p>${ADDRESS} expiration_ttl @kv-envelope/runtime telnyx-edge storage kv key put ns a "1" --ttl 60 env.KV.put</p>`;

type Language = NonNullable<ESLint.Plugin["languages"]>[string];

/** As an HTML language: its root is called like that of a program, and is none. */
function languageWith(root: string): Language {
  return {
    fileType: "text",
    lineStart: 1,
    columnStart: 0,
    nodeTypeKey: "type",
    visitorKeys: {},
    validateLanguageOptions: () => undefined,
    parse: (file) => ({ ok: true, ast: { type: root, body: String(file.body) } }),
    createSourceCode: (file, { ast }) => ({
      ast,
      text: String(file.body),
      getLoc: () => ({ start: { line: 1, column: 0 }, end: { line: 1, column: 0 } }),
      getRange: () => [0, 0],
      traverse: () => [
        { kind: 1, type: "visit", target: ast, phase: 1, args: [ast] },
        { kind: 1, type: "visit", target: ast, phase: 2, args: [ast] },
      ],
    }),
  };
}

const rules: Linter.RulesRecord = Object.fromEntries(
  Object.keys(plugin.rules).map((name) => [`kv-envelope/${name}`, "error"]),
);

function messagesIn(
  text: string,
  filename: string,
  language: string,
  plugins: Record<string, ESLint.Plugin>,
): string[] {
  const linter = new Linter({ configType: "flat" });
  const config = { files: ["**/*.*"], plugins: { ...plugins, "kv-envelope": plugin }, language, rules };
  return linter.verify(text, [config], filename).map(({ message }) => message);
}

describe("the rules in the languages of other plugins", () => {
  it.each([
    ["html/html", "Program", "page.html"],
    ["html/html", "Document", "package.html"],
    ["markdown/gfm", "root", "README.md"],
    ["css/css", "StyleSheet", "style.css"],
  ])("are silent in %s with the root %s", (language, root, filename) => {
    const [name = "", part = ""] = language.split("/");
    expect(
      messagesIn(TEXT, filename, language, { [name]: { languages: { [part]: languageWith(root) } } }),
    ).toEqual([]);
  });

  it.each([
    ["html/html", "page.html", `<!doctype html>${TEXT}<script>fetch("${ADDRESS}")</script>`],
    ["css/css", "style.css", `/* ${TEXT} */ a { background: url("${ADDRESS}"); }`],
    ["json/json", "data.json", JSON.stringify({ a: TEXT })],
    ["json/jsonc", "data.jsonc", `// ${TEXT}\n${JSON.stringify([ADDRESS])}`],
    ["json/json5", "data.json5", `{ a: '${ADDRESS}?expiration_ttl=60' }`],
    ["markdown/commonmark", "README.md", `# ${TEXT}\n\n\`${ADDRESS}\`\n`],
    ["markdown/gfm", "README.md", `| a |\n| --- |\n| ${TEXT} |\n`],
  ])("are silent in %s as its own plugin reads it", (language, filename, text) => {
    expect(messagesIn(text, filename, language, { html, css, json, markdown })).toEqual([]);
  });

  it("are silent in JSON that is no package.json", () => {
    expect(messagesIn(JSON.stringify({ scripts: { a: TEXT } }), "data.json", "json/json", { json })).toEqual(
      [],
    );
  });

  it("still report in JavaScript", () => {
    const code = `await fetch("${ADDRESS}", { method: "PUT", body: JSON.stringify({ value: 1, expiration_ttl: 60 }) });`;
    expect(messagesIn(code, "a.js", "@/js", {})).toEqual([expect.stringContaining("expiration_ttl")]);
  });
});
