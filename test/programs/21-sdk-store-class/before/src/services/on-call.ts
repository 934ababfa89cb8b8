import { desk } from "../lib/desk.ts";
import type { Store } from "../lib/store.ts";

/** Who takes the calls tonight. A shift ends at a fixed hour (UTC), whenever it was taken. */
export class Shifts {
	constructor(private readonly store: Store = desk()) {}

	async take(team: string, agent: string, endHour: number): Promise<string> {
		const end = new Date();
		end.setUTCHours(endHour, 0, 0, 0);
		await this.store.keepUntil(`shift/${team}`, { agent }, end.getTime() / 1000);
		return end.toISOString();
	}

	async current(team: string): Promise<string> {
		const shift = await this.store.get<{ agent: string }>(`shift/${team}`);
		return shift?.agent ?? "voicemail";
	}
}
