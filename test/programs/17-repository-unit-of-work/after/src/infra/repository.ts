import { encodeEnvelope, unwrapResponse } from "@kv-envelope/runtime";
import { authorization, keyEndpoint } from "./endpoint.js";
import { StorageError } from "./errors.js";

/** How an entity lies in the store. */
interface Row<T> {
  value: T;
  ttl?: number;
}

/**
 * Base of all repositories. Entities are JSON; `lifetime` is in seconds and may be
 * overridden for a single save.
 */
export abstract class Repository<T extends object> {
  protected abstract readonly collection: string;
  protected abstract readonly lifetime: number;

  async find(id: string): Promise<T | undefined> {
    const response = await fetch(keyEndpoint(this.keyOf(id)), { headers: authorization() })
      .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
    if (response.status === 404) return undefined;
    if (!response.ok) throw new StorageError("find", response.status);
    const row = (await response.json()) as Row<T>;
    return row.value;
  }

  async save(id: string, entity: T, lifetime: number = this.lifetime): Promise<void> {
    // the service drops the key by itself after `ttl` seconds
    const row: Row<T> = { value: entity, ttl: lifetime };
    const response = await fetch(keyEndpoint(this.keyOf(id)), {
      method: "PUT",
      headers: { ...authorization(), "Content-Type": "application/json" },
      body: encodeEnvelope(row.value, { ttlSeconds: row.ttl }),
    });
    if (!response.ok) throw new StorageError("save", response.status);
  }

  async remove(id: string): Promise<void> {
    const response = await fetch(keyEndpoint(this.keyOf(id)), { method: "DELETE", headers: authorization() });
    if (!response.ok && response.status !== 404) throw new StorageError("remove", response.status);
  }

  protected keyOf(id: string): string {
    return `${this.collection}/${id}`;
  }
}
