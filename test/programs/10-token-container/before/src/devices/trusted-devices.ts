import type { EntryGateway } from '../infra/entry-gateway';

export class TrustedDevices {
	constructor(
		private readonly entries: EntryGateway,
		private readonly days: number,
	) {}

	trust(user: string, fingerprint: string): Promise<void> {
		const ttl = this.days * 86_400;
		return this.entries.write(`device/${user}/${fingerprint}`, { value: true, expiration_ttl: ttl });
	}

	async isTrusted(user: string, fingerprint: string): Promise<boolean> {
		const entry = await this.entries.read<boolean>(`device/${user}/${fingerprint}`);
		return entry?.value ?? false;
	}

	/** The name a user gave to a device stays for good. */
	async rename(user: string, fingerprint: string, label: string): Promise<void> {
		await this.entries.write(`label/${user}/${fingerprint}`, { value: label, metadata: { length: label.length } });
	}

	async label(user: string, fingerprint: string): Promise<string> {
		return (await this.entries.read<string>(`label/${user}/${fingerprint}`))?.value ?? 'unnamed device';
	}
}
