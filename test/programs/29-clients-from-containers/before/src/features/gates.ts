import { inject, KV } from "../di/providers.js";
import type { KvClient } from "../kv/client.js";

export class Gates {
  private readonly kv = inject<KvClient>(KV);

  open(gate: string, visitor: string): Promise<void> {
    return this.kv.put(`gate/${gate}`, JSON.stringify({ value: { visitor }, expiration_ttl: 30 }));
  }

  async lastAt(gate: string): Promise<string | undefined> {
    const text = await this.kv.get(`gate/${gate}`);
    if (text === null) return undefined;
    const { value } = JSON.parse(text) as { value: { visitor: string } };
    return value.visitor;
  }
}
