import type { Context } from "../context.js";
import type { Operation } from "../operations/operations.js";
import type { KvCall } from "./kv-call.js";
import type { SeenCall } from "./see-call.js";

/** The calls of Telnyx KV and of the envelope helpers, each with all that is known through the chains of calls that lead to it. */
export function kvCallsOf(context: Context, calls: readonly Operation<SeenCall>[]): KvCall[] {
  const proven = new Set(
    calls
      .filter((operation) => seenIn(operation).some(({ evidence }) => evidence === "shape"))
      .map(({ call }) => context.index.fileOf(call)),
  );
  return calls.flatMap((operation): KvCall[] => {
    // In a file that writes like the quick start, its other helper of that name is the quick start's, too.
    const seen = seenIn(operation).filter(
      ({ evidence }) => evidence !== "name" || proven.has(context.index.fileOf(operation.call)),
    );
    const [first] = seen;
    if (first === undefined) return [];
    return [
      {
        operation: first.operation,
        kind: first.kind,
        call: operation.call,
        keys: seen.flatMap(({ keys, isInUrl }) => keys.map((parts) => ({ parts, isInUrl }))),
        expiries: seen.flatMap(({ expiries }) => expiries),
      },
    ];
  });
}

const seenIn = ({ answers }: Operation<SeenCall>): SeenCall[] =>
  answers.flatMap(({ value }) => (value === undefined ? [] : [value]));
