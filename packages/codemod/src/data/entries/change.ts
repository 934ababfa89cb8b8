import type { RestPutOptions, RestStore, StoredBytes } from "@kv-envelope/runtime/stores";
import { classify, isEnvelope, textOf } from "./classify.js";
import { memberTexts } from "./json-text.js";
import { secondsLeft } from "./rewrap.js";
import type { Deed } from "../tally.js";

/** What is to be done to an entry. */
export interface Change {
  readonly key: string;
  readonly before: StoredBytes;
  /** The new bytes; `undefined`: the key is to be deleted. */
  readonly after: Uint8Array | undefined;
  /** The new key; `undefined`: the same. */
  readonly movedTo: string | undefined;
  readonly deeds: readonly Deed[];
  /** Whether what is written is expired at once. */
  readonly isExpired: boolean;
  /** Epoch milliseconds at which the service is to delete what is written; `undefined`: never. */
  readonly expiresAtMs: number | undefined;
}

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

const CHANGED = "was changed since it was read, and is left to the next run";

/**
 * Carries out a change whose entry the backup holds. The service has no compare-and-set: the entry is read again just
 * before, so that another writer's value can be lost only in the moment between that read and the write.
 * @param nowMs epoch milliseconds
 * @returns why it was left, `undefined` if it was done.
 */
export async function carryOut(store: RestStore, change: Change, nowMs: number): Promise<string | undefined> {
  if (change.after === undefined) return await deleteKey(store, change);
  if (change.movedTo !== undefined) return await move(store, change, change.after, change.movedTo, nowMs);
  if (!(await isUnchanged(store, change))) return CHANGED;
  await store.put(change.key, change.after, putOptions(change, nowMs));
  return undefined;
}

const putOptions = ({ before: { contentType }, expiresAtMs }: Change, nowMs: number): RestPutOptions => ({
  contentType,
  ...(expiresAtMs === undefined ? {} : { expirationTtl: secondsLeft(expiresAtMs, nowMs) }),
});

async function deleteKey(store: RestStore, change: Change): Promise<string | undefined> {
  if (!(await isUnchanged(store, change))) return CHANGED;
  await store.delete(change.key);
  return undefined;
}

/** Writes the new key, reads it back, and only then deletes the old one: at no moment is the value under none of the two. */
async function move(
  store: RestStore,
  change: Change,
  after: Uint8Array,
  to: string,
  nowMs: number,
): Promise<string | undefined> {
  const there = await store.getBytes(to);
  // What an interrupted run wrote there is the same value, be it with another expiry.
  if (there !== null && !holdsSame(there.bytes, after, nowMs))
    return `can't be moved: ${to} is there already, with another value`;
  if (!(await isUnchanged(store, change))) return CHANGED;
  if (there === null) {
    await store.put(to, after, putOptions(change, nowMs));
    const written = await store.getBytes(to);
    if (written === null || !sameBytes(written.bytes, after))
      return `was copied to ${to}, which reads differently; the old key is kept`;
    if (!(await isUnchanged(store, change)))
      return `was changed while it was copied to ${to}; both keys are kept`;
  }
  await store.delete(change.key);
  return undefined;
}

async function isUnchanged(store: RestStore, { key, before }: Change): Promise<boolean> {
  const present = await store.getBytes(key);
  return present !== null && sameBytes(present.bytes, before.bytes);
}

/** Whether two stored values are the same bytes, or envelopes of the same value and metadata, both alive or both expired. */
function holdsSame(one: Uint8Array, other: Uint8Array, nowMs: number): boolean {
  if (sameBytes(one, other)) return true;
  if (classify(one, nowMs) !== classify(other, nowMs)) return false;
  const [left, right] = [envelopeMembers(one), envelopeMembers(other)];
  return (
    left !== undefined &&
    right !== undefined &&
    ["value", "metadata"].every((name) => left.get(name) === right.get(name))
  );
}

const envelopeMembers = (bytes: Uint8Array): ReadonlyMap<string, string> | undefined =>
  isEnvelope(classify(bytes, 0)) ? memberTexts(textOf(bytes) ?? "{}") : undefined;
