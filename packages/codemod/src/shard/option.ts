import { UsageError } from "../shared/errors.js";

/** Which part of a run's files a run reports. */
export interface Shard {
  /** Counts from 1. */
  readonly index: number;
  readonly count: number;
}

/** What `--shard` takes, as an error names it. */
export const SHARDS = "i/n, the i-th of n parts, for example 1/3";

/**
 * Reads the option `--shard`.
 * @throws {UsageError} if it is none of {@link SHARDS}.
 */
export function readShard(given: string): Shard {
  const [, first = "", second = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(given) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (index < 1 || count < index)
    throw new UsageError(`--shard: ${JSON.stringify(given)} given; allowed: ${SHARDS}`);
  return { index, count };
}

/** A shard's own part: every n-th of what all shards have in the same order, so that the parts are of a size. */
export const partOf = <T>(all: readonly T[], { index, count }: Shard): T[] =>
  all.filter((_, position) => position % count === index - 1);
