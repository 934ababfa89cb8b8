import { desk } from "../lib/desk.ts";

export interface CallRecord {
	from: string;
	to: string;
	seconds: number;
}

const NINETY_DAYS = 90 * 24 * 3600;

export async function logCall(id: string, record: CallRecord, agent?: string): Promise<void> {
	await desk().keepFor(`call/${id}`, record, NINETY_DAYS, agent ? { agent } : undefined);
}

export async function minutesOf(id: string): Promise<number> {
	const record = await desk().get<CallRecord>(`call/${id}`);
	return record ? Math.ceil(record.seconds / 60) : 0;
}
