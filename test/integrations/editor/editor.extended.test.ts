import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../support/documented.js";
import { Project } from "../support/project.js";
import { FIELD, sample } from "../support/sample.js";
import { Editor } from "./editor.js";

const docs = page("editors-and-ci.md");

const typescript = sample(
  "IMPORT\n\nexport const save = (key: string, token: string): Promise<Response> => WRITE;\n",
);
const vue = sample("<script setup>\nIMPORT\n\nconst save = (key, token) => WRITE;\n</script>\n");
const correct = typescript.after;

let project: Project;
let editor: Editor;
beforeAll(async () => {
  project = new Project({
    "eslint.config.mjs": docs.file("JavaScript and TypeScript", "eslint.config.mjs"),
    "save.ts": typescript.before,
    "correct.ts": correct,
    "components/eslint.config.mjs": docs.file("Vue", "eslint.config.mjs"),
    "components/Save.vue": vue.before,
  });
  editor = await Editor.start(project);
  await editor.open("save.ts", "typescript");
  await editor.open("correct.ts", "typescript");
  await editor.open("components/Save.vue", "vue");
});
afterAll(async () => {
  await editor.stop();
  project.remove();
});

/** Opens a file, takes the suggestion at its one report, and gives the text as it is then. */
async function repair(file: string): Promise<string> {
  const [diagnostic, ...others] = await editor.diagnostics(file);
  if (diagnostic === undefined || others.length > 0) throw new Error(`${file} has not one report`);
  const suggestion = (await editor.actions(file, diagnostic)).find(({ title }) =>
    title.startsWith("Write an expiry envelope"),
  );
  if (suggestion === undefined) throw new Error("no suggestion is offered");
  await editor.run(suggestion);
  return editor.textOf(file);
}

describe("in VS Code's language server", () => {
  it("a write is marked at the field, with the rule's name and the page of its docs", async () => {
    const diagnostics = await editor.diagnostics("save.ts");
    const character = typescript.before.indexOf(FIELD);
    expect(diagnostics).toMatchObject([
      {
        range: { start: { line: 0, character }, end: { line: 0, character: character + FIELD.length } },
        severity: 1,
        source: "eslint",
        code: "kv-envelope/no-verbatim-fields",
        codeDescription: { href: expect.stringMatching(/docs\/rules\/no-verbatim-fields\.md$/) },
        message: expect.stringMatching(/^Telnyx KV ignores `expiration_ttl` in a body/),
      },
    ]);
  });

  it("the light bulb offers the suggestion as a quick fix, and the rule's docs", async () => {
    const [diagnostic] = await editor.diagnostics("save.ts");
    if (diagnostic === undefined) throw new Error("nothing is marked");
    const actions = await editor.actions("save.ts", diagnostic);
    expect(actions.map(({ kind, title }) => [kind, title])).toEqual([
      [
        "quickfix",
        "Write an expiry envelope, and adapt its reads in this file. (kv-envelope/no-verbatim-fields)",
      ],
      [
        "quickfix",
        "Let the service expire the key, where its namespace can. (kv-envelope/no-verbatim-fields)",
      ],
      ["quickfix", "Disable kv-envelope/no-verbatim-fields for this line"],
      ["quickfix", "Disable kv-envelope/no-verbatim-fields for the entire file"],
      ["quickfix", "Show documentation for kv-envelope/no-verbatim-fields"],
    ]);
    const [documentation] = actions.slice(-1);
    if (documentation !== undefined) await editor.run(documentation);
    expect(editor.openedPages).toEqual([diagnostic.codeDescription?.href]);
  });

  it("the quick fix repairs the document, and it is clean then", async () => {
    expect(await repair("save.ts")).toBe(typescript.after);
    expect(await editor.diagnostics("save.ts")).toEqual([]);
  });

  it("so it does in a component", async () => {
    expect(await repair("components/Save.vue")).toBe(vue.after);
    expect(await editor.diagnostics("components/Save.vue")).toEqual([]);
  });

  it("nothing is marked in a correct document", async () => {
    expect(await editor.diagnostics("correct.ts")).toEqual([]);
  });
});
