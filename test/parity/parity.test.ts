import { migrateFile } from "@kv-envelope/codemod";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { lintText } from "./lint.js";

/** Every place with programs that hold raw writes: ours, and the shared cases where they are. */
const folders = ["../migrate/programs", "../../examples/session-service/src", "../../../shared/cases"]
  .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
  .filter((folder) => existsSync(folder));

// Suppression is ESLint's own matter: the codemod does not read its comments.
const sources = folders
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)),
  )
  .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes("eslint-disabled"))
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));

/** What lint reports: a line a field, `line:column`. */
const lint = (file: string, text: string): string[] =>
  lintText(file, text)
    .map(({ line, column, message }) => `${line}:${column} ${message.slice(0, message.indexOf("`", 1) + 1)}`)
    .sort();

type Findings = ReturnType<typeof migrateFile>["findings"];

const inFindings = (findings: Findings): string[] =>
  findings
    .flatMap(({ locations }) =>
      locations.map(
        ({ line, column, message }) => `${line}:${column} ${message.slice(0, message.indexOf("`", 1) + 1)}`,
      ),
    )
    .sort();

describe("lint and codemod", () => {
  it("have programs to agree on", () => {
    expect(sources.filter(({ file, text }) => lint(file, text).length > 0).length).toBeGreaterThan(30);
  });

  it.each(sources)("agree on $file", ({ file, text }) => {
    const migration = migrateFile({ text, fileName: file });
    expect(migration.error).toBeUndefined();
    expect(inFindings(migration.findings)).toEqual(lint(file, text));

    const left = migration.findings.filter(({ status }) => status === "left");
    const leftFields = left.flatMap(({ fields }) => fields).sort();
    const again = migrateFile({ text: migration.output, fileName: file });
    expect(again.output).toBe(migration.output);
    expect(again.findings.map(({ status }) => status)).toEqual(left.map(() => "left"));
    expect(again.findings.flatMap(({ fields }) => fields).sort()).toEqual(leftFields);
    expect(lint(file, migration.output)).toEqual(inFindings(again.findings));
  });
});
