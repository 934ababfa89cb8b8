const at = (key: string) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;

const headers = { authorization: `Bearer ${process.env.TELNYX_API_KEY}` };

interface Step extends RequestInit {
  url: string;
}

/** The steps of signing somebody in, each of which is one request. */
function* signIn(user: string, token: string, seconds: number): Generator<Step> {
  yield {
    url: at(`session-${user}`),
    method: "PUT",
    body: JSON.stringify({ value: token, expiration_ttl: seconds }),
  };
  yield { url: at(`last-${user}`), method: "PUT", body: token };
}

const send = async ({ url, ...init }: Step): Promise<Response> => fetch(url, { headers, ...init });

export async function login(user: string, token: string): Promise<void> {
  for (const { url, ...init } of signIn(user, token, 60)) await fetch(url, { ...init, headers });
}

export async function lock(user: string, seconds: number): Promise<void> {
  await send({
    url: at(`lock-${user}`),
    method: "PUT",
    body: JSON.stringify({ value: true, expiration_ttl: seconds }),
  });
}

export async function session(user: string): Promise<string | null> {
  const response = await send({ url: at(`session-${user}`) });
  return response.status === 404 ? null : ((await response.json()) as { value: string }).value;
}

export async function isLocked(user: string): Promise<boolean> {
  const response = await fetch(at(`lock-${user}`), { headers });
  return response.ok && ((await response.json()) as { value: boolean }).value;
}
