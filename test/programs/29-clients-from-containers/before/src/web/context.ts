import { KvClient } from "../kv/client.js";

export interface Variables {
  kv: KvClient;
  locale: string;
}

export class Context {
  readonly #variables = new Map<string, unknown>();

  set<K extends keyof Variables>(name: K, value: Variables[K]): void {
    this.#variables.set(name, value);
  }

  get<K extends keyof Variables>(name: K): Variables[K] {
    return this.#variables.get(name) as Variables[K];
  }
}

export function createContext(locale: string): Context {
  const context = new Context();
  context.set("kv", new KvClient());
  context.set("locale", locale);
  return context;
}
