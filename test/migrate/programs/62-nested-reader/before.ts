const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export class Store {
  private readonly names = new Map<string, string>();

  put = async (key: string, value: string) => {
    await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: 60, }), });
    this.names.set(key, value);
  };

  get = async (key: string): Promise<string | null> => (await this.load(key)) ?? null;

  private async load(key: string): Promise<string | null> {
    const read = async () => {
      const res = await fetch(url(key), { headers });
      if (res.status === 404) return null;
      return (await res.json()) as { value: string };
    };
    const entry = await read();
    return entry && entry.value;
  }
}
