import { unwrapResponse } from "@kv-envelope/runtime";
import type { KeyValueStore } from "./key-value-store.js";

export interface TelnyxKvOptions {
  namespaceId: string;
  apiKey: string;
}

export class StoreError extends Error {
  constructor(operation: string, readonly status: number) {
    super(`KV ${operation} answered with ${status}`);
    this.name = "StoreError";
  }
}

export class TelnyxKvStore implements KeyValueStore {
  private readonly root: string;
  private readonly headers: Record<string, string>;

  constructor({ namespaceId, apiKey }: TelnyxKvOptions) {
    this.root = `https://api.telnyx.com/v2/storage/kvs/${namespaceId}/keys`;
    this.headers = { Authorization: `Bearer ${apiKey}` };
  }

  async put(key: string, body: string): Promise<void> {
    const response = await fetch(this.keyUrl(key), {
      method: "PUT",
      headers: { ...this.headers, "Content-Type": "application/json" },
      body,
    });
    if (!response.ok) throw new StoreError("put", response.status);
  }

  async get(key: string): Promise<string | null> {
    const response = await fetch(this.keyUrl(key), { headers: this.headers })
      .then((storedResponse) => unwrapResponse(storedResponse, {
        as: "payload",
        legacy: true,
        onExpired: () => this.delete(key),
      }));
    if (response.status === 404) return null;
    if (!response.ok) throw new StoreError("get", response.status);
    return response.text();
  }

  async delete(key: string): Promise<void> {
    const response = await fetch(this.keyUrl(key), { method: "DELETE", headers: this.headers });
    if (!response.ok) throw new StoreError("delete", response.status);
  }

  private keyUrl(key: string): string {
    return `${this.root}/${encodeURIComponent(key)}`;
  }
}
