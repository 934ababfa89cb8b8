import type { RestStore } from "@kv-envelope/runtime/stores";
import { messageOf } from "../shared/errors.js";
import { sha256 } from "./backup/backup-format.js";
import { carryOut } from "./entries/change.js";
import type { Change } from "./entries/change.js";
import { eachOf } from "./each-of.js";
import { examine } from "./entries/examine.js";
import type { Entry } from "./entries/examine.js";
import type { Planned } from "./entries/plan-change.js";
import { Tally } from "./tally.js";
import { walk } from "./walk.js";
import type { Backup } from "./backup/write-backup.js";

export interface ProcessOptions {
  readonly store: RestStore;
  readonly prefix: string;
  readonly concurrency: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly cursor: string | undefined;
  /** `undefined`: nothing is changed. */
  readonly backup: Backup | undefined;
  /** What an entry needs. */
  readonly plan: (entry: Entry, nowMs: number) => Planned | Promise<Planned>;
  /** Told how many entries were looked at. */
  readonly onProgress: (entries: number) => void;
}

/**
 * Goes through a namespace batch by batch: reads, plans, puts what is going to be changed into the backup, and changes it.
 * Killed at any moment, each entry is as it was or as it is to be.
 */
export async function processNamespace({
  store,
  prefix,
  concurrency,
  now,
  cursor,
  backup,
  plan,
  onProgress,
}: ProcessOptions): Promise<Tally> {
  const tally = new Tally();
  let seen = 0;
  await walk({
    store,
    prefix,
    cursor,
    onBatch: async (keys) => {
      const nowMs = now();
      const changes: Change[] = [];
      // Of two keys that would be moved to one, the second is left.
      const targets = new Set<string>();
      for (const entry of await examine(store, keys, concurrency, nowMs, tally)) {
        const planned = await plan(entry, nowMs);
        if (planned === undefined) continue;
        if ("reason" in planned) tally.left.add(entry.key, planned.reason);
        else if (planned.change.movedTo !== undefined && targets.has(planned.change.movedTo)) {
          tally.left.add(entry.key, `can't be moved: another key is moved to ${planned.change.movedTo}`);
        } else {
          if (planned.change.movedTo !== undefined) targets.add(planned.change.movedTo);
          changes.push(planned.change);
        }
      }
      await change(store, changes, concurrency, backup, tally, now);
      seen += keys.length;
      onProgress(seen);
    },
    onCursor: async (reached) => backup?.reach(reached),
  });
  return tally;
}

async function change(
  store: RestStore,
  changes: readonly Change[],
  concurrency: number,
  backup: Backup | undefined,
  tally: Tally,
  now: () => number,
): Promise<void> {
  const done = ({ deeds, isExpired }: Change): void => {
    for (const deed of deeds) tally.did(deed);
    if (isExpired) tally.expiredAtOnce += 1;
  };
  if (backup === undefined) {
    changes.forEach(done);
    return;
  }
  if (changes.length === 0) return;
  await backup.add(
    changes.map(({ key, before, after, movedTo, expiresAtMs }) => ({
      key,
      ...before,
      movedTo,
      expiresAtMs,
      after: after && sha256(after),
    })),
  );
  await eachOf(changes, concurrency, async (each) => {
    try {
      const reason = await carryOut(store, each, now());
      if (reason === undefined) done(each);
      else tally.left.add(each.key, reason);
    } catch (error) {
      tally.failed.add(each.key, messageOf(error));
    }
  });
}
