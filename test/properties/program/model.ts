// What a program does, as its spec says: before the migration, and after it as on a store of envelopes.
import { NAMES, NOTES, saveArguments } from "./entry.js";
import type { Operation, Spec } from "./spec.js";

/** The time at which every program starts. */
export const NOW = Date.UTC(2027, 0, 15, 8);

/** What a call came to. A list, so that `undefined` and nothing are told apart. */
export type Outcome = readonly ["gives", unknown] | readonly ["throws"];

/** How an operation is called, and what is to be seen of it once the program is migrated. */
export interface OperationModel {
  readonly save: string;
  readonly saveArguments: readonly unknown[];
  readonly load: string;
  readonly prefix: string;
  /** Until when the entry is alive, in epoch milliseconds. */
  readonly end: number | undefined;
  /** The same of an entry as the unmigrated program wrote it: its relative ttl has no known start. */
  readonly legacyEnd: number | undefined;
  /** What the unmigrated program stores. */
  readonly legacyText: string;
  /** An entry that is neither envelope nor legacy payload, if the program can read such a thing. */
  readonly plain: string | undefined;
  readonly expected: Observation;
}

export interface Observation {
  readonly saved: Outcome;
  readonly stored: string | undefined;
  readonly fresh: Outcome;
  /** At the last millisecond of its life, and after it; `undefined` where it has no end. */
  readonly atEnd: Outcome | undefined;
  readonly late: Outcome | undefined;
  readonly legacy: Outcome;
  readonly legacyLate: Outcome | undefined;
  readonly missing: Outcome;
  readonly plain: Outcome | undefined;
}

/** The functions for texts of the user's own, which go through the raw functions as they are. */
export interface NotesModel {
  readonly save: string;
  readonly load: string;
  readonly prefix: string;
}

export interface Model {
  readonly operations: readonly OperationModel[];
  readonly notes: NotesModel | undefined;
}

function legacyTextOf(
  { fields }: Spec,
  { ttl, endsIn, metadata, value }: Operation,
  ttlStays: boolean,
): string {
  const lifetime = fields.ttl === undefined || !ttlStays ? {} : { [fields.ttl]: ttl };
  const others = {
    ...(fields.expiration ? { expiration: NOW / 1000 + endsIn } : {}),
    ...(fields.metadata ? { metadata } : {}),
  };
  // In the order of the statements, where they are assigned.
  const beside = fields.naming === "assigned" ? { ...others, ...lifetime } : { ...lifetime, ...others };
  return JSON.stringify(fields.order === "value-first" ? { value, ...beside } : { ...beside, value });
}

function modelOf(spec: Spec, operation: Operation, index: number): OperationModel {
  const names = NAMES[index] ?? NAMES[0];
  const { fields } = spec;
  const { ttl, endsIn, metadata, value } = operation;
  const expires = fields.ttl !== undefined && ttl !== undefined && ttl > 0;
  const legacyEnd = fields.expiration ? NOW + endsIn * 1000 : undefined;
  const end = expires ? NOW + ttl * 1000 : legacyEnd;
  const given = fields.metadata ? metadata : end === undefined ? {} : undefined;
  const stored = JSON.stringify({ value, expires_at: end, metadata: given });

  const opened = (text: string): unknown => (spec.unpack === "text" ? text : JSON.parse(text));
  const present: Outcome = [
    "gives",
    spec.unpack === "text" && typeof value !== "string" ? JSON.stringify(value) : value,
  ];
  const missing: Outcome =
    spec.missing === "throw" ? ["throws"] : ["gives", spec.missing === "null" ? null : undefined];
  const plain = {
    text: "just a text",
    parse: '{"plain":true}',
    member: undefined,
    destructure: undefined,
    then: undefined,
    variable: undefined,
  }[spec.unpack];
  return {
    save: names.save,
    saveArguments: saveArguments(fields, operation, NOW),
    load: names.load,
    prefix: names.prefix,
    end,
    legacyEnd,
    legacyText: legacyTextOf(spec, operation, expires),
    plain,
    expected: {
      saved: ["gives", undefined],
      stored,
      fresh: present,
      atEnd: end === undefined ? undefined : present,
      late: end === undefined ? undefined : missing,
      legacy: present,
      legacyLate: legacyEnd === undefined ? undefined : missing,
      missing,
      plain: plain === undefined ? undefined : ["gives", opened(plain)],
    },
  };
}

export const modelProgram = (spec: Spec): Model => ({
  operations: spec.operations.map((operation, index) => modelOf(spec, operation, index)),
  notes: spec.notes ? NOTES : undefined,
});
