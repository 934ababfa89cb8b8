import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../support/documented.js";
import { lint } from "../support/lint.js";
import { Project } from "../support/project.js";

const manifest = (command: string): string =>
  JSON.stringify({ name: "job", type: "module", scripts: { seed: command } }, null, 2);

let project: Project;
beforeAll(() => {
  project = new Project({
    "eslint.config.mjs": page("editors-and-ci.md").file("`package.json`", "eslint.config.mjs"),
    "package.json": manifest("telnyx-edge storage kv key put sessions greeting hello --ttl 60"),
    // What the rules for code would take for a mistaken write, if it were code.
    "fixture.json": JSON.stringify({
      url: "https://api.telnyx.com/v2/storage/kvs/a/keys/b",
      method: "PUT",
      body: { value: "v", expiration_ttl: 60 },
    }),
    "kvs.json": JSON.stringify({
      scripts: { seed: "telnyx-edge storage kv key put sessions greeting hello --ttl 60" },
    }),
  });
});
afterAll(() => {
  project.remove();
});

describe("JSON", () => {
  it("a script of package.json is reported at the flag, and the suggestion drops it", async () => {
    const reports = await lint(project, "package.json");
    expect(reports).toMatchObject([
      { rule: "kv-envelope/no-cli-expiry-flags", marked: expect.stringMatching(/^--ttl/) },
    ]);
    expect(reports[0]?.suggestions.map(({ output }) => output)).toEqual([
      manifest("telnyx-edge storage kv key put sessions greeting hello"),
    ]);
  });

  it.each(["fixture.json", "kvs.json"])("the preset finds nothing in %s, which is data", async (file) => {
    expect(await lint(project, file)).toEqual([]);
  });
});
