const base = `https://api.telnyx.com/v2/storage/kvs/${process.env.RATES_KV ?? ""}/keys`;

async function request(method: "GET" | "PUT", key: string, body?: string): Promise<Response> {
  const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY ?? ""}` };
  return fetch(`${base}/${encodeURIComponent(key)}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

/** Stores a text under a key. */
export async function storeText(key: string, text: string): Promise<void> {
  const response = await request("PUT", key, text);
  if (!response.ok) throw new Error(`PUT ${key}: ${response.status}`);
}

/** The text under a key, if there is one. */
export async function loadText(key: string): Promise<string | undefined> {
  const response = await request("GET", key);
  return response.ok ? response.text() : undefined;
}
