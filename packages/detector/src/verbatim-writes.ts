import type { TSESTree } from "@typescript-eslint/utils";
import type { VerbatimField } from "./api.js";
import type { VerbatimWrite } from "./fields.js";
import type { Operation, SeenWrite } from "./operations.js";
import type { StoreKey } from "./store.js";

/** A raw write with the fields that are reported for it. */
export interface ReportedWrite extends VerbatimWrite {
  /** Where it writes, as the outermost callers tell. */
  readonly stores: readonly StoreKey[];
  /** Further calls, or further ways to this one, that send the same fields: mended together or not at all. */
  readonly twins: readonly VerbatimWrite[];
}

interface Growing extends VerbatimWrite {
  readonly stores: StoreKey[];
  readonly twins: VerbatimWrite[];
}

/**
 * All raw writes that carry verbatim fields. Every field is reported once, however many calls lead
 * to it, and where it is nearest to the request.
 */
export function findVerbatimWrites(writes: readonly Operation<SeenWrite>[]): ReportedWrite[] {
  const found: Growing[] = [];
  const owners = new Map<TSESTree.Node, Map<string, Growing>>();
  const ownerOf = ({ node, name }: VerbatimField): Growing | undefined => owners.get(node)?.get(name);
  for (const operation of writes) {
    for (const { verbatim, stores } of waysOf(operation)) {
      const fields = verbatim.fields.filter((field) => ownerOf(field) === undefined);
      const [first] = verbatim.fields;
      if (fields.length === 0) {
        const owner = first === undefined ? undefined : ownerOf(first);
        owner?.twins.push(verbatim);
        owner?.stores.push(...stores);
        continue;
      }
      const reported = { ...verbatim, fields, stores: [...stores], twins: [] };
      for (const { node, name } of fields) owners.set(node, (owners.get(node) ?? new Map<string, Growing>()).set(name, reported));
      found.push(reported);
    }
  }
  return found;
}

interface Way {
  readonly verbatim: VerbatimWrite;
  readonly stores: readonly StoreKey[];
}

/** The ways in which a call carries fields: one for all callers that add none, with the stores of the outermost. */
function waysOf({ views }: Operation<SeenWrite>): Way[] {
  const ways: { verbatim: VerbatimWrite; stores: StoreKey[] }[] = [];
  for (const { value, isOutermost } of views) {
    if (value?.verbatim === undefined) continue;
    const { verbatim, write } = value;
    let way = ways.find((other) => isSameRepair(other.verbatim, verbatim));
    if (way === undefined) {
      way = { verbatim, stores: [] };
      ways.push(way);
    }
    if (isOutermost) way.stores.push(write.store);
  }
  return ways.map(({ verbatim, stores }) => ({ verbatim, stores: stores.length > 0 ? stores : [verbatim.write.store] }));
}

const siteOf = ({ payload }: VerbatimWrite): TSESTree.Node | undefined => (payload.kind === "object" ? payload.site.node : undefined);

const isSameRepair = (one: VerbatimWrite, other: VerbatimWrite): boolean =>
  siteOf(one) === siteOf(other) &&
  one.fields.length === other.fields.length &&
  one.fields.every((field, position) => field.node === other.fields[position]?.node && field.name === other.fields[position].name);
