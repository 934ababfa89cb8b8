import { putEntry } from "../infra/kv";
import type { Message } from "../messages";

interface Welcome {
    userId: string;
    locale: string;
}

export async function onUserCreated({ payload }: Message): Promise<void> {
    const userId = payload.userId ?? "";
    const welcome: Welcome = { userId, locale: payload.locale ?? "en" };
    // Sent by another job, within two days or not at all.
    await putEntry(`welcome/${userId}`, { value: welcome, ttl: 172_800 });
}
