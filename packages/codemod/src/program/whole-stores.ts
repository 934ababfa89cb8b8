import type { Finding } from "@kv-envelope/detector";

/**
 * The files that are written together or not at all: of a store whose writes are rewritten and one of whose
 * reads is not, that read would take an envelope for the value. Stores that have a file in common go together.
 * @param filesOf the files that a rewrite of some findings changes, the reads that belong to them included.
 */
export function filesTogether(
  findings: readonly Finding[],
  filesOf: (findings: readonly Finding[]) => readonly string[],
): (readonly string[])[] {
  const byStore = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const store of finding.stores.map((each) => JSON.stringify(each)))
      byStore.set(store, [...(byStore.get(store) ?? []), finding]);
  }
  let sets: Set<string>[] = [];
  for (const ofStore of byStore.values()) {
    const files = filesOf(ofStore);
    const [joined, apart] = [true, false].map((isMeant) =>
      sets.filter((set) => files.some((file) => set.has(file)) === isMeant),
    );
    sets = [...(apart ?? []), new Set([...(joined ?? []).flatMap((set) => [...set]), ...files])];
  }
  return sets.map((set) => [...set]);
}
