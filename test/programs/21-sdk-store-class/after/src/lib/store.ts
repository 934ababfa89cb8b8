import Telnyx, { NotFoundError } from "telnyx";
import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";
import { namespaces, type NamespaceName } from "../config/namespaces.ts";

interface Stored<T> {
	value: T;
}

/** One KV namespace, through the SDK. */
export class Store {
	readonly #client: Telnyx;
	readonly #id: string;

	constructor(name: NamespaceName, client: Telnyx = new Telnyx()) {
		this.#client = client;
		this.#id = namespaces[name];
	}

	/** Keeps `value` for so many seconds. */
	async keepFor<T>(key: string, value: T, seconds: number, labels?: Record<string, string>): Promise<void> {
		await this.#client.storage.kvs.keys.update(
			key,
			encodeEnvelope(value, { ttlSeconds: seconds, metadata: labels }),
			{ id: this.#id },
		);
	}

	/** Keeps `value` until a moment in epoch seconds. */
	async keepUntil<T>(key: string, value: T, epochSeconds: number): Promise<void> {
		const body = encodeEnvelope(value, { expiresAtMs: epochSeconds * 1000 });
		await this.#client.storage.kvs.keys.update(key, body, { id: this.#id });
	}

	async get<T>(key: string): Promise<T | undefined> {
		try {
			const response = await this.#client.storage.kvs.keys.retrieve(key, { id: this.#id })
				.then((storedResponse) => unwrapResponse(storedResponse, {
					as: "payload",
					legacy: true,
					client: "telnyx",
					errorClass: NotFoundError,
				}));
			const stored = JSON.parse(await response.text()) as Stored<T>;
			return stored.value;
		} catch (error) {
			if (error instanceof NotFoundError) return undefined;
			throw error;
		}
	}

	async drop(key: string): Promise<void> {
		await this.#client.storage.kvs.keys.delete(key, { id: this.#id });
	}
}
