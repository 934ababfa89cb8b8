// A namespace that is waited for.
import type { KvNamespace } from "@telnyx/edge-runtime";

declare function open(name: string): Promise<KvNamespace>;
interface Factory {
  open(name: string): Promise<KvNamespace>;
  readonly make: () => KvNamespace;
}
declare function inject<T>(token: string): T;

export async function awaited(pending: Promise<KvNamespace>) {
  const kv = await pending;
  await kv.put("c/1", "v", { metadata: {} }); // put
  return (await pending).get("c/1"); // get
}
export const then = (pending: Promise<KvNamespace>) => pending.then((kv) => kv.put("c/2", "v", { metadata: {} })); // put
export const thenRead = (pending: Promise<KvNamespace>) => pending.then(async (kv) => kv.get("c/2")); // get
export async function opened() {
  const kv = await open("one");
  await kv.put("c/3", "v", { metadata: {} }); // put
  return (await open("one")).get("c/3"); // get
}
export const openedThen = () => open("one").then((kv) => kv.put("c/4", "v", { metadata: {} })); // put
export const openedRead = () => open("one").then((kv) => kv.get("c/4")); // get
export async function made(factory: Factory) {
  await factory.make().put("c/5", "v", { metadata: {} }); // put
  const kv = await factory.open("one");
  return kv.get("c/5"); // get
}
export async function all(pending: Promise<KvNamespace>[]) {
  const [first] = await Promise.all(pending);
  await first?.put("c/6", "v", { metadata: {} }); // put
  for (const kv of await Promise.all(pending)) await kv.get("c/6"); // get
}
export async function injected() {
  const kv = inject<KvNamespace>("S");
  await kv.put("c/7", "v", { metadata: {} }); // put
  return inject<{ S: KvNamespace }>("env").S.get("c/7"); // get
}
