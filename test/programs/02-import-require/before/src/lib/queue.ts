/** The part of the BullMQ queue that we use. Passed in, so that a test can do without Redis. */
interface Queue {
    add(name: string, data: unknown, options?: { delay?: number; ttl?: number }): Promise<unknown>;
}

interface Redis {
    set(key: string, value: string, options: { EX: number }): Promise<unknown>;
}

class CallbackQueue {
    constructor(
        private readonly queue: Queue,
        private readonly redis: Redis,
    ) {}

    async later(number: string, seconds: number): Promise<void> {
        await this.queue.add("callback", { value: number, metadata: { source: "ivr" } }, { delay: seconds * 1000, ttl: 600 });
        await this.redis.set(`callback:${number}`, JSON.stringify({ value: number, ttl: seconds }), { EX: seconds });
    }
}

export = CallbackQueue;
