import { settingsSchema } from "@kv-envelope/detector";
import addFormats from "ajv-formats";
import Ajv04 from "ajv-draft-04";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log } from "sarif";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { defaultTreeAdapter, parseFragment } from "parse5";
import type { DefaultTreeAdapterMap } from "parse5";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readArgs, runOptionsOf } from "../../src/cli/args.js";
import { doneOf } from "../../src/run/events.js";
import { checkReports } from "../../src/report/files/write.js";
import { run } from "../../src/run/run.js";
import schema from "../../schema/report.json";
import { CLEAN, FLAGGED, gitProject, project } from "../support/project.js";
import { HOSTILE_NAME, HOSTILE_SOURCE, LEFT, READER } from "../support/report-files.js";

type Parent = DefaultTreeAdapterMap["parentNode"];

/** The elements of a page, how many cells each row has, and the texts that are no code. */
function contentOf(root: Parent): { names: string[]; cells: number[]; prose: string[] } {
  const content: ReturnType<typeof contentOf> = { names: [], cells: [], prose: [] };
  const visit = (parent: Parent): void => {
    for (const child of parent.childNodes) {
      if (defaultTreeAdapter.isTextNode(child)) content.prose.push(child.value);
      if (!defaultTreeAdapter.isElementNode(child)) continue;
      content.names.push(child.tagName);
      if (child.tagName === "tr")
        content.cells.push(child.childNodes.filter((each) => defaultTreeAdapter.isElementNode(each)).length);
      if (child.tagName !== "code") visit(child);
    }
  };
  visit(root);
  return content;
}

const FILES = {
  "src/write.js": FLAGGED,
  "src/read.js": READER,
  "src/left.js": LEFT,
  // In a package of its own: what can't be looked into keeps the writes around it.
  "broken/package.json": "{}",
  "broken/a.js": `${FLAGGED}const = ;\n`,
  "clean.js": CLEAN,
  [HOSTILE_NAME]: HOSTILE_SOURCE.replace("session-", "hostile-"),
  "kv-envelope.config.json": '{ "serverTtl": ["cli"] }',
};

describe("the JSON report", () => {
  const validate = new Ajv2020({ strict: true }).compile(schema);

  it("has the form of the schema that is published, and is what --json prints", async () => {
    const { cli, read } = project(FILES);
    for (const more of [[], ["--helpers", "file=src/kv.js"], ["--write"]]) {
      const { stdout } = await cli("--json", "--report", "out.json", ...more);
      expect(read("out.json")).toBe(stdout);
      const report: unknown = JSON.parse(stdout);
      validate(report);
      expect(validate.errors).toBeNull();
    }
  });

  it("names the stores that writes and reads share", async () => {
    const { stdout } = await project(FILES).cli("--json");
    const session = [{ namespace: "process.env.KV_ID", key: "session-*" }];
    const place = (file: string, status: string, stores = session): unknown =>
      expect.objectContaining({ file, status, stores });
    expect(JSON.parse(stdout)).toMatchObject({
      findings: expect.arrayContaining([
        place("src/left.js", "left", [{ namespace: "process.env.KV_ID", key: "legacy-*" }]),
        place("src/write.js", "rewritten"),
      ]),
      reads: [place("src/read.js", "rewritten")],
    });
  });

  it("has a schema that refuses what is not a report, and describes the settings as they are read", () => {
    expect(validate({ version: 1 })).toBe(false);
    expect(
      validate({
        version: 2,
        dryRun: true,
        findings: [],
        reads: [],
        files: { scanned: 0, changed: 0, unchanged: 0, skipped: [], failed: [], created: [] },
        problems: [],
        settings: {},
      }),
    ).toBe(false);
    expect(schema.$defs.settings).toMatchObject({
      properties: settingsSchema.properties,
      additionalProperties: false,
    });
  });
});

