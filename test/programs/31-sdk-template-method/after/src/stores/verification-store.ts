import { encodeEnvelope } from "@kv-envelope/runtime";
import { KvStore } from "./kv-store.js";

export interface Verification {
  phone: string;
  code: string;
}

export class VerificationStore extends KvStore<Verification> {
  constructor(private readonly seconds = 600) {
    super("verification");
  }

  protected encode(item: Verification): string {
    return encodeEnvelope(item, { ttlSeconds: this.seconds });
  }

  protected decode(text: string): Verification {
    return (JSON.parse(text) as { value: Verification }).value;
  }
}
