import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import Ajv04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Project } from "../support/project.js";
import { FIELD, sample } from "../support/sample.js";
import { exampleFile, run, step, workflow } from "./workflow.js";

const { before: mistaken, after: correct } = sample("IMPORT\n\nexport const save = (key, token) => WRITE;\n");
const column = mistaken.indexOf(FIELD) + 1;

const gate = step("Lint");
const sarif = step("Write the reports for code scanning");
const upload = step("Upload them");

let project: Project;
beforeEach(() => {
  project = new Project({ "eslint.config.mjs": exampleFile("eslint.config.mjs"), "src/correct.js": correct });
});
afterEach(() => {
  project.remove();
});

describe("the gate", () => {
  it("lets a clean checkout pass, and says nothing", () => {
    expect(run(project, gate)).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  it("fails with 1 on a report, printed in the form of which setup-node makes annotations", () => {
    project.write({ "src/mistaken.js": mistaken });
    const { status, stdout } = run(project, gate);
    expect(status).toBe(1);
    const [file, report, ...rest] = stdout.trim().split("\n");
    expect(file).toBe(project.path("src/mistaken.js"));
    // Line, column, severity, message and, behind two spaces, the rule.
    const annotation =
      /^\s+(?<line>\d+):(?<column>\d+)\s+(?<severity>\w+)\s+(?<message>.*)\s\s+(?<rule>.*)$/.exec(
        report ?? "",
      )?.groups;
    expect(annotation).toMatchObject({
      line: "1",
      column: String(column),
      severity: "error",
      rule: "kv-envelope/no-verbatim-fields",
    });
    expect(annotation?.["message"]).toContain("Telnyx KV ignores `expiration_ttl` in a body");
    expect(rest.join()).toContain("1 error, 0 warnings");
  });

  it("fails with 1 on a warning alone", () => {
    const config = exampleFile("eslint.config.mjs").replace(
      "];",
      ', { rules: { "kv-envelope/no-verbatim-fields": "warn" } }];',
    );
    project.write({ "eslint.config.mjs": config, "src/mistaken.js": mistaken });
    const { status, stdout, stderr } = run(project, gate);
    expect(stdout).toContain("0 errors, 1 warning");
    expect(stderr).toContain("too many warnings (maximum: 0)");
    expect(status).toBe(1);
  });

  it("fails with 1 on a comment that silences nothing any more", () => {
    project.write({
      "src/mended.js": `// eslint-disable-next-line kv-envelope/no-verbatim-fields -- our own document\n${correct.replace("\n\n", "\n")}`,
    });
    const { status, stdout } = run(project, gate);
    expect(stdout).toContain("Unused eslint-disable directive");
    expect(status).toBe(1);
  });

  it.each([
    [
      "a setting that does not exist",
      '{ settings: { "kv-envelope": { writer: [] } } }',
      'settings["kv-envelope"].writer',
    ],
    ["a rule that does not exist", '{ rules: { "kv-envelope/no-such-rule": "error" } }', "no-such-rule"],
  ])("fails with 2 on %s, which it names", (_name, wrong, named) => {
    project.write({
      "eslint.config.mjs": exampleFile("eslint.config.mjs").replace("];", `, ${wrong}];`),
      "src/mistaken.js": mistaken,
    });
    const { status, stdout, stderr } = run(project, gate);
    expect(stdout + stderr).toContain(named);
    expect(status).toBe(2);
  });
});

interface SarifLog {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] };
      };
      readonly results: readonly object[];
    },
  ];
}

describe("the reports for code scanning", () => {
  const schema: object = createRequire(import.meta.url)(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const ajv = new Ajv04({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);

  const read = (): SarifLog => {
    const log: SarifLog = JSON.parse(readFileSync(project.path("eslint.sarif"), "utf8"));
    validate(log);
    expect(validate.errors).toBeNull();
    return log;
  };

  it("is not satisfied with just any JSON", () => {
    expect(validate({ version: "2.1.0", runs: [{}] })).toBe(false);
  });

  it("name the rule, its page, the file and the field's region", () => {
    project.write({ "src/mistaken.js": mistaken });
    expect(run(project, sarif)).toMatchObject({ status: 1, stdout: "" });
    const [{ tool, results }] = read().runs;
    expect(tool.driver.rules).toMatchObject([
      {
        id: "kv-envelope/no-verbatim-fields",
        helpUri: expect.stringMatching(/docs\/rules\/no-verbatim-fields\.md$/),
      },
    ]);
    expect(results).toMatchObject([
      {
        ruleId: "kv-envelope/no-verbatim-fields",
        level: "error",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: expect.stringMatching(/^file:\/\/.*\/src\/mistaken\.js$/) },
              region: { startLine: 1, startColumn: column, endLine: 1, endColumn: column + FIELD.length },
            },
          },
        ],
      },
    ]);
    expect(results).toHaveLength(1);
  });

  it("are none in a clean checkout", () => {
    expect(run(project, sarif).status).toBe(0);
    expect(read().runs[0].results).toEqual([]);
  });

  it("are not written if ESLint could not run", () => {
    project.write({ "eslint.config.mjs": "export default [{ rules: 1 }];\n" });
    expect(run(project, sarif).status).toBe(2);
    expect(existsSync(project.path("eslint.sarif"))).toBe(false);
  });
});

describe("the workflow", () => {
  it("decides by the gate alone, and uploads what was written also when that failed", () => {
    expect(gate).not.toHaveProperty("continue-on-error");
    expect(sarif).toMatchObject({ "continue-on-error": true, if: "${{ !cancelled() }}" });
    expect(upload).toMatchObject({
      if: expect.stringContaining("!cancelled()"),
      with: { sarif_file: "eslint.sarif" },
    });
    expect(workflow.permissions).toEqual({ contents: "read", "security-events": "write" });
  });

  it("runs no command that these tests leave out, the installation aside", () => {
    const commands = workflow.jobs.lint.steps.flatMap((each) => each.run ?? []);
    expect(commands).toEqual(["npm ci", gate.run, sarif.run]);
  });

  it("needs what its README tells to install, and what these tests run", () => {
    const install = /^npm install --save-dev (.*)$/m.exec(exampleFile("README.md"))?.[1]?.split(" ") ?? [];
    const manifest: { devDependencies: Record<string, string> } = JSON.parse(
      readFileSync(fileURLToPath(new URL("../package.json", import.meta.url)), "utf8"),
    );
    expect(install).toEqual(["eslint", "@kv-envelope/eslint-plugin", "@microsoft/eslint-formatter-sarif"]);
    expect(Object.keys(manifest.devDependencies)).toEqual(expect.arrayContaining(install));
  });
});
