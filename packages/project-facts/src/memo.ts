/**
 * How long an answer about the disk is believed. A command-line run asks the disk once a directory;
 * an editor's long-lived process notices a changed manifest or an upgrade without a restart.
 */
const LIFETIME_MS = 5_000;

/** Remembers what `compute` answers for a key, for {@link LIFETIME_MS}. */
export function memoize<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, { readonly value: T; readonly atMs: number }>();
  return (key) => {
    const nowMs = Date.now();
    const entry = known.get(key);
    if (entry !== undefined && nowMs - entry.atMs < LIFETIME_MS) return entry.value;
    const value = compute(key);
    known.set(key, { value, atMs: nowMs });
    return value;
  };
}
