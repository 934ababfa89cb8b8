// What only inference tells: type guards, conditional types with `infer`, generics of the program's own.
import type { KvNamespace } from "@telnyx/edge-runtime";

declare const anything: any;

const isKv = (value: unknown): value is KvNamespace => typeof value === "object";
export async function saveGuarded(kv: unknown) {
  if (isKv(kv)) await kv.put("n/1", "v", { metadata: {} }); // put
}
export const loadGuarded = async (kv: unknown) => (isKv(kv) ? kv.get("n/1") : null); // get

interface Env {
  S: KvNamespace;
  n: number;
}
type In<T, K extends keyof T> = T extends { [P in K]: infer V } ? V : never;
export const saveInferred = (kv: In<Env, "S">) => kv.put("n/2", "v", { metadata: {} }); // put
export const loadInferred = (kv: In<Env, "S">) => kv.get("n/2"); // get

class Builder<T extends object = {}> {
  constructor(readonly built: T) {}
  with<K extends string, V>(name: K, value: V): Builder<T & { [P in K]: V }> {
    return anything;
  }
}
const app = new Builder({}).with("kv", anything as KvNamespace).built;
export const saveBuilt = () => app.kv.put("n/3", "v", { metadata: {} }); // put
export const loadBuilt = () => app.kv.get("n/3"); // get

const without = ({ n: _, ...kvs }: Env) => kvs;
const kvs = without(anything);
export const saveRest = () => kvs.S.put("n/4", "v", { metadata: {} }); // put
export const loadRest = () => kvs.S.get("n/4"); // get
