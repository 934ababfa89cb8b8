import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";

const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface Article {
  title: string;
  metadata: { tags: string[] };
}

// The users' own documents: their `metadata` and `expiration` are data.
export async function saveArticle(id: string, article: Article): Promise<void> {
  await fetch(url(`article/${id}`), { method: "PUT", headers, body: JSON.stringify(article) });
}
export async function saveCard(id: string, number: string, expiration: string): Promise<void> {
  await fetch(url(`card/${id}`), { method: "PUT", headers, body: JSON.stringify({ number, expiration }) });
}
export async function article(id: string): Promise<Article | null> {
  const res = await fetch(url(`article/${id}`), { headers });
  return res.ok ? ((await res.json()) as Article) : null;
}

// Theirs, and wrong.
export async function saveDraft(id: string, text: string): Promise<void> {
  await fetch(url(`draft/${id}`), { method: "PUT", headers, body: encodeEnvelope(text, { ttlSeconds: 600 }) });
}
export async function draft(id: string): Promise<string | null> {
  const res = await fetch(url(`draft/${id}`), { headers })
    .then((response) => unwrapResponse(response, { as: "payload", legacy: true }));
  return res.ok ? (await res.json()).value : null;
}

// Already right.
export async function saveToken(id: string, token: string): Promise<void> {
  await fetch(`${url(`token/${id}`)}?ttl_secs=60`, { method: "PUT", headers, body: token });
}
export async function token(id: string): Promise<string | null> {
  const res = await fetch(url(`token/${id}`), { headers });
  return res.ok ? res.text() : null;
}
