import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { outcomeOf, readCases } from "./cases.js";
import { hostsFor } from "./hosts.js";

const KNOWN_MISSES = "known-misses.md";
const files = readdirSync(new URL("./cases/", import.meta.url)).filter(
  (name) => name.endsWith(".md") && name !== KNOWN_MISSES,
);

describe.each(files)("%s", (fileName) => {
  for (const entry of readCases(fileName)) {
    test.each(hostsFor(entry.language))(`${entry.name}, through $name`, (host) => {
      const { lines, kinds } = outcomeOf(host, entry);
      expect(lines).toEqual(entry.expected);
      if (entry.kinds.length > 0) expect(kinds).toEqual(entry.kinds);
    });
  }

  test(fileName.startsWith("silent") ? "expects no report" : "expects a report in every case", () => {
    const flagged = readCases(fileName).filter(({ expected }) => expected.length > 0);
    expect(flagged).toHaveLength(fileName.startsWith("silent") ? 0 : readCases(fileName).length);
  });
});

describe(KNOWN_MISSES, () => {
  for (const entry of readCases(KNOWN_MISSES)) {
    test.each(hostsFor(entry.language))(`${entry.name}, through $name`, (host) => {
      expect(entry.expected).not.toEqual([]);
      expect(outcomeOf(host, entry).lines).toEqual([]);
    });
  }
});
