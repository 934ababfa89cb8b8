const root = `https://api.telnyx.com/v2/storage/kvs/${process.env["COMMANDS_NAMESPACE_ID"]}/keys`;
const headers = { Authorization: `Bearer ${process.env["TELNYX_API_KEY"]}` };

export async function put(key: string, body: string): Promise<void> {
  const response = await fetch(`${root}/${key}`, { method: "PUT", headers, body });
  if (!response.ok) throw new Error(`KV put answered with ${response.status}`);
}

export async function get(key: string): Promise<string | null> {
  const response = await fetch(`${root}/${key}`, { headers });
  return response.status === 404 ? null : response.text();
}
