// Feature flags, published to the web site's own store at Cloudflare. That service does read these fields: this file
// is right as it is, and no tool for Telnyx KV may touch it.
import { setting } from "./settings.js";

export async function publishFlag(name: string, enabled: boolean): Promise<void> {
  const account = setting("CLOUDFLARE_ACCOUNT_ID");
  const namespace = setting("CLOUDFLARE_NAMESPACE_ID");
  const response = await fetch(
    `https://api.cloudflare.com/client/v4/accounts/${account}/storage/kv/namespaces/${namespace}/bulk`,
    {
      method: "PUT",
      headers: {
        Authorization: `Bearer ${setting("CLOUDFLARE_API_TOKEN")}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify([
        {
          key: `flag:${name}`,
          value: String(enabled),
          expiration_ttl: 86_400,
          metadata: { publishedBy: "session-service" },
        },
      ]),
    },
  );
  if (!response.ok) throw new Error(`publishing the flag ${name} failed: ${response.status}`);
}
