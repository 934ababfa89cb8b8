export interface Settings {
	readonly namespaceId: string;
	readonly apiKey: string;
	readonly otp: { readonly lifetimeSeconds: number; readonly maxAttempts: number };
	readonly deviceDays: number;
}

function required(name: string): string {
	const found = process.env[name];
	if (found === undefined || found === '') throw new Error(`${name} is not set`);
	return found;
}

export const loadSettings = (): Settings => ({
	namespaceId: required('KV_NAMESPACE_ID'),
	apiKey: required('TELNYX_API_KEY'),
	otp: { lifetimeSeconds: 300, maxAttempts: 3 },
	deviceDays: Number(process.env['TRUSTED_DEVICE_DAYS'] ?? 30),
});
