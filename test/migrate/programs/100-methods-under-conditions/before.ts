const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface Lock {
  value: string;
  expiration_ttl: number;
}

/** Writes where there is something to write, and reads where there is not. */
async function locks(key: string, data?: object): Promise<Lock | null> {
  const res = await fetch(url(`lock-${key}`), { headers, ...(data && { method: "PUT", body: JSON.stringify(data) }) });
  if (!res.ok) return null;
  return data === undefined ? res.json() : null;
}

export async function lock(name: string, owner: string): Promise<void> {
  await locks(name, { value: owner, expiration_ttl: 20 });
}

export async function holder(name: string): Promise<string | null> {
  return (await locks(name))?.value ?? null;
}

/** The same with a method for each verb, and none that has a body where none is given. */
const api: Record<string, (key: string, data?: object) => Promise<Response>> = {};
for (const verb of ["get", "put"])
  api[verb] = (key, data) =>
    fetch(url(`flag-${key}`), { headers, method: verb.toUpperCase(), body: data && JSON.stringify(data) });

export async function setFlag(name: string, value: boolean): Promise<void> {
  await api.put?.(name, { value, expiration_ttl: 20 });
}

export async function flag(name: string): Promise<boolean> {
  const res = await api.get?.(name);
  if (res === undefined || !res.ok) return false;
  const { value } = (await res.json()) as { value: boolean };
  return value;
}
