// Every message is read in one line of an editor: measured as each rule fills it, over the detector's cases and the docs.
import { Linter } from "eslint";
import * as parser from "@typescript-eslint/parser";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCases } from "../../detector/test/cases.js";
import plugin from "../src/index.js";

const folder = new URL("../../detector/test/cases/", import.meta.url);
const cases = readdirSync(folder).flatMap((name) => readCases(name));
const rules = Object.fromEntries(
  Object.keys(plugin.rules).map((name) => [`kv-envelope/${name}`, "error"] as const),
);

const MAX_MESSAGE = 115;
/** What follows a message where there is no suggestion: one clause, with a place or an expression of the source in it. */
const MAX_WHY = 125;

const messages = cases.flatMap(({ code, language, settings }) =>
  new Linter({ configType: "flat" })
    .verify(
      code,
      [
        {
          files: ["**/*"],
          plugins: { "kv-envelope": plugin },
          rules,
          settings: { "kv-envelope": settings },
          languageOptions: { parser },
        },
      ],
      `case.${language}`,
    )
    .flatMap(({ message, suggestions = [] }) => [
      { kind: "report", message },
      ...suggestions.map(({ desc }) => ({ kind: "suggestion", message: desc })),
    ]),
);

const tooLong = (texts: readonly string[], max: number): string[] =>
  [...new Set(texts)].filter((text) => text.length > max).map((text) => `${text.length}: ${text}`);

describe("the messages of all rules", () => {
  const reports = messages
    .filter(({ kind }) => kind === "report")
    .map(({ message }) => message.split(/ No (?:suggestion|envelope|server expiry): /));

  it("are measured at all", () => {
    expect(reports.length).toBeGreaterThan(200);
    expect(reports.filter(([, why]) => why !== undefined).length).toBeGreaterThan(20);
  });

  it("are lines of an editor", () => {
    expect(
      tooLong(
        reports.map(([message = ""]) => message),
        MAX_MESSAGE,
      ),
    ).toEqual([]);
    expect(reports.filter(([message = ""]) => /\n|\{\{/.test(message))).toEqual([]);
  });

  it("say in one clause why there is no suggestion", () => {
    expect(
      tooLong(
        reports.flatMap(([, why = ""]) => why),
        MAX_WHY,
      ),
    ).toEqual([]);
  });
});
