import kv = require("../lib/kv");

const REDELIVERY_WINDOW = 15 * 60;

/** The service delivers a webhook again where our answer was late; its id stays the same. */
async function firstDelivery(eventId: string): Promise<boolean> {
    const key = `webhook/${eventId}`;
    if (await kv.read(key)) return false;
    await kv.write(key, { value: true, expiration_ttl: REDELIVERY_WINDOW });
    return true;
}

export = firstDelivery;
