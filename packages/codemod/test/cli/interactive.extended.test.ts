import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { CLEAN, FLAGGED, gitProject, project } from "../support/project.js";
import { KEYS, openTerminal } from "../support/terminal.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const QUERY =
  'const url = `https://api.telnyx.com/v2/storage/kvs/${id}/keys/code?expiration_ttl=60`;\nawait fetch(url, { method: "PUT", body: code });\n';
const CODE = FLAGGED.replace("session-", "code-");
const { down, enter, ctrlC, escape } = KEYS;
const COLOURS = /\u001B\[\d+m/;
/** What a terminal is left in: its cursor shown again after it was hidden. */
const cursorIn = (sent: string): string | undefined => [...sent.matchAll(/\u001B\[\?25([hl])/g)].at(-1)?.[1];

const CHANGE = (file: string, key: string): string[] => [
  `diff --git a/${file} b/${file}`,
  `--- a/${file}`,
  `+++ b/${file}`,
  "@@ -1,7 +1,9 @@",
  '+import { encodeEnvelope } from "@kv-envelope/runtime";',
  "+",
  " export async function save(id, token) {",
  `   await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/${key}-\${id}\`, {`,
  '     method: "PUT",',
  "     headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },",
  "-    body: JSON.stringify({ value: token, expiration_ttl: 3600 }),",
  "+    body: encodeEnvelope(token, { ttlSeconds: 3600 }),",
  "   });",
  " }",
];
const WRONG = [
  "  Telnyx KV ignores `expiration_ttl` in a body: the key never expires. Store an expiry envelope.",
];

describe("--interactive", () => {
  it("shows one finding after the other, says why, and writes what was chosen at the end", async () => {
    const { root, read, cli } = project({ ...MODULE, "a.js": FLAGGED, "b.js": CODE, "c.js": QUERY });
    const session = openTerminal(root, ["--interactive"]);
    await session.sees("Quit");
    await session.press(down, down, down, enter);
    await session.sees("More:");
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("(2 of 3)");
    await session.sees("Quit");
    await session.press(down, enter);
    await session.sees("(3 of 3)");
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("No, change nothing");
    // A run that may write keeps others from it from its start on.
    expect([read("a.js"), readdirSync(join(root, ".kv-envelope")).sort()]).toEqual([
      FLAGGED,
      [".gitignore", "lock.json"],
    ]);
    await session.press(enter);
    const { code, lines, sent } = await session.ended();
    expect(lines.slice(0, lines.indexOf("Next"))).toEqual([
      "",
      "(1 of 3) a.js:5:42  http expiration_ttl",
      ...WRONG,
      "",
      ...CHANGE("a.js", "session"),
      "│",
      "◇  Apply this change?",
      "│  Why?",
      "",
      "  expiration_ttl (5:42): Telnyx KV ignores `expiration_ttl` in a body: the key never expires. Store",
      "  an expiry envelope.",
      "  What happens: the service stores the bytes that it is given and looks at none of these fields. The",
      "  write succeeds, nothing expires, and what reads the key gets all that was stored.",
      "  Store: process.env.KV_ID: session-*. Its reads are made tolerant together with its writes.",
      `  More: https://unpkg.com/@kv-envelope/eslint-plugin@${version}/docs/rules/no-verbatim-fields.md`,
      "│",
      "◇  Apply this change?",
      "│  Apply",
      "",
      "(2 of 3) b.js:5:42  http expiration_ttl",
      ...WRONG,
      "",
      ...CHANGE("b.js", "code"),
      "│",
      "◇  Apply this change?",
      "│  Skip",
      "",
      "(3 of 3) c.js:1:13  http expiration_ttl",
      "  Telnyx KV ignores `expiration_ttl` in a URL: the key never expires. Name it `ttl_secs`, or store",
      "  an envelope.",
      "  Left, to be done by hand: the field stands in the query: name it `ttl_secs` if the namespace",
      "  supports that, or take it out and write an envelope",
      "│",
      "◇  Nothing can be applied here.",
      "│  Go on",
      "│",
      "◇  Change 1 file (1 write, 0 reads)? Nothing has been written so far.",
      "│  Yes, write",
      "",
      "kv-envelope",
      "  files   3 listed: 1 changed, 2 unchanged, 0 skipped, 0 failed",
      "  writes  3 with verbatim fields (3 http): 1 rewritten, 2 left",
      "  reads   0 of those stores",
      "",
      "Left, to be done by hand",
      "  b.js:5:42  http expiration_ttl: skipped in the interactive run: it stays as it was until a run",
      "  rewrites it",
      "  c.js:1:13  http expiration_ttl: the field stands in the query: name it `ttl_secs` if the namespace",
      "  supports that, or take it out and write an envelope",
      "",
    ]);
    expect(code).toBe(1);
    expect(sent).toContain("\u001B[32m+    body: encodeEnvelope(token, { ttlSeconds: 3600 }),\u001B[39m");
    expect(cursorIn(sent)).toBe("h");
    expect([read("a.js") === FLAGGED, read("b.js"), read("c.js")]).toEqual([false, CODE, QUERY]);
    expect((await cli("undo")).stdout).toContain("restored  a.js");
  });

  it("skips a store, and shows all of it before it is written", async () => {
    const { root, read } = project({ ...MODULE, "a.js": FLAGGED, "b.js": FLAGGED, "c.js": CODE });
    const session = openTerminal(root, ["--interactive"]);
    await session.sees("Skip the store process.env.KV_ID: session-*");
    await session.press(down, down);
    await session.sees("and its 1 other write");
    await session.press(enter);
    await session.sees("(2 of 3) b.js:5:42  skipped with its store");
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("No, change nothing");
    await session.press(down, enter);
    await session.sees("diff --git a/c.js b/c.js");
    await session.sees("No, change nothing");
    await session.press(enter);
    expect((await session.ended()).code).toBe(1);
    expect([read("a.js"), read("b.js"), read("c.js") === CODE]).toEqual([FLAGGED, FLAGGED, false]);
  });

  it("quits: what was chosen before can be written, the rest is skipped", async () => {
    const { root, read } = project({ ...MODULE, "a.js": FLAGGED, "b.js": FLAGGED, "c.js": FLAGGED });
    const session = openTerminal(root, ["--interactive"]);
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("(2 of 3)");
    await session.sees("Quit");
    await session.press(down, down, down, down);
    await session.sees("skip this and all further ones; what was chosen can still be written");
    await session.press(enter);
    await session.sees("Change 1 file (1 write, 0 reads)? Nothing has been written so far.");
    await session.press(enter);
    const { code, lines } = await session.ended();
    expect([code, lines.filter((line) => line.includes("(3 of 3)"))]).toEqual([1, []]);
    expect([read("a.js") === FLAGGED, read("b.js"), read("c.js")]).toEqual([false, FLAGGED, FLAGGED]);
  });

  it.each([
    ["Ctrl-C midway", [enter, "", ctrlC], 130],
    ["Escape at the last question", [enter, "", enter, "", escape], 130],
    ["No at the last question", [enter, "", enter, "", down, down, enter], 1],
  ])("changes nothing after %s, and leaves the terminal as it was", async (_name, keys, exitCode) => {
    const { root, read } = project({ ...MODULE, "a.js": FLAGGED, "b.js": CODE });
    const session = openTerminal(root, ["--interactive"]);
    await session.sees("navigate");
    for (const key of keys) await (key === "" ? session.sees("navigate") : session.press(key));
    const { code, lines, sent } = await session.ended();
    expect([code, lines.at(-1)]).toEqual([exitCode, "kv-envelope: cancelled, nothing was changed"]);
    expect([read("a.js"), read("b.js"), existsSync(join(root, ".kv-envelope"))]).toEqual([
      FLAGGED,
      CODE,
      false,
    ]);
    expect(cursorIn(sent)).toBe("h");
  });

  it("has no colours with NO_COLOR", async () => {
    const { root, read } = project({ ...MODULE, "a.js": FLAGGED });
    const session = openTerminal(root, ["--interactive"], { env: { NO_COLOR: "1" } });
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("No, change nothing");
    await session.press(enter);
    const { code, sent, lines } = await session.ended();
    expect([code, COLOURS.test(sent), lines.includes("◇  Apply this change?")]).toEqual([0, false, true]);
    expect(read("a.js")).toContain("encodeEnvelope");
  });

  it("breaks its lines at words on a narrow terminal", async () => {
    const { root, read } = project({ ...MODULE, "a.js": FLAGGED });
    const session = openTerminal(root, ["--interactive"], { columns: 44 });
    await session.sees("Quit");
    await session.press(down, down, down, enter);
    await session.sees("More:");
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("change nothing");
    await session.press(enter);
    const { code, lines } = await session.ended();
    expect(code).toBe(0);
    const at = lines.indexOf("(1 of 1) a.js:5:42  http expiration_ttl");
    expect(lines.slice(at + 1, at + 4)).toEqual([
      "  Telnyx KV ignores `expiration_ttl` in a",
      "  body: the key never expires. Store an",
      "  expiry envelope.",
    ]);
    expect(lines).toContain("◇  Apply this change?");
    expect(read("a.js")).toContain("encodeEnvelope");
  });

  it("lets no file name or source text command the terminal", async () => {
    const hostile = FLAGGED.replace("session-", "\u202Esession-\u001B[31m-").replace(
      "value: token",
      "value: token + '\u001B]0;mine\u0007\u009B2J'",
    );
    const name = "a\u001B[2J\n.js";
    const { root } = project({ ...MODULE, [name]: hostile });
    const session = openTerminal(root, ["--interactive", "--no-color"]);
    await session.sees("Quit");
    await session.press(down, down, down, enter);
    await session.sees("More:");
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("No, change nothing");
    await session.press(down, enter);
    await session.sees("diff --git");
    await session.sees("No, change nothing");
    await session.press(enter);
    const { code, sent } = await session.ended();
    // --no-color.
    expect([code, COLOURS.test(sent)]).toEqual([0, false]);
    for (const command of ["\u001B[2J", "\u001B[31m", "\u001B]0;", "\u009B", "\u202E", "\u0007"])
      expect(sent).not.toContain(command);
    expect(sent).toContain(String.raw`\u{1b}]0;mine\u{7}\u{9b}2J`);
    expect(sent).toContain(String.raw`\u{202e}session-\u{1b}[31m-`);
    expect(readFileSync(join(root, name), "utf8")).toContain("encodeEnvelope");
  });

  it("asks nothing where there is nothing to decide, or a repository is not clean", async () => {
    const clean = project({ ...MODULE, "a.js": CLEAN });
    const { code, lines } = await openTerminal(clean.root, ["--interactive"]).ended();
    expect([code, lines[0]]).toEqual([0, "kv-envelope"]);
    const dirty = gitProject({ ...MODULE, "a.js": FLAGGED });
    dirty.write("a.js", CODE);
    const refused = await openTerminal(dirty.root, ["--interactive"]).ended();
    expect(refused.code).toBe(2);
    expect(refused.lines.join(" ")).toContain("--write: git has uncommitted changes here (a.js)");
  });

  it("is refused without a terminal, on one that can't draw, and beside an interrupted run", async () => {
    const { root, cli, write, read } = project({ ...MODULE, "a.js": FLAGGED });
    expect(await cli("--interactive")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "kv-envelope: --interactive: the standard input is no terminal; allowed: a terminal, or --write without questions\n",
    });
    const dumb = await openTerminal(root, ["--interactive"], { env: { TERM: "dumb" } }).ended();
    expect([dumb.code, dumb.lines.join(" ")]).toEqual([
      2,
      expect.stringContaining("--interactive: TERM=dumb names a terminal on which no question can be drawn"),
    ]);
    write(
      ".kv-envelope/journal.json",
      JSON.stringify({
        version: 1,
        state: "writing",
        startedAtMs: 0,
        entries: [{ file: "a.js", before: FLAGGED, after: CLEAN }],
      }),
    );
    const beside = await openTerminal(root, ["--interactive"]).ended();
    expect([beside.code, beside.lines.join(" ")]).toEqual([
      2,
      expect.stringContaining("an earlier run was interrupted here: --write finishes it"),
    ]);
    expect(read("a.js")).toBe(FLAGGED);
  });

  it("does not write over a file that was changed while the questions were open", async () => {
    const { root, read, write } = project({ ...MODULE, "a.js": FLAGGED, "b.js": CODE });
    const session = openTerminal(root, ["--interactive"]);
    await session.sees("Quit");
    write("a.js", `// mine\n${FLAGGED}`);
    await session.press(enter);
    await session.sees("(2 of 2)");
    await session.sees("Quit");
    await session.press(enter);
    await session.sees("No, change nothing");
    await session.press(enter);
    const { code, lines } = await session.ended();
    expect(code).toBe(1);
    expect(lines.join(" ")).toContain("a.js: can't be written: changed on disk while the run was on");
    expect([read("a.js"), read("b.js") === CODE]).toEqual([`// mine\n${FLAGGED}`, false]);
  });
});