describe("the SARIF report", () => {
  const sarifSchema: object = createRequire(import.meta.url)(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const ajv = new Ajv04({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(sarifSchema);
  const logOf = (text: string): Log => {
    const log: Log = JSON.parse(text);
    validate(log);
    expect(validate.errors).toBeNull();
    return log;
  };

  it("is valid, with a rule, a level, a region and a sentence for each place", async () => {
    const { cli, read } = project(FILES);
    await cli("--report", "out.sarif");
    const [run] = logOf(read("out.sarif")).runs;
    const results = run?.results ?? [];
    expect(
      results.map(
        ({ ruleId, level, locations }) =>
          `${ruleId ?? ""} ${level ?? ""} ${locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? ""}`,
      ),
    ).toEqual([
      `verbatim-fields warning ${encodeURIComponent(HOSTILE_NAME)}`,
      "verbatim-fields error src/left.js",
      "raw-read warning src/read.js",
      "verbatim-fields warning src/write.js",
    ]);
    for (const { ruleId, ruleIndex = -1 } of results)
      expect(run?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    expect(results.at(-1)?.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 5,
      startColumn: 42,
      endLine: 5,
      endColumn: 62,
    });
    expect(results[1]?.message.text).toMatch(/`expiration_ttl`.* Left, to be done by hand: ./);
    expect(run?.invocations?.[0]?.toolExecutionNotifications).toMatchObject([
      { level: "error", message: { text: expect.stringContaining("can't be parsed") } },
    ]);
  });

  it("has after a run with --write only what is left", async () => {
    const { cli, read } = project({ "write.js": FLAGGED, "left.js": LEFT });
    await cli("--write", "--report", "out.sarif");
    expect(logOf(read("out.sarif")).runs[0]?.results).toMatchObject([
      { level: "error", locations: [{ physicalLocation: { artifactLocation: { uri: "left.js" } } }] },
    ]);
  });
});

describe("the Markdown report", () => {
  it("has totals, the stores, what is left with its reason, and the next steps", async () => {
    const { cli, read } = project({
      "write.js": FLAGGED,
      "read.js": READER,
      "left.js": LEFT,
      "package.json": "{}",
    });
    await cli("--report", "out.md");
    const lines = read("out.md").split("\n");
    expect(lines[0]).toBe("# kv-envelope: 2 to rewrite, 1 left (dry run)");
    expect(lines).toContain("| Writes with verbatim fields | 2 | 1 | 1 |");
    expect(lines).toContain(
      "| `process.env.KV_ID: session-*` | `write.js:5:42` | http `expiration_ttl` | to rewrite |",
    );
    expect(lines).toContain("| `process.env.KV_ID: session-*` | `read.js:2:26` | read | to rewrite |");
    expect(lines).toContainEqual(expect.stringMatching(/^- `left\.js:5:38` http `expiration_ttl`: ./));
    expect(lines).toContain(
      "- npm install `@kv-envelope/runtime`: rewritten code imports it, and package.json does not list it.",
    );
  });

  it("lets no name or source break out of its cell, be markup or mention anybody", async () => {
    const { cli, read } = project({
      [HOSTILE_NAME]: HOSTILE_SOURCE,
      "| a.js": FLAGGED.replace("session-", "a|b\\\\|`c`<img src=x>@someone-".replaceAll("`", "\\`")),
      "# *x* [y](https://example.com) <b>`x` #1 @team/a.js": `${FLAGGED}const = ;\n`,
      "# *x* [y](https://example.com) <b>`x` #1 @team/package.json": "{}",
    });
    await cli("--report", "out.md");
    const fragment = parseFragment(
      micromark(read("out.md"), {
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
        allowDangerousHtml: true,
      }),
    );
    const { names, cells, prose } = contentOf(fragment);
    expect(
      names.filter(
        (name) =>
          !["h1", "h2", "table", "thead", "tbody", "tr", "th", "td", "p", "ul", "li", "code"].includes(name),
      ),
    ).toEqual([]);
    // Four columns of figures and of the stores: no bar of a name parts a cell.
    expect(cells.filter((count) => count !== 4)).toEqual([]);
    expect(prose.join(" ")).not.toMatch(/@\w|#\d/);
    expect(read("out.md")).toContain(
      `\`\` a"b' <img src=x onerror=alert(5)> \\|\`&lt; @someone #1 é😀.js:16:42 \`\``,
    );
  });

  it("says so where there is nothing to do", async () => {
    const { cli, read } = project({ "a.js": CLEAN });
    await cli("--report", "out.md");
    expect(read("out.md")).toMatch(/^# kv-envelope: nothing to do\n/);
  });
});

describe("--report", () => {
  it("writes several at once, over those of the run before, and leaves nothing else", async () => {
    const { root, cli, read } = gitProject({ "a.js": FLAGGED });
    const reports = [
      "--report",
      "r.html",
      "--report=r.MD",
      "--report",
      join(root, "r.sarif"),
      "--report",
      "r.json",
    ];
    for (const more of [["--check"], ["--json"], ["--write"], ["--write"]]) {
      expect((await cli(...reports, ...more)).stderr).toBe("");
      expect(readdirSync(root).sort()).toEqual([
        ".git",
        ...(more.includes("--write") ? [".kv-envelope"] : []),
        "a.js",
        "r.MD",
        "r.html",
        "r.json",
        "r.sarif",
      ]);
    }
    expect(JSON.parse(read("r.json"))).toMatchObject({ dryRun: false, findings: [] });
  });

  it("does not count as an uncommitted change of the run that writes it, in a folder of the repository neither", async () => {
    const { root, cliIn, read } = gitProject({ "app/a.js": FLAGGED, "b.js": CLEAN });
    mkdirSync(join(root, "app/out"));
    const app = (...args: string[]) =>
      cliIn({ cwd: "app" }, "--report", "out/r.md", "--report", "r.html", ...args);
    expect(await app()).toMatchObject({ code: 1, stderr: "" });
    expect(await cliIn({ cwd: "app" }, "--write", "--report", "r.html")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/uncommitted changes here \(app\/out\//),
    });
    expect(await app("--write")).toMatchObject({ code: 0, stderr: "" });
    expect(read("app/a.js")).toContain("encodeEnvelope");
  });

  it.each([
    [
      ["--report", "none/r.md"],
      /--report: none\/r\.md can't be written: the directory .*\/none does not exist/,
    ],
    [["--report", "dir.md"], /--report: dir\.md can't be written: it is not a regular file/],
    [["--report", "link.json"], /--report: link\.json can't be written: it is a link/],
    [["--report", "fixed.md"], /--report: fixed\.md can't be written: it is read-only/],
    [
      ["--report", "r.html", "--report", "package.json"],
      /--report: package\.json is there already and not written by this option of kv-envelope/,
    ],
    [
      ["--report", "README.md"],
      /--report: README\.md is there already and not written by this option of kv-envelope/,
    ],
  ])("refuses %j before the run", async (args, message) => {
    const { root, cli, read } = project({
      "a.js": FLAGGED,
      "package.json": '{ "name": "x" }',
      "README.md": "# Mine\n",
      "fixed.md": "",
    });
    mkdirSync(join(root, "dir.md"));
    symlinkSync("a.js", join(root, "link.json"));
    chmodSync(join(root, "fixed.md"), 0o444);
    const { code, stdout, stderr } = await cli("--write", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^kv-envelope: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(read("a.js")).toBe(FLAGGED);
    expect(read("package.json")).toBe('{ "name": "x" }');
    expect(existsSync(join(root, "r.html"))).toBe(false);
  });

  it("refuses a directory that may not be written to, before the run", () => {
    const { root, cliAs } = project({ "a.js": FLAGGED, "fixed/.keep": "" });
    chmodSync(root, 0o755);
    chmodSync(join(root, "fixed"), 0o555);
    const { code, stderr } = cliAs(process.getuid?.() === 0 ? { uid: 65_534 } : {}, "--report", "fixed/r.md");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `kv-envelope: --report: fixed/r.md can't be written: the directory ${join(root, "fixed")} can't be written to\n`,
    });
  });

  it("says so where it can't be written after all, and writes the others", async () => {
    const { root, read } = project({ "a.js": FLAGGED });
    mkdirSync(join(root, "gone"));
    const reports = checkReports(root, ["gone/r.json", "r.json"]);
    const { result } = await doneOf(run(runOptionsOf(readArgs([]), root)));
    rmSync(join(root, "gone"), { recursive: true });
    await expect(reports.write(result)).rejects.toThrow(
      /^--report: gone\/r\.json can't be written: ENOENT.*; the run itself is done$/,
    );
    expect(JSON.parse(read("r.json"))).toMatchObject({ version: 1 });
  });

  it("is not written where the run itself is refused", async () => {
    const { root, cli } = project({ "a.js": FLAGGED });
    expect((await cli("nope.js", "--report", "r.md")).code).toBe(2);
    expect(readdirSync(root)).toEqual(["a.js"]);
  });

  it("is described in the docs by the extensions that it takes", () => {
    const page = readFileSync(new URL("../../docs/reports-and-shards.md", import.meta.url), "utf8");
    for (const extension of [".html", ".md", ".sarif", ".json"]) expect(page).toContain(`\`${extension}\``);
  });
});
