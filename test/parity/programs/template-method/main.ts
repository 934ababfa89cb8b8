import { Store } from "./store.js";

const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const url = (key: string): string =>
  `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;

export class Sessions extends Store {
  constructor() {
    super("s-");
  }
  async find(key: string): Promise<unknown> {
    const response = await fetch(url(`${this.prefix}${key}`), { headers }); // get
    if (!response.ok) return null;
    return ((await response.json()) as { value: unknown }).value;
  }
  protected async write(key: string, body: string): Promise<void> {
    await fetch(url(key), { method: "PUT", headers, body });
  }
}
