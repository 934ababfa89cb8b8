// What a text says before anybody parses it is never wrong in the "no": a file in which the detector finds
// something would not be looked at at all.
import { describe, expect, it } from "vitest";
import {
  mayHaveCalls,
  mayHaveFindings,
  mayHoldEnvelopes,
  namesAnything,
  programOfFile,
} from "@kv-envelope/detector";
import type { ParsedFile } from "@kv-envelope/detector";
import { parseFile } from "../../packages/codemod/src/source/parse.js";
import { sources } from "./sources.js";
import type { Source } from "./sources.js";

function parsed({ text, fileName }: Source): ParsedFile | undefined {
  try {
    return parseFile(text, fileName);
  } catch {
    // Fixtures that can't be parsed, on purpose.
    return undefined;
  }
}

/** What the detector finds in a file by itself, and what of that its text denies. */
function deniedIn(source: Source): { readonly found: number; readonly denied: readonly string[] } {
  const { text, settings, facts } = source;
  const file = parsed(source);
  if (file === undefined) return { found: 0, denied: [] };
  const program = programOfFile(file, settings, facts);
  const looks = [
    { what: "calls", found: program.calls().length, may: mayHaveCalls(text, settings, facts) },
    {
      what: "findings",
      found: program.detect().findings.length,
      may: mayHaveFindings(text, settings, facts),
    },
    {
      what: "envelopes",
      found: program.uncheckedReads().length + program.floatingWrites().length,
      may: mayHoldEnvelopes(text, settings, facts),
    },
  ];
  // The one look that comes before these.
  const isNamed = namesAnything(text, settings, facts);
  return {
    found: looks.filter(({ found }) => found > 0).length,
    denied: looks.filter(({ found, may }) => found > 0 && !(isNamed && may)).map(({ what }) => what),
  };
}

describe("a file in which the detector finds something", () => {
  const all = sources().map((source) => ({ ...source, ...deniedIn(source) }));

  it("is among the files of the repository often enough", () => {
    expect(all.filter(({ found }) => found > 0).length).toBeGreaterThan(500);
  });

  it("has evidence in its text", () => {
    expect(
      all.filter(({ denied }) => denied.length > 0).map(({ name, denied }) => ({ name, denied })),
    ).toEqual([]);
  });
});
