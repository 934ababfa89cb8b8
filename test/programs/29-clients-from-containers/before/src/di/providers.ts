import { KvClient } from "../kv/client.js";

export const KV = Symbol("kv");

const providers = [{ provide: KV, useFactory: () => new KvClient() }] as const;

export function inject<T>(token: symbol): T {
  const provider = providers.find(({ provide }) => provide === token);
  if (provider === undefined) throw new Error("no provider");
  return provider.useFactory() as T;
}
