import * as kv from "../infra/kv";
import type { MessageHandler } from "../messages";

const MINUTES = 15;

const onPasswordReset: MessageHandler = async (message) => {
    const { userId, token } = message.payload;
    if (!userId || !token) {
        throw new Error(`message ${message.id} is incomplete`);
    }
    const entry = { value: { token, requestedAt: message.receivedAt }, ttl: MINUTES * 60 };
    await kv.putEntry("reset/" + userId, entry);
};

export default onPasswordReset;
