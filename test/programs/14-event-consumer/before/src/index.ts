import { consume } from "./consumer/consume";
import type { Message } from "./messages";

export { firstSeen } from "./consumer/idempotency";
export * as queries from "./queries";

/** A batch is handled in order: "deleted" must not overtake "created". */
export async function onBatch(messages: readonly Message[]): Promise<Record<string, string>> {
    const results: Record<string, string> = {};
    for (const message of messages) {
        results[message.id] = await consume(message);
    }
    return results;
}
