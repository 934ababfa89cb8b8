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
  // A writer with thousands of callers has a store for each of them: what counts is which findings go together.
  const byStore = new Map<string, number[]>();
  for (const [position, { stores }] of findings.entries()) {
    for (const store of new Set(stores.map((each) => JSON.stringify(each)))) {
      const known = byStore.get(store);
      if (known === undefined) byStore.set(store, [position]);
      else known.push(position);
    }
  }
  const groups = new Map([...byStore.values()].map((positions) => [positions.join(), new Set(positions)]));
  const setOf = new Map<string, ReadonlySet<string>>();
  for (const group of groups.values()) {
    const files = filesOf(findings.filter((_, position) => group.has(position)));
    const joined = new Set(files.flatMap((file) => setOf.get(file) ?? []));
    const together = new Set([...[...joined].flatMap((set) => [...set]), ...files]);
    for (const file of together) setOf.set(file, together);
  }
  return [...new Set(setOf.values())].map((set) => [...set]);
}
