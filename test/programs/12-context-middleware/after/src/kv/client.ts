import { unwrapResponse } from "@kv-envelope/runtime";

export type KvClient = ReturnType<typeof createKvClient>;

export function createKvClient(namespace: string, token: string) {
  const base = `https://api.telnyx.com/v2/storage/kvs/${namespace}`;
  const headers = { Authorization: "Bearer " + token };
  const urlOf = (key: string) => `${base}/keys/${encodeURIComponent(key)}`;

  return {
    async put(key: string, payload: object) {
      const res = await fetch(urlOf(key), { method: "PUT", headers, body: JSON.stringify(payload) });
      if (!res.ok) throw new Error(`PUT ${key} → ${res.status}`);
    },
    async get<T>(key: string): Promise<T | undefined> {
      const res = await fetch(urlOf(key), { headers })
        .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
      if (res.status === 404) return undefined;
      return res.json();
    },
    async delete(key: string) {
      await fetch(urlOf(key), { method: "DELETE", headers });
    },
  };
}
