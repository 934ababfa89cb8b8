import kv = require("../lib/kv");

interface CallLog {
    from: string;
    to: string;
    seconds: number;
}

type Tags = Record<string, string>;

const days = (n: number): number => n * 24 * 60 * 60;

async function record(callId: string, log: CallLog, tags: Tags, keepDays = 7): Promise<void> {
    await kv.write(`call/${callId}`, {
        value: log,
        expiration_ttl: days(keepDays),
        metadata: tags, // who was on duty, for the monthly report
    });
}

async function find(callId: string) {
    const entry = await kv.read<CallLog>(`call/${callId}`);
    return entry && { ...entry.value, tags: entry.metadata };
}

export { record, find };
