/** A namespace of Cloudflare Workers KV, where our login pages run. */
interface WorkersKv {
	put(key: string, value: string, options?: { expirationTtl?: number; expiration?: number; metadata?: object }): Promise<void>;
}

/** The login pages ask for trusted devices at the edge; entries expire there by themselves. */
export class EdgeMirror {
	constructor(private readonly namespace: WorkersKv) {}

	publish(user: string, fingerprints: readonly string[], days: number): Promise<void> {
		const value = JSON.stringify({ value: fingerprints, metadata: { user } });
		return this.namespace.put(`device/${user}`, value, { expirationTtl: days * 86_400, metadata: { user } });
	}
}
