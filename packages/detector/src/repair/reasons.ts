import type { TSESTree } from "@typescript-eslint/utils";
import type { Context } from "../kv/context.js";
import { placeOf } from "../kv/place.js";
import type { WrittenBack } from "./written-back.js";
import type { Reason } from "../http/reason.js";
import type { PossibleRead } from "../kv/handles/possible-reads.js";
import type { Outcome } from "./outcome.js";

export const tooTangled = (place: string): Reason => ({
  why: `the program's calls are too tangled to be followed to the end (given up at ${place})`,
  remedy: "run on a part of the program, or without that file, so that all reads of the store are seen",
});

export const besideOther = (place: string): Reason => ({
  why: `another write of the same store (${place}) stores something else, which nothing would tell from a value by itself`,
  remedy: "run without --unwrap, or write both in one form",
});

export const writtenBack = (
  context: Context,
  { call, outOfSight }: WrittenBack,
  from: TSESTree.Node,
): Reason => {
  const at = placeOf(context, call, from);
  return {
    why:
      outOfSight === undefined
        ? `what is read is written once more at ${at}, where nothing says when it ends`
        : `what is read gets to where it can't be followed (${placeOf(context, outOfSight, from)}), and what is written at ${at} is taken from where the program keeps it, and may be that: nothing says there when it ends`,
    remedy: "take the value out there, and write it as the other writes do, with its ttl",
  };
};

/** Why a write is left whose store may be read at a place that is not understood. */
export const POSSIBLE_READ: Readonly<Record<PossibleRead["kind"], (place: string) => Reason>> = {
  name: (place) => ({
    why: `what has the binding's name is read at ${place}, and nothing says whether it is the same`,
    remedy: "give it a type from the edge runtime, or decode it with `decodeEnvelope`",
  }),
  called: (place) => ({
    why: `the store may be read at ${place} in a way that is not understood`,
    remedy: "call the method itself there, or decode with `decodeEnvelope`",
  }),
  "handed on": (place) => ({
    why: `code that is not seen gets the store at ${place}, and may read it`,
    remedy: "decode there with `decodeEnvelope`",
  }),
  command: (place) => ({
    why: `the command at ${place} reads a key on the service's command line, and may read this store`,
    remedy: "decode what it prints with `decodeEnvelope`",
  }),
};

export const WAITING_WRITE: Outcome = {
  status: "left",
  reason: { why: "waits for the phase of the writes", remedy: "deploy the tolerant reads first" },
  waitsFor: "writes",
};
export const WAITING_READ: Outcome = {
  status: "left",
  reason: { why: "is not tolerant of envelopes yet", remedy: "run the phase of the reads, and deploy it" },
  waitsFor: "reads",
};

export const KEPT_WITH_ANOTHER: Reason = {
  why: "what it writes is also sent by a write that is to stay as it is",
  remedy: "rewrite both, or send them apart",
};

export const NOT_EXAMINED: Outcome = { status: "left", reason: { why: "not examined", remedy: "run again" } };
