// Next.js: a route handler, a server action and a cache handler over the REST API.
import { NextResponse, type NextRequest } from "next/server";
import { revalidatePath } from "next/cache";

const NAMESPACE = process.env.KV_NAMESPACE_ID;
const urlOf = (key: string) =>
  `https://api.telnyx.com/v2/storage/kvs/${NAMESPACE}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function GET(_request: NextRequest, { params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const response = await fetch(urlOf(`post/${slug}`), { headers, cache: "no-store" }); // get
  if (response.status === 404) return NextResponse.json({ error: "not found" }, { status: 404 });
  const { value } = await response.json();
  return NextResponse.json({ post: value });
}

export async function savePost(form: FormData) {
  "use server";
  const slug = String(form.get("slug"));
  await fetch(urlOf(`post/${slug}`), {
    method: "PUT",
    headers,
    body: JSON.stringify({ value: String(form.get("text")), expiration_ttl: 86_400 }), // put
  });
  revalidatePath(`/posts/${slug}`);
}

/** What `cacheHandler` of next.config names. */
export class CacheHandler {
  async get(key: string): Promise<unknown> {
    const response = await fetch(urlOf(`page/${key}`), { headers }); // get
    if (!response.ok) return null;
    const stored: { value: unknown } = await response.json();
    return stored.value;
  }
  async set(key: string, data: unknown, context: { revalidate?: number | false }): Promise<void> {
    const seconds = typeof context.revalidate === "number" ? context.revalidate : 3600;
    await fetch(urlOf(`page/${key}`), {
      method: "PUT",
      headers,
      body: JSON.stringify({ value: data, expiration_ttl: seconds }), // put
    });
  }
}
