// Only calls that evidence reaches are ever asked what they are. So evidence has to reach every write, read and delete,
// also one that is none before its callers are known: a source that tracking misses is a lost finding.
import { describe, expect, it } from "vitest";
import { seeCall } from "../../packages/detector/src/kv/calls/see-call.js";
import { candidateCalls } from "../../packages/detector/src/flow/candidate-calls.js";
import { TypedReceivers } from "../../packages/detector/src/kv/evidence/typed-receivers.js";
import { Context } from "../../packages/detector/src/kv/context.js";
import { parseFile } from "../../packages/codemod/src/source/parse.js";
import { sources } from "./sources.js";
import type { Source } from "./sources.js";

/** How many calls of a file are ones of Telnyx KV, all of them being asked, and which of these evidence does not reach. */
function missedIn({ text, fileName, settings, facts }: Source): {
  readonly found: number;
  readonly missed: readonly string[];
} {
  const context = new Context({ moduleOf: () => undefined, factsOf: () => facts }, settings);
  try {
    context.add(parseFile(text, fileName));
  } catch {
    // Fixtures that can't be parsed, on purpose.
    return { found: 0, missed: [] };
  }
  new TypedReceivers(context).track();
  const calls = context.files
    .flatMap((file) => candidateCalls(context.index, file))
    .filter((call) =>
      context
        .answersOf(call, (callContext) => seeCall(context, call, callContext))
        .some(({ value }) => value !== undefined && value.evidence !== "name"),
    );
  return {
    found: calls.length,
    missed: calls.flatMap((call) =>
      context.tracker.evidenceAt(call) === undefined ? [context.index.textOf(call)] : [],
    ),
  };
}

describe("evidence", () => {
  const all = sources().map((source) => ({ name: source.name, ...missedIn(source) }));

  it("is found in the files of the repository often enough", () => {
    expect(all.reduce((sum, { found }) => sum + found, 0)).toBeGreaterThan(1_000);
  });

  it("reaches every call that reads, writes or deletes", () => {
    expect(
      all.filter(({ missed }) => missed.length > 0).map(({ name, missed }) => ({ name, missed })),
    ).toEqual([]);
  });
});
