import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../support/documented.js";
import { lint } from "../support/lint.js";
import { Project } from "../support/project.js";
import { FIELD, sample } from "../support/sample.js";

const inFence = sample(
  [
    "# Sessions",
    "",
    "Written with `expiration_ttl`:",
    "",
    "```js",
    "IMPORT",
    "",
    "export const save = (key, token) => WRITE;",
    "```",
    "",
    "Other text.",
    "",
  ].join("\n"),
);
const inList = sample(
  [
    "1. In TypeScript",
    "   ```ts",
    "   IMPORT",
    "   ",
    "   const token: string = key;",
    "   WRITE;",
    "   ```",
    "",
  ].join("\n"),
);
const notCode = inFence.before.replace("```js", "```text");

let project: Project;
beforeAll(() => {
  project = new Project({
    "eslint.config.mjs": page("editors-and-ci.md").file("Markdown", "eslint.config.mjs"),
    "fence.md": inFence.before,
    "list.md": inList.before.replace(/^ {3}$\n/m, ""),
    "text.md": notCode,
  });
});
afterAll(() => {
  project.remove();
});

describe("a code fence in Markdown", () => {
  it("is reported at its place on the page, and the suggestion changes the fence alone", async () => {
    const reports = await lint(project, "fence.md");
    expect(reports).toMatchObject([{ rule: "kv-envelope/no-verbatim-fields", marked: FIELD }]);
    expect(reports[0]?.suggestions.map(({ output }) => output)).toEqual([inFence.after]);
  });

  it("is repaired with the indentation of the list that it stands in", async () => {
    const reports = await lint(project, "list.md");
    expect(reports.map(({ rule }) => rule)).toEqual(["kv-envelope/no-verbatim-fields"]);
    expect(reports[0]?.suggestions.map(({ output }) => output)).toEqual([inList.after]);
  });

  it("is left alone if it is no code", async () => {
    expect(notCode).toContain(FIELD);
    expect(await lint(project, "text.md")).toEqual([]);
  });
});
