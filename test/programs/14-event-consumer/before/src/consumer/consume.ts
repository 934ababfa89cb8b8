import { handlers } from "../handlers";
import type { Message } from "../messages";
import { markHandled, wasHandled } from "./idempotency";

export type Result = "done" | "duplicate" | "ignored" | "retry";

export async function consume(message: Message): Promise<Result> {
    const handler = handlers[message.type];
    if (!handler) {
        return "ignored";
    }
    if (await wasHandled(message)) {
        return "duplicate";
    }
    try {
        await handler(message);
    } catch {
        return "retry";
    }
    await markHandled(message);
    return "done";
}
