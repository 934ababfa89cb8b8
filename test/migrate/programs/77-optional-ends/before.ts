const url = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;
const headers = { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` };
const put = (key: string, body: string) => fetch(url(key), { method: "PUT", headers, body }).then(() => {});

interface Until {
  until?: number;
}
const inSeconds = (end: Date) => Math.floor(end.getTime() / 1000);
const dateIn = (seconds?: number) => (seconds ? new Date(Date.now() + seconds * 1000) : undefined);
function endOf(seconds: number | undefined): number | null {
  return seconds ? inSeconds(new Date(Date.now() + seconds * 1000)) : null;
}

export function ternary(seconds?: number) {
  const end = dateIn(seconds);
  return put("ternary", JSON.stringify({ value: 1, expiration: end ? inSeconds(end) : undefined }));
}
export const called = (seconds?: number) => put("called", JSON.stringify({ value: 1, expiration: endOf(seconds) }));
export function spread(seconds?: number) {
  const end = dateIn(seconds);
  return put("spread", JSON.stringify({ value: 1, ...(end && { expiration: inSeconds(end) }) }));
}
export const member = (of?: Until) => put("member", JSON.stringify({ value: 1, expiration: of?.until && of.until + 30 }));
export const defaulted = (at = 0) => put("defaulted", JSON.stringify({ value: 1, expiration: at }));
export const nothing = () => put("nothing", JSON.stringify({ value: 1, expiration: null }));
export const text = (at?: string) => put("text", JSON.stringify({ value: 1, expiration: at }));
export const both = (end: Date, ttl: number) =>
  put("both", JSON.stringify({ value: 1, expiration_ttl: ttl, expiration: Math.floor(end.getTime() / 1000) }));
