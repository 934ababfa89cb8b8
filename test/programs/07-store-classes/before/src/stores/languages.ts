import { TelnyxStore, type StoreOptions } from "../core/telnyx-store.js";

type Language = "de" | "en" | "fr";

export class Languages extends TelnyxStore<Language> {
  constructor(options: Omit<StoreOptions, "prefix">) {
    super({ ...options, prefix: "language" });
  }

  protected override keyOf(phone: string): string {
    return phone.replace("+", "");
  }

  async remember(phone: string, language: Language, days?: number): Promise<void> {
    if (days) await this.write(phone, { value: language, expiration_ttl: days * 86_400 });
    else await this.write(phone, { value: language, metadata: { pinned: true } });
  }

  async of(phone: string): Promise<Language> {
    return (await this.read(phone))?.value ?? "en";
  }
}
