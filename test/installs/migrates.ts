import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Installed } from "./managers.js";
import { SOURCE } from "./project.js";

/** Holds an installed codemod to its three steps: a dry run, the writing, and a run that finds nothing more to do. */
export function expectMigration(project: Installed): void {
  const text = (): string => readFileSync(path.join(project.folder, SOURCE), "utf8");
  const before = text();
  const dry = project.bin("kv-envelope", "--json");
  expect(dry.stderr).toBe("");
  expect(JSON.parse(dry.stdout)).toMatchObject({
    findings: [{ file: SOURCE, status: "rewritten", fields: ["expiration_ttl"] }],
    reads: [{ file: SOURCE, status: "rewritten" }],
    files: { failed: [] },
  });
  expect(dry.code).toBe(1);
  expect(text()).toBe(before);

  expect(project.bin("kv-envelope", "--write")).toMatchObject({ code: 0, stderr: "" });
  expect(text()).toContain("encodeEnvelope(token, { ttlSeconds: 3600 })");
  const after = text();
  const second = project.bin("kv-envelope", "--write");
  expect(second).toMatchObject({ code: 0, stderr: "" });
  expect(second.stdout).toContain("0 changed");
  expect(text()).toBe(after);
}
