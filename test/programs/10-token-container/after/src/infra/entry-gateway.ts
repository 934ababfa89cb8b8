import { encodeEnvelope, unwrapResponse } from '@kv-envelope/runtime';
import type { Settings } from '../config/settings';

/** The body of a KV entry, as the API takes it. */
export interface Entry<T = unknown> {
	value: T;
	expiration_ttl?: number;
	metadata?: Record<string, string | number>;
}

export class EntryGateway {
	constructor(private readonly settings: Pick<Settings, 'namespaceId' | 'apiKey'>) {}

	async write(key: string, entry: Entry): Promise<void> {
		await this.call('PUT', key, encodeEnvelope(entry.value, {
			ttlSeconds: entry.expiration_ttl,
			metadata: entry.metadata,
		}));
	}

	async read<T>(key: string): Promise<Entry<T> | undefined> {
		const response = await this.call('GET', key);
		if (response === undefined) return undefined;
		return (await response.json()) as Entry<T>;
	}

	async drop(key: string): Promise<void> {
		await this.call('DELETE', key);
	}

	private async call(method: 'GET' | 'PUT' | 'DELETE', key: string, body?: string): Promise<Response | undefined> {
		const { namespaceId, apiKey } = this.settings;
		const response = await fetch(
			'https://api.telnyx.com/v2/storage/kvs/' + namespaceId + '/keys/' + encodeURIComponent(key),
			{
				method,
				headers: { authorization: `Bearer ${apiKey}` },
				...(body === undefined ? {} : { body }),
			},
		).then((storedResponse) => unwrapResponse(storedResponse, { as: 'payload', legacy: true }));
		if (response.status === 404) return undefined;
		if (!response.ok) throw new Error(`${method} ${key}: ${response.status} ${response.statusText}`);
		return response;
	}
}
