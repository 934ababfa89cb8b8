import { getEntry, putEntry } from "../infra/kv";
import type { Message } from "../messages";

// The queue redelivers for up to six hours.
const DEDUPE_SECONDS = 6 * 60 * 60;

const dedupeKey = (message: Message): string => `dedupe/${message.type}/${message.id}`;

export async function wasHandled(message: Message): Promise<boolean> {
    const entry = await getEntry(dedupeKey(message));
    return entry !== undefined;
}

export async function markHandled(message: Message): Promise<void> {
    await putEntry(dedupeKey(message), {
        value: 1,
        ttl: DEDUPE_SECONDS,
        metadata: {
            receivedAt: message.receivedAt,
            consumer: "account-events",
        },
    });
}

/** For the support page: when did we see this message first? */
export async function firstSeen(type: string, id: string): Promise<string | null> {
    const entry = await getEntry<number>(`dedupe/${type}/${id}`);
    const at = entry?.metadata?.receivedAt;
    return typeof at === "string" ? at : null;
}
