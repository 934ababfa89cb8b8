import { firstValueFrom, from, switchMap } from "rxjs";

const url = (key: string): string =>
  `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${encodeURIComponent(key)}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

export async function put(key: string, value: unknown, ttl: number): Promise<void> {
  await firstValueFrom(from(fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) }))); // put
}
export const get = (key: string): Promise<unknown> =>
  firstValueFrom(
    from(fetch(url(key), { headers })).pipe( // get
      switchMap(async (response) => (response.ok ? ((await response.json()) as { value: unknown }).value : null)),
    ),
  );
