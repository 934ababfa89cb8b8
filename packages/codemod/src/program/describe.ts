import { formatMessage, textOfReason } from "@kv-envelope/detector";
import type {
  Expiry,
  Finding,
  Outcome,
  Phase,
  RawRead,
  StoreName,
  UncheckedRead,
  WriteKind,
} from "@kv-envelope/detector";

/** A stretch of source: lines and columns count from 1, the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where one verbatim field stands, and what the service really does with it. */
export interface FieldLocation extends Place {
  readonly field: string;
  readonly message: string;
}

/** What becomes of a write or a read: `left` always has a reason. In a dry run, `rewritten` is what `--write` would do. */
export interface Verdict {
  readonly status: "rewritten" | "left";
  readonly reason?: string;
  /** Of what is left only for now: the phase that rewrites it. */
  readonly waitsFor?: Phase;
  /** What a person should know about a rewrite. */
  readonly notes?: readonly string[];
}

/** One raw KV write with verbatim fields. Its place is its first field's. */
export interface MigrationFinding extends Place, Verdict {
  readonly kind: WriteKind;
  /** What a rewrite changes: the function that writes on behalf of its callers, or the place that says what is written. */
  readonly depth: "writer" | "call";
  /** The names of its verbatim fields, in source order. */
  readonly fields: readonly string[];
  readonly locations: readonly FieldLocation[];
  /** What it writes to; at least one. */
  readonly stores: readonly StoreName[];
}

/** One raw KV read of a store whose writes are rewritten. */
export interface MigrationRead extends Place, Verdict {
  /** Those of the findings' stores that it can see, under the findings' names for them. */
  readonly stores: readonly StoreName[];
}

/** A read that takes an envelope apart and does not look at its expiry, whoever wrote the envelope. It is only told of. */
export interface UncheckedEnvelopeRead extends Place {
  /** What it takes from the envelope. */
  readonly members: readonly string[];
  /** What happens, and what to do. */
  readonly message: string;
}

interface Located {
  readonly loc: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

const placeOf = ({ loc }: Located): Place => ({
  line: loc.start.line,
  column: loc.start.column + 1,
  endLine: loc.end.line,
  endColumn: loc.end.column + 1,
});

/** @param fault why the file's rewrite is not applied, if it is not: then nothing in it is rewritten. */
function verdictOf(outcome: Outcome, fault: string | undefined): Verdict {
  if (outcome.status === "left")
    return {
      status: "left",
      reason: textOfReason(outcome.reason),
      ...(outcome.waitsFor === undefined ? {} : { waitsFor: outcome.waitsFor }),
    };
  if (fault !== undefined) return { status: "left", reason: fault };
  return outcome.notes.length === 0 ? { status: "rewritten" } : { status: "rewritten", notes: outcome.notes };
}

export function describeFinding(
  { kind, call, fields, outcome, depth, stores }: Finding,
  expiry: Expiry,
  fault?: string,
): MigrationFinding {
  const locations = fields.map(({ name, node, messageId, data }) => ({
    field: name,
    ...placeOf(node),
    message: formatMessage(messageId, data, expiry),
  }));
  return {
    ...placeOf(fields[0]?.node ?? call),
    kind,
    depth,
    fields: fields.map((field) => field.name),
    locations,
    stores,
    ...verdictOf(outcome, fault),
  };
}

export const describeRead = ({ node, outcome, stores }: RawRead, fault?: string): MigrationRead => ({
  ...placeOf(node),
  stores,
  ...verdictOf(outcome, fault),
});

export function describeUncheckedRead({ node, members, outcome }: UncheckedRead): UncheckedEnvelopeRead {
  const taken = members.map((member) => `\`${member}\``).join(", ");
  const how =
    outcome.status === "left"
      ? `by hand: ${textOfReason(outcome.reason)}`
      : "as ESLint's kv-envelope/require-envelope-read suggests";
  return {
    ...placeOf(node),
    members,
    message: `takes ${taken} from an expiry envelope and does not look at \`expires_at\`, so that it goes on with what has expired: read it with a helper that looks, ${how}`,
  };
}
