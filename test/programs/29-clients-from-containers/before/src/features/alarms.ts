import { KvClient } from "../kv/client.js";

export class Alarms {
  constructor(private readonly kv = new KvClient()) {}

  mute(zone: string, by: string): Promise<void> {
    return this.kv.put(`mute/${zone}`, JSON.stringify({ value: by, expiration_ttl: 300 }));
  }

  async mutedBy(zone: string): Promise<string | null> {
    const text = await this.kv.get(`mute/${zone}`);
    return text === null ? null : (JSON.parse(text) as { value: string }).value;
  }
}
