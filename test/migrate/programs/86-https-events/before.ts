import https from "node:https";
const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
interface Answer { status: number; text: string }
function call(method: string, key: string, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = https.request(url(key), { method, headers }, (res) => {
      const parts: string[] = [];
      res.setEncoding("utf8");
      res.on("data", (part: string) => parts.push(part));
      res.on("end", () => resolve({ status: res.statusCode ?? 0, text: parts.join("") }));
      res.on("error", reject);
    });
    req.on("error", reject);
    if (body !== undefined) req.write(body);
    req.end();
  });
}
export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  const { status } = await call("PUT", key, JSON.stringify({ value, expiration_ttl: ttl }));
  if (status >= 300) throw new Error(`put ${status}`);
}
export async function get(key: string): Promise<unknown> {
  const answer = await call("GET", key);
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw new Error(`get ${answer.status}`);
  const { value } = JSON.parse(answer.text) as { value: unknown };
  return value;
}
