export type Result<T> = { ok: true; item: T } | { ok: false; reason: string };

export const ok = <T>(item: T): Result<T> => ({ ok: true, item });
export const err = (reason: string): Result<never> => ({ ok: false, reason });

export const map = <T, U>(result: Result<T>, change: (item: T) => U): Result<U> => (result.ok ? ok(change(result.item)) : result);
