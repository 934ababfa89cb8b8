// Several namespaces in one value.
import type { KvNamespace } from "@telnyx/edge-runtime";

export const putMapped = (all: KvNamespace[]) =>
  Promise.all(all.map((kv) => kv.put("b/1", "v", { metadata: {} }))); // put
export const getMapped = (all: KvNamespace[]) => Promise.all(all.map((kv) => kv.get("b/1"))); // get
export async function each(all: readonly KvNamespace[]) {
  for (const kv of all) {
    await kv.put("b/2", "v", { metadata: {} }); // put
    await kv.get("b/2"); // get
  }
  await all[0]?.put("b/3", "v", { metadata: {} }); // put
  await all[0]?.get("b/3"); // get
  await all.at(-1)?.put("b/4", "v", { metadata: {} }); // put
  await all.at(-1)?.get("b/4"); // get
}
export async function byName(stores: Record<string, KvNamespace>, name: string) {
  await stores[name]?.put("b/5", "v", { metadata: {} }); // put
  await stores[name]?.get("b/5"); // get
  for (const kv of Object.values(stores)) {
    await kv.put("b/6", "v", { metadata: {} }); // put
    await kv.get("b/6"); // get
  }
  for (const [key, kv] of Object.entries(stores)) {
    await kv.put(key, "v", { metadata: {} }); // put
    await kv.get(key); // get
  }
}
export async function inMap(stores: Map<string, KvNamespace>, name: string) {
  await stores.get(name)?.put("b/7", "v", { metadata: {} }); // put
  await stores.get(name)?.get("b/7"); // get
  const kv = stores.get(name);
  await kv?.put("b/8", "v", { metadata: {} }); // put
  await kv?.get("b/8"); // get
  stores.forEach((each) => void each.put("b/9", "v", { metadata: {} })); // put
  stores.forEach((each) => void each.get("b/9")); // get
  for (const [, other] of stores) {
    await other.put("b/10", "v", { metadata: {} }); // put
    await other.get("b/10"); // get
  }
}
const made = new Map<string, KvNamespace>();
export const register = (name: string, kv: KvNamespace) => made.set(name, kv);
export const putMade = (name: string) => made.get(name)?.put("b/11", "v", { metadata: {} }); // put
export const getMade = (name: string) => made.get(name)?.get("b/11"); // get
export class Pool {
  private readonly all = new Set<KvNamespace>();
  private readonly named: { [name: string]: KvNamespace } = {};
  async write(name: string) {
    for (const kv of this.all) await kv.put("b/12", "v", { metadata: {} }); // put
    await this.named[name]?.put("b/13", "v", { metadata: {} }); // put
  }
  async read(name: string) {
    for (const kv of this.all) await kv.get("b/12"); // get
    return this.named[name]?.get("b/13"); // get
  }
}
export async function pair([first, second]: [KvNamespace, KvNamespace]) {
  await first.put("b/14", "v", { metadata: {} }); // put
  return second.get("b/14"); // get
}
export async function nested(all: { name: string; kv: KvNamespace }[]) {
  for (const { kv } of all) await kv.put("b/15", "v", { metadata: {} }); // put
  return Promise.all(all.map(async ({ kv, name }) => kv.get(name))); // get
}
