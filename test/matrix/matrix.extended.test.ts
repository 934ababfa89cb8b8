import plugin from "@kv-envelope/eslint-plugin";
import { beforeAll, describe, expect, it } from "vitest";
import { installAll, installedFolder, installedNodes } from "./installation.js";
import { EXPECTED, writeProject } from "./project.js";
import { lint, typeErrors } from "./run.js";
import type { Report } from "./run.js";
import { COMBINATIONS, NEWEST, folderOf } from "./versions.js";

// The packed plugin as the registry would hand it out, installed beside each version that it promises to work with.
let reference: Report[] = [];
beforeAll(() => {
  installAll();
  for (const combination of COMBINATIONS) writeProject(installedFolder(combination));
  reference = lint(installedFolder(NEWEST));
});

it("the newest of all reports each field once, with suggestions", () => {
  const own = reference.filter(({ file }) => !file.startsWith("examples/"));
  expect(own).toMatchObject(EXPECTED);
  for (const { suggestions } of own) expect(suggestions).not.toEqual([]);
});

it.each(Object.keys(plugin.rules))("%s reports in the examples of its docs", (rule) => {
  expect(
    reference.filter(({ ruleId, file }) => ruleId === rule && file.startsWith(`examples/${rule}`)).length,
  ).toBeGreaterThan(0);
});

describe("the same reports, at the same places, with the same suggestions", () => {
  it.each(
    COMBINATIONS.filter((combination) => combination !== NEWEST).map(
      (combination) => [folderOf(combination), combination] as const,
    ),
  )("%s", (_name, combination) => {
    expect(lint(installedFolder(combination))).toEqual(reference);
  });

  it.each(
    COMBINATIONS.filter(({ eslint }) => eslint.startsWith("8.")).map(
      (combination) => [folderOf(combination), combination] as const,
    ),
  )("%s, with .eslintrc", (_name, combination) => {
    expect(lint(installedFolder(combination), { config: "legacy" })).toEqual(reference);
  });

  it.each(installedNodes())("Node $version", ({ executable }) => {
    expect(lint(installedFolder(NEWEST), { node: executable })).toEqual(reference);
  });
});

describe("the package's types, in an ES module and in CommonJS", () => {
  it.each(COMBINATIONS.filter(({ eslint }) => eslint === NEWEST.eslint))(
    "TypeScript $typescript",
    (combination) => {
      expect(typeErrors(installedFolder(combination))).toBe("");
    },
  );
});
