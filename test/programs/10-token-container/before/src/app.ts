import { bootstrap } from './bootstrap';
import { TOKENS } from './tokens';

const container = bootstrap();

if (process.env['FIXED_OTP'] !== undefined) {
	// Staging: the testers have no phones.
	const fixed = process.env['FIXED_OTP'];
	container.register(TOKENS.codes, () => () => fixed);
}

export const startVerification = (phone: string) => container.resolve(TOKENS.otp).start(phone, 'sms');

export async function verify(phone: string, code: string, user: string, fingerprint: string) {
	const outcome = await container.resolve(TOKENS.otp).check(phone, code);
	if (outcome === 'ok') await container.resolve(TOKENS.devices).trust(user, fingerprint);
	return outcome;
}

export const device = {
	async status(user: string, fingerprint: string) {
		const devices = container.resolve(TOKENS.devices);
		return { trusted: await devices.isTrusted(user, fingerprint), label: await devices.label(user, fingerprint) };
	},
	async rename(user: string, fingerprint: string, label: string) {
		await container.resolve(TOKENS.devices).rename(user, fingerprint, label);
	},
};
