import { putEntry, removeEntry } from "../infra/kv";
import type { Message } from "../messages";

export const onUserDeleted = async ({ payload, receivedAt }: Message): Promise<void> => {
    await removeEntry(`welcome/${payload.userId}`);
    // The tombstone has to stay: it has no ttl.
    await putEntry(`tombstone/${payload.userId}`, { value: receivedAt, metadata: { reason: payload.reason ?? "unknown" } });
};
