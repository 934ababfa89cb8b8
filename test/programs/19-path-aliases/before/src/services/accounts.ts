import { limits } from "@config";
import { getEntry, keyFor, normalise, putEntry, removeEntry, type EntryFields } from "@core";
import { revokeResetLink } from "@services/reset-links";

const lockReason: EntryFields["metadata"] = { reason: "too many failures" };

/** Counts a failed sign-in. The third locks the account and takes an open reset link away. */
export async function recordFailure(address: string): Promise<number> {
  const key = keyFor("failures", normalise(address));
  const failures = ((await getEntry<number>(key))?.value ?? 0) + 1;
  if (failures < limits.maxFailures) {
    await putEntry(key, { value: failures, expiration_ttl: limits.lockout });
  } else {
    await putEntry(key, {
      value: failures,
      expiration_ttl: limits.lockout,
      metadata: lockReason,
    });
    await revokeResetLink(address);
  }
  return failures;
}

export async function isLocked(address: string): Promise<boolean> {
  const entry = await getEntry<number>(keyFor("failures", normalise(address)));
  return entry !== undefined && entry.value >= limits.maxFailures;
}

export const unlock = (address: string) => removeEntry(keyFor("failures", normalise(address)));
