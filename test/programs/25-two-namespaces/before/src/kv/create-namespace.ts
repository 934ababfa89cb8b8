export interface Namespace {
  readonly name: string;
  read(key: string): Promise<string | undefined>;
  write(key: string, text: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** A client for one namespace. Text in, text out. */
export function createNamespace(name: string, id: string | undefined): Namespace {
  if (!id) throw new Error(`no id for the namespace "${name}"`);
  const urlOf = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${id}/keys/${encodeURIComponent(key)}`;
  const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

  return {
    name,
    async read(key) {
      const res = await fetch(urlOf(key), { headers });
      if (res.status === 404) return undefined;
      if (!res.ok) throw new Error(`${name}: reading ${key} gave ${res.status}`);
      return await res.text();
    },
    async write(key, text) {
      const res = await fetch(urlOf(key), { method: "PUT", headers, body: text });
      if (!res.ok) throw new Error(`${name}: writing ${key} gave ${res.status}`);
    },
    async remove(key) {
      await fetch(urlOf(key), { method: "DELETE", headers });
    },
  };
}
