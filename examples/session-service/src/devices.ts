// Device tokens (kept for thirty days) and a user's preferences (kept for good): the Telnyx SDK.
import Telnyx from "telnyx";
import { setting } from "./settings.js";

const client = new Telnyx({ apiKey: setting("TELNYX_API_KEY") });
const id = setting("KV_NAMESPACE_ID");

export interface Preferences {
  readonly locale: string;
  readonly theme: "light" | "dark";
}

export async function registerDevice(userId: string, token: string, platform: string): Promise<void> {
  await client.storage.kvs.keys.update(
    `device/${userId}`,
    JSON.stringify({ value: token, expiration_ttl: 30 * 24 * 3600, metadata: { platform } }),
    { id },
  );
}

export async function deviceToken(userId: string): Promise<string | null> {
  try {
    const response = await client.storage.kvs.keys.retrieve(`device/${userId}`, { id });
    const { value } = JSON.parse(await response.text()) as { value: string };
    return value;
  } catch (error) {
    if (error instanceof Telnyx.NotFoundError) return null;
    throw error;
  }
}

export async function savePreferences(userId: string, preferences: Preferences): Promise<void> {
  await client.storage.kvs.keys.update(
    `preferences/${userId}`,
    JSON.stringify({ value: preferences, metadata: { savedBy: userId } }),
    { id },
  );
}

export async function preferencesOf(userId: string): Promise<Preferences | null> {
  try {
    const response = await client.storage.kvs.keys.retrieve(`preferences/${userId}`, { id });
    const { value } = JSON.parse(await response.text()) as { value: Preferences };
    return value;
  } catch (error) {
    if (error instanceof Telnyx.NotFoundError) return null;
    throw error;
  }
}
