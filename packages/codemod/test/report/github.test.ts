import { describe, expect, it } from "vitest";
import { CLEAN, FLAGGED, project } from "../support/project.js";
import { LEFT, READER } from "../support/report-files.js";

interface Command {
  readonly level: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads a line as the runner does (ActionCommand.TryParseV2): split first, then undone, the percent sign last. */
function commandIn(line: string): Command | undefined {
  const [, level, rest = "", data = ""] = /^::([a-z]+)(?: (.*?))?::(.*)$/.exec(line.trimStart()) ?? [];
  if (level === undefined) return undefined;
  const undo = (text: string): string =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  const properties = Object.fromEntries(
    rest.split(",").flatMap((pair): [string, string][] => {
      const at = pair.indexOf("=");
      return at < 0 ? [] : [[pair.slice(0, at), undo(pair.slice(at + 1))]];
    }),
  );
  return { level, properties, message: undo(data) };
}

const commandsOf = (stdout: string): Command[] => stdout.split("\n").flatMap((line) => commandIn(line) ?? []);

describe("--format github", () => {
  it("prints an annotation for each place, and no diff in which a source could give a command", async () => {
    const { cli } = project({
      "src/write.js": `${FLAGGED}const s = \`\n::error::not ours\n\`;\n`,
      "src/read.js": READER,
      "src/left.js": LEFT,
      "clean.js": CLEAN,
    });
    const { code, stdout, stderr } = await cli("--format", "github");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(commandsOf(stdout)).toEqual([
      expect.objectContaining({
        level: "error",
        properties: expect.objectContaining({ file: "src/left.js", line: "5" }),
        message: expect.stringMatching(/`expiration_ttl`.* Left, to be done by hand: .+: .+/),
      }),
      expect.objectContaining({
        level: "warning",
        properties: expect.objectContaining({ file: "src/read.js" }),
      }),
      {
        level: "warning",
        properties: {
          title: "kv-envelope",
          file: "src/write.js",
          line: "5",
          endLine: "5",
          col: "42",
          endColumn: "62",
        },
        message:
          "Telnyx KV ignores `expiration_ttl` in a body: the key never expires. Store an expiry envelope. kv-envelope --write rewrites it.",
      },
    ]);
    expect(stdout).toMatch(/\nkv-envelope: 2 to rewrite, 1 left \(dry run\); files 4 listed: [^\n]+\n$/);
  });

  it("escapes what the runner would take apart, and counts paths from the repository's root", async () => {
    const name = "a,b:c%25::d.js";
    const { root, cliIn } = project({ [`app/${name}`]: FLAGGED });
    const { stdout } = await cliIn({ cwd: "app", env: { GITHUB_WORKSPACE: root } }, "--format", "github");
    expect(commandsOf(stdout).map(({ properties }) => properties["file"])).toEqual([`app/${name}`]);
    expect(stdout).toContain("file=app/a%2Cb%3Ac%2525%3A%3Ad.js,");
    const elsewhere = await cliIn(
      { cwd: "app", env: { GITHUB_WORKSPACE: "/elsewhere" } },
      "--format",
      "github",
    );
    expect(commandsOf(elsewhere.stdout)[0]?.properties["file"]).toBe(name);
  });

  it("says what failed and what is not known, too", async () => {
    const { stdout } = await project({ "bad.js": `${FLAGGED}const = ;\n` }).cli("--format", "github");
    expect(commandsOf(stdout)).toMatchObject([
      { level: "error", properties: { file: "bad.js" }, message: expect.stringContaining("can't be parsed") },
    ]);
  });

  it("is one line where there is nothing to do", async () => {
    expect(await project({ "a.js": CLEAN }).cli("--format", "github")).toEqual({
      code: 0,
      stderr: "",
      stdout: "kv-envelope: nothing to do; files 1 listed: 0 to change, 1 unchanged, 0 skipped, 0 failed\n",
    });
  });
});
