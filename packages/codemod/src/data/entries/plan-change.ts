import { decodeEnvelope } from "@kv-envelope/runtime";
import { memoryStore } from "@kv-envelope/runtime/stores";
import { messageOf } from "../../shared/errors.js";
import type { Change } from "./change.js";
import { textOf } from "./classify.js";
import type { Entry } from "./examine.js";
import { rewrap, unwrapEnvelope } from "./rewrap.js";
import type { Target, TtlFrom } from "./rewrap.js";

/** The change that an entry needs, the reason why it can't have it, or `undefined` where it needs none. */
export type Planned = { readonly change: Change } | { readonly reason: string } | undefined;

/** Deletes what has expired. */
export const planSweep = ({ key, stored, kind }: Entry): Planned =>
  kind === "expired"
    ? {
        change: {
          key,
          before: stored,
          after: undefined,
          movedTo: undefined,
          deeds: ["deleted"],
          isExpired: false,
          expiresAtMs: undefined,
        },
      }
    : undefined;

export interface RepairOptions {
  readonly to: Target;
  /** Whether envelopes that are alive become what the service expires, too. */
  readonly envelopes: boolean;
  readonly ttlFrom: TtlFrom;
  readonly moveColons: boolean;
}

/** Rewraps legacy payloads or has the service expire them, and moves keys with a colon where that is asked for. */
export async function planRepair(
  { key, stored, kind, updatedAtMs }: Entry,
  { to, envelopes, ttlFrom, moveColons }: RepairOptions,
  nowMs: number,
): Promise<Planned> {
  const movedTo = moveColons && key.includes(":") ? key.replaceAll(":", "/") : undefined;
  const text = textOf(stored.bytes) ?? "";
  const rewrapped =
    kind === "legacy"
      ? rewrap(text, { to, ttlFrom, nowMs, updatedAtMs })
      : kind === "alive" && envelopes && endsByEnvelope(text)
        ? unwrapEnvelope(text, nowMs)
        : undefined;
  if (rewrapped === undefined && movedTo === undefined) return undefined;
  if (rewrapped !== undefined && "reason" in rewrapped) return { reason: rewrapped.reason };
  const refusal = await refusalOf(movedTo ?? key, rewrapped?.text ?? "");
  if (refusal !== undefined)
    return {
      reason:
        movedTo === undefined && key.includes(":")
          ? `${refusal}; --move-colons moves it to ${key.replaceAll(":", "/")}`
          : refusal,
    };
  return {
    change: {
      key,
      before: stored,
      after: rewrapped === undefined ? stored.bytes : Buffer.from(rewrapped.text),
      movedTo,
      deeds: [
        ...(rewrapped === undefined
          ? []
          : [to === "server" ? ("rewritten" as const) : ("rewrapped" as const)]),
        ...(movedTo === undefined ? [] : ["moved" as const]),
      ],
      isExpired: rewrapped?.isExpired ?? false,
      expiresAtMs: rewrapped?.expiresAtMs,
    },
  };
}

/** Whether an envelope says an end: one that has metadata alone is what the service would hold of it anyway. */
const endsByEnvelope = (text: string): boolean => decodeEnvelope(text, { now: 0 })?.expiresAtMs !== undefined;

/** Why the service would refuse a key or a value: the store in memory refuses the same, without a request. */
async function refusalOf(key: string, text: string): Promise<string | undefined> {
  try {
    await memoryStore().put(key, text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
