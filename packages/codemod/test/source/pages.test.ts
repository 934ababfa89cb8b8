// Code fences of Markdown: each is a program by itself, at its place in the page.
import { describe, expect, it } from "vitest";
import { codeFencesIn } from "../../src/source/code-fences.js";
import { project } from "../support/project.js";

const URL_OF = "`https://api.telnyx.com/v2/storage/kvs/${ns}/keys/${id}`";
const WRITE = `await fetch(${URL_OF}, { method: "PUT", body: JSON.stringify({ value: token, expiration_ttl: 60 }) });`;
const WRITTEN = `await fetch(${URL_OF}, { method: "PUT", body: encodeEnvelope(token, { ttlSeconds: 60 }) });`;
const IMPORT = 'import { encodeEnvelope } from "@kv-envelope/runtime";';
const fence = (language: string, ...lines: readonly string[]): string =>
  ["```" + language, ...lines, "```", ""].join("\n");

async function migrated(page: string, name = "guide.md"): Promise<string> {
  const { cli, read } = project({ [name]: page });
  await cli("--markdown", "--write");
  return read(name);
}

describe("a page of Markdown", () => {
  it("is not looked at unless that is asked for", async () => {
    const { cli } = project({ "guide.md": fence("js", WRITE), "a.js": "" });
    const { stdout, code } = await cli("--check");
    expect([code, stdout]).toEqual([0, expect.stringContaining("nothing to do; files 1 listed")]);
  });

  it("says so if it is named", async () => {
    const { stderr, code } = await project({ "guide.md": fence("js", WRITE) }).cli("guide.md", "--check");
    expect([code, stderr]).toEqual([
      2,
      "kv-envelope: guide.md: is a page of Markdown: --markdown looks at its code fences\n",
    ]);
  });

  it.each([["js"], ['ts title="save.ts"'], ["TypeScript"], ["{.js}"], ["jsx {1,3}"]])(
    "has its fence rewritten in place: %s",
    async (language) => {
      const page = (...lines: readonly string[]): string => `# A\n\n${fence(language, ...lines)}\nThe end.\n`;
      expect(await migrated(page(WRITE))).toBe(page(IMPORT, "", WRITTEN));
    },
  );

  it("has each fence rewritten by itself", async () => {
    const page = `${fence("js", WRITE)}\n${fence("js", "const other = 1;")}\n${fence("mjs", WRITE)}`;
    expect((await migrated(page, "docs/guide.mdx")).split(IMPORT)).toHaveLength(3);
  });

  it("keeps the line ends, the BOM and what stands in a list", async () => {
    const page = (...lines: readonly string[]): string =>
      "\uFEFF1. First\n\n" + fence("js", ...lines).replaceAll(/^(?=.)/gm, "   ");
    const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
    expect(await migrated(crlf(page(WRITE)))).toBe(crlf(page(IMPORT, "", WRITTEN)));
  });

  it.each([
    ["another language", fence("json", '{ "value": 1, "expiration_ttl": 60 }')],
    ["no language", fence("", WRITE)],
    ["code within a line", `The code \`${WRITE.replaceAll("`", "'")}\` writes.\n`],
    [
      "another vendor's code",
      fence("js", WRITE.replace("api.telnyx.com", "kv.example.com").replace("kvs", "kv")),
    ],
  ])("stays as it is: %s", async (_, page) => {
    expect(await migrated(page)).toBe(page);
  });

  it("names a fence that can't be parsed, and the place of each finding in the page", async () => {
    const page = `# A\n\n${fence("js", "...", WRITE)}\n- b\n\n${fence("js", "const a = 1;", WRITE)}`;
    const { stdout, stderr, code } = await project({ "guide.md": page }).cli("--markdown", "--check");
    expect(stderr).toMatch(
      /^kv-envelope: guide\.md: the code fence at line 3 is not looked at: it can't be parsed: 4:\d+ .+\n$/,
    );
    expect(stdout).toMatch(/^guide\.md:12:\d+ http expiration_ttl to rewrite\n/);
    expect(code).toBe(1);
  });

  it("comes back by undo, and has nothing to do with the program's stores", async () => {
    const reading = "export const ttl = async (id) => (await (await fetch(URL(id))).json()).expiration_ttl;";
    const files = { "guide.md": fence("js", WRITE), "ttl.js": reading.replace("URL(id)", URL_OF) };
    const { cli, read } = project(files);
    expect((await cli("--markdown", "--write")).code).toBe(0);
    expect(read("guide.md")).toContain(WRITTEN);
    expect((await cli("--markdown", "--write")).stdout).toContain("0 changed, 2 unchanged");
    await cli("undo");
    expect(read("guide.md")).toBe(files["guide.md"]);
  });
});

describe("the fences of a page", () => {
  const found = (text: string): string[] =>
    codeFencesIn(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ["longer than what is in them", "````js\n```\na\n````\n", ["```\na\n"]],
    ["of tildes", "~~~ts\na\n```\n~~~\n", ["a\n```\n"]],
    ["without an end", "```js\na\n", ["a\n"]],
    ["that are empty", "```js\n```\n", [""]],
    ["behind a list's mark", "- ```js\n  a\n  ```\n", ["  a\n"]],
    ["with a backtick behind them, which are none", "```js `a`\nb\n", []],
  ])("are those %s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
