import { NotFoundError } from "telnyx";
import { unwrapResponse } from "@kv-envelope/runtime";
import { TelnyxService } from "../telnyx-service.js";

const id = process.env["KV_NAMESPACE_ID"] ?? "";

export abstract class KvStore<T> {
  protected constructor(private readonly prefix: string) {}

  protected abstract encode(item: T): string;
  protected abstract decode(text: string): T;

  async set(key: string, item: T): Promise<void> {
    await TelnyxService.getInstance().keys.update(`${this.prefix}/${key}`, this.encode(item), { id });
  }

  async get(key: string): Promise<T | undefined> {
    try {
      const response = await TelnyxService.getInstance().keys.retrieve(`${this.prefix}/${key}`, { id })
        .then((storedResponse) => unwrapResponse(storedResponse, {
          as: "payload",
          legacy: true,
          client: "telnyx",
          errorClass: NotFoundError,
        }));
      return this.decode(await response.text());
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }
}
