import type { EntryGateway } from '../infra/entry-gateway';
import type { Settings } from '../config/settings';

interface Challenge {
	code: string;
	attempts: number;
}

export type Outcome = 'ok' | 'wrong' | 'locked' | 'expired';

export class OtpService {
	constructor(
		private readonly entries: EntryGateway,
		private readonly settings: Settings['otp'],
		private readonly newCode: () => string,
	) {}

	async start(phone: string, channel: 'sms' | 'call'): Promise<string> {
		const code = this.newCode();
		const challenge: Challenge = { code, attempts: 0 };
		await this.entries.write(otpKey(phone), {
			value: challenge,
			expiration_ttl: this.settings.lifetimeSeconds, // five minutes
			metadata: { channel },
		});
		return code;
	}

	async check(phone: string, given: string): Promise<Outcome> {
		const entry = await this.entries.read<Challenge>(otpKey(phone));
		if (!entry) return 'expired';
		const challenge = entry.value;
		if (challenge.attempts >= this.settings.maxAttempts) return 'locked';
		if (challenge.code === given) {
			await this.entries.drop(otpKey(phone));
			return 'ok';
		}
		await this.entries.write(otpKey(phone), {
			value: { ...challenge, attempts: challenge.attempts + 1 },
			expiration_ttl: this.settings.lifetimeSeconds,
		});
		return 'wrong';
	}
}

const otpKey = (phone: string): string => `otp/${phone.replace('+', '')}`;
