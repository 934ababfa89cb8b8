import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { NO_PROGRESS, progressFor } from "../../src/cli/progress.js";
import { colourWish } from "../../src/report/style.js";
import { FLAGGED, project } from "../support/project.js";
import { runInTerminal } from "../support/terminal.js";

const COLOURS = /\u001B\[\d+m/;
const BAR = /[█░]/;

/** What a first run shows of one write, on a screen of 100 columns. */
const FIRST_RUN = [
  "diff --git a/save.js b/save.js",
  "--- a/save.js",
  "+++ b/save.js",
  "@@ -1,7 +1,9 @@",
  '+import { encodeEnvelope } from "@kv-envelope/runtime";',
  "+",
  " export async function save(id, token) {",
  "   await fetch(`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/session-${id}`, {",
  '     method: "PUT",',
  "     headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },",
  "-    body: JSON.stringify({ value: token, expiration_ttl: 3600 }),",
  "+    body: encodeEnvelope(token, { ttlSeconds: 3600 }),",
  "   });",
  " }",
  "",
  "kv-envelope: dry run, nothing was changed",
  "  files   1 listed: 1 to change, 0 unchanged, 0 skipped, 0 failed",
  "  writes  1 with verbatim fields (1 http): 1 to rewrite, 0 left",
  "  reads   0 of those stores",
  "",
  "Next",
  "  - Apply it: the same command with --write.",
  "  - npm install @kv-envelope/runtime: rewritten code imports it, and package.json does not list it.",
  "  - Deploy the readers first: an older version of the program that meets an envelope hands it on as",
  "    the value. Everything that reads these stores must be tolerant before the first envelope is",
  "    written.",
  "  - Does another service, script or dashboard read these stores? It can't be seen from here and",
  "    needs a tolerant read too.",
];

describe("a first run in a terminal", () => {
  it("shows the change, then what it is about and what to do next", async () => {
    const { root } = project({ "save.js": FLAGGED, "package.json": "{}" });
    const { code, lines, sent } = await runInTerminal(root, []);
    expect(code).toBe(1);
    expect(lines).toEqual(FIRST_RUN);
    expect(sent).toContain(
      "\u001B[31m-    body: JSON.stringify({ value: token, expiration_ttl: 3600 }),\u001B[39m",
    );
    expect(sent).toContain("\u001B[32m+    body: encodeEnvelope(token, { ttlSeconds: 3600 }),\u001B[39m");
  });

  it.each([
    ["--no-color", ["--no-color"], {}],
    ["NO_COLOR", [], { NO_COLOR: "1" }],
    ["NO_COLOR beside FORCE_COLOR", [], { NO_COLOR: "1", FORCE_COLOR: "1" }],
    ["FORCE_COLOR=0", [], { FORCE_COLOR: "0" }],
    ["a terminal without colours", [], { TERM: "dumb" }],
  ])("has the same text without colours with %s", async (_name, args, env) => {
    const { root } = project({ "save.js": FLAGGED, "package.json": "{}" });
    const { lines, sent } = await runInTerminal(root, args, env);
    expect(sent).not.toMatch(COLOURS);
    expect(lines).toEqual(FIRST_RUN);
  });
});

describe("long work", () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, number) => [
      `save-${number}.js`,
      FLAGGED.replace("session-", `session-${number}-`),
    ]),
  );

  it("has a bar while it lasts, of which nothing stays", async () => {
    const { root } = project(files);
    const { lines, sent } = await runInTerminal(root, ["--check"]);
    expect(sent).toMatch(
      /(?:Reading|Following the calls|Working out the rewrites|Checking the rewrites) +[█░]{24} \d+\/300 files/,
    );
    // Nothing that a run which is ended in the middle would leave switched off: the cursor, the wrapping of lines.
    expect(sent).not.toMatch(/\u001B\[\?(?:25|7)l/);
    expect(lines.join("\n")).not.toMatch(BAR);
    const summary = lines.findIndex((line) => line.startsWith("kv-envelope: "));
    expect(lines[summary - 1]).toBe("save-99.js:5:42 http expiration_ttl to rewrite");
    expect(lines[0]).toBe("save-0.js:5:42 http expiration_ttl to rewrite");
  });

  it("has none with CI", async () => {
    const { root } = project(files);
    expect((await runInTerminal(root, ["--check"], { CI: "true" })).sent).not.toMatch(BAR);
  });

  it.each([
    ["in a pipe", false, {}],
    ["in CI", true, { CI: "1" }],
    ["on a terminal that can't draw", true, { TERM: "dumb" }],
  ])("has none %s", async (_name, isTTY, env) => {
    expect(await progressFor(Object.assign(new PassThrough(), { isTTY }), env)).toBe(NO_PROGRESS);
  });

  it.each([{}, { CI: "" }, { CI: "false" }])("has one on a terminal with %j", async (env) => {
    expect(await progressFor(Object.assign(new PassThrough(), { isTTY: true }), env)).not.toBe(NO_PROGRESS);
  });
});

describe("colours in a pipe", () => {
  it("are none, unless they are asked for", async () => {
    const { cli, cliIn } = project({ "save.js": FLAGGED });
    expect((await cli()).stdout).not.toMatch(COLOURS);
    expect((await cliIn({ env: { FORCE_COLOR: "1" } })).stdout).toMatch(COLOURS);
    expect((await cliIn({ env: { FORCE_COLOR: "1" } }, "--json", "--no-color")).stdout).not.toMatch(COLOURS);
  });

  it.each([
    [false, {}, "auto"],
    [false, { NO_COLOR: "" }, "auto"],
    [false, { NO_COLOR: "0" }, "never"],
    [false, { FORCE_COLOR: "" }, "always"],
    [false, { FORCE_COLOR: "3" }, "always"],
    [false, { FORCE_COLOR: "false" }, "never"],
    [true, { FORCE_COLOR: "1" }, "never"],
  ] as const)("are, with --no-color %s and %j, %s", (noColor, env, wish) => {
    expect(colourWish(noColor, env)).toBe(wish);
  });
});
