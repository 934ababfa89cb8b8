import { TelnyxStore, type StoreOptions } from "../core/telnyx-store.js";

export interface ResetToken {
  email: string;
  requestedFrom: string;
}

export class ResetTokens extends TelnyxStore<ResetToken> {
  static readonly VALID_FOR = 30 * 60;

  constructor(options: Omit<StoreOptions, "prefix">) {
    super({ ...options, prefix: "reset" });
  }

  protected override keyOf(token: string) {
    return token.toLowerCase();
  }

  async issue(token: string, email: string, requestedFrom = "web"): Promise<void> {
    await this.write(token, {
      value: { email, requestedFrom },
      expiration_ttl: ResetTokens.VALID_FOR,
    });
  }

  /** Whose token it is; it can be used once. */
  async redeem(token: string): Promise<string | undefined> {
    const payload = await this.read(token);
    if (!payload) return undefined;
    await this.remove(token);
    return payload.value.email;
  }
}
