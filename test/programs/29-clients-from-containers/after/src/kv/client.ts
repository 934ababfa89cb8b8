import { unwrapResponse } from "@kv-envelope/runtime";

export class KvClient {
  readonly #root = `https://api.telnyx.com/v2/storage/kvs/${process.env["KV_NAMESPACE_ID"]}/keys`;
  readonly #headers = { Authorization: `Bearer ${process.env["TELNYX_API_KEY"]}` };

  async put(key: string, body: string): Promise<void> {
    const response = await fetch(`${this.#root}/${key}`, { method: "PUT", headers: this.#headers, body });
    if (!response.ok) throw new Error(`KV put answered with ${response.status}`);
  }

  async get(key: string): Promise<string | null> {
    const response = await fetch(`${this.#root}/${key}`, { headers: this.#headers })
      .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }));
    return response.status === 404 ? null : response.text();
  }
}
