// What the language of types makes of a binding's type, and values that say nothing of theirs.
import type { KvNamespace } from "@telnyx/edge-runtime";

declare const anything: any;
declare const make: () => any;

// An interface in parts.
interface Parts {
  readonly n: number;
}
interface Parts {
  S: KvNamespace;
}
export const saveParts = (env: Parts) => env.S.put("l/1", "v", { metadata: {} }); // put
export const loadParts = (env: Parts) => env.S.get("l/1"); // get

// A namespace of the program's own.
namespace Deps {
  export interface Env {
    S: KvNamespace;
  }
}
export const saveNamespaced = (env: Deps.Env) => env.S.put("l/2", "v", { metadata: {} }); // put
export const loadNamespaced = (env: Deps.Env) => env.S.get("l/2"); // get

// Names of an enum, and computed ones.
enum Store {
  Sessions = "S",
}
type ByStore = { [K in Store]: KvNamespace };
const byStore: ByStore = { [Store.Sessions]: anything };
export const saveByStore = () => byStore[Store.Sessions].put("l/3", "v", { metadata: {} }); // put
export const loadByStore = () => byStore[Store.Sessions].get("l/3"); // get

const KEY = Symbol("kv");
const bySymbol: { [KEY]: KvNamespace } = { [KEY]: anything };
export const saveBySymbol = () => bySymbol[KEY].put("l/4", "v", { metadata: {} }); // put
export const loadBySymbol = () => bySymbol[KEY].get("l/4"); // get

// Parts of unions.
type Backend = { type: "kv"; kv: KvNamespace } | { type: "memory"; map: Map<string, string> };
const backend = { type: "kv", kv: anything } as Backend;
export const saveBackend = async () => {
  if (backend.type === "kv") await backend.kv.put("l/5", "v", { metadata: {} }); // put
};
export const loadBackend = async () =>
  backend.type === "kv" ? backend.kv.get("l/5") : (backend.map.get("l/5") ?? null); // get

interface Env {
  S: KvNamespace;
  n: number;
}
const extracted: Extract<Env[keyof Env], KvNamespace> = make();
const excluded: Exclude<KvNamespace | undefined, undefined> = make();
export const saveExtracted = () => extracted.put("l/6", "v", { metadata: {} }); // put
export const loadExcluded = () => excluded.get("l/6"); // get

// What is given to the program's own generics.
const later = <T>(make: () => T): { readonly value: T } => ({
  get value() {
    return make();
  },
});
const lazy = later<KvNamespace>(() => anything);
export const saveLazy = () => lazy.value.put("l/7", "v", { metadata: {} }); // put
export const loadLazy = () => lazy.value.get("l/7"); // get

const byOwner = new WeakMap<object, KvNamespace>();
export const saveOwned = async (owner: object) => byOwner.get(owner)?.put("l/8", "v", { metadata: {} }); // put
export const loadOwned = async (owner: object) => byOwner.get(owner)?.get("l/8"); // get

const all = new Set<KvNamespace>();
export const saveAll = () => Promise.all([...all].map((kv) => kv.put("l/9", "v", { metadata: {} }))); // put
export const loadAll = () => Promise.all(Array.from(all, (kv) => kv.get("l/9"))); // get

// Functions that say what `this` is, and what the rest of their parameters are.
export function saveOf(this: { kv: KvNamespace }) {
  return this.kv.put("l/10", "v", { metadata: {} }); // put
}
export function loadOf(this: { kv: KvNamespace }) {
  return this.kv.get("l/10"); // get
}
type Args = [kv: KvNamespace, key: string];
export const saveRest = (...args: [...Args, string]) => args[0].put("l/11", args[2], { metadata: {} }); // put
export const loadRest = (...[kv]: Args) => kv.get("l/11"); // get

// Overloads of a method.
interface Registry {
  take(name: "s"): KvNamespace;
  take(name: "n"): number;
}
const registry: Registry = { take: (name: string): any => anything[name] };
export const saveTaken = () => registry.take("s").put("l/12", "v", { metadata: {} }); // put
export const loadTaken = () => registry.take("s").get("l/12"); // get

// Base classes that are given.
type Constructor<T> = new (...args: any[]) => T;
const Saving = <B extends Constructor<{ kv: KvNamespace }>>(Base: B) =>
  class extends Base {
    save() {
      return this.kv.put("l/13", "v", { metadata: {} }); // put
    }
    load() {
      return this.kv.get("l/13"); // get
    }
  };
export const Sessions = Saving(
  class {
    kv: KvNamespace = anything;
  },
);

// A class that has one instance, and a getter that says what it gives.
class Stores {
  static #only: Stores | undefined;
  static get only(): Stores {
    return (Stores.#only ??= new Stores(anything));
  }
  private constructor(readonly sessions: KvNamespace) {}
}
export const saveOnly = () => Stores.only.sessions.put("l/14", "v", { metadata: {} }); // put
export const loadOnly = () => Stores.only.sessions.get("l/14"); // get

const lookAlikes: { values: Map<string, string>; kv: Set<string> } = anything;
export const others = [lookAlikes.values.get("a"), anything.get("a"), anything.put("a", "v", { metadata: {} })];
