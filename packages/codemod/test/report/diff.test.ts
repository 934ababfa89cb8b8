import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { formatDiff } from "../../src/report/diff.js";
import type { RunResult } from "../../src/run/result.js";
import { styleFor } from "../../src/report/style.js";
import { project } from "../support/project.js";

const plain = (_: unknown, text: string): string => text;

function resultOf(
  changes: Readonly<Record<string, readonly [before: string, after: string]>>,
  creation?: RunResult["creation"],
): RunResult {
  const outcomes = Object.entries(changes).map(([file, [before, after]]) => ({
    file,
    status: "changed" as const,
    findings: [],
    reads: [],
    change: { bytes: Buffer.from(before), before, after },
  }));
  const totals = { listed: outcomes.length, changed: outcomes.length, unchanged: 0, skipped: 0, failed: 0 };
  return {
    dryRun: true,
    phase: "all",
    staged: false,
    outcomes,
    totals,
    creation,
    installIn: [],
    problems: [],
    settings: {},
  };
}

describe("the diff", () => {
  it("is one that git applies, byte for byte", () => {
    const changes = {
      "with space.js": ["a\nb\nc\n", "a\nB\nc\n"],
      "ünï/[id].ts": ["\uFEFFa\r\nb\r\n", "\uFEFFa\r\nb2\r\n"],
      "no-end.ts": ["a\nb", "a\nc"],
      'quo"te.ts': ["a\n", "b\n"],
    } as const;
    const created = { file: "lib/kv envelope.ts", content: "export {};\n" };
    const { root, read } = project(
      Object.fromEntries(Object.entries(changes).map(([file, [before]]) => [file, before])),
    );
    const { status, stderr } = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], {
      cwd: root,
      input: formatDiff(resultOf(changes, created), plain),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    for (const [file, [, after]] of Object.entries(changes)) expect(read(file)).toBe(after);
    expect(read(created.file)).toBe(created.content);
  });

  it("is empty where nothing changes", () => {
    expect(formatDiff(resultOf({}), plain)).toBe("");
  });
});

describe("colours", () => {
  it("are for terminals that show them only", () => {
    const red = (stream: Parameters<typeof styleFor>[0]): string => styleFor(stream)("red", "-a");
    expect(red({ isTTY: true, hasColors: () => true })).toBe("\u001B[31m-a\u001B[39m");
    expect(red({ isTTY: true, hasColors: () => false })).toBe("-a");
    expect(red({})).toBe("-a");
    expect(styleFor({}, "always")("red", "-a")).toBe("\u001B[31m-a\u001B[39m");
    expect(styleFor({ isTTY: true, hasColors: () => true }, "never")("red", "-a")).toBe("-a");
  });
});

describe("what would steer a terminal", () => {
  const steering = resultOf({ "a.js": ["const a = '\u001B[2J';\r\n", "const b = '\u001B[2J\u202E';\r\n"] });

  it("is shown as an escape where a person looks at it", () => {
    const shown = formatDiff(steering, plain, true);
    expect(shown).toContain("-const a = '\\u{1b}[2J';\n+const b = '\\u{1b}[2J\\u{202e}';\n");
    expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  it("is kept in a pipe, for git apply", () => {
    expect(formatDiff(steering, plain)).toContain("+const b = '\u001B[2J\u202E';\r\n");
  });
});
