import { stores, type StoreName } from "../stores/registry.js";

export class FrontDesk {
  constructor(private readonly agent: string) {}

  async reserve(id: string, room: number, guest: string, until: Date): Promise<string> {
    if (await stores.holds.has(id)) return "taken";
    await stores.holds.hold(id, { room, guest }, Math.floor(until.getTime() / 1000), this.agent);
    return "held";
  }

  async greet(phone: string, id: string): Promise<string> {
    const { holds, languages } = stores;
    const [language, hold] = await Promise.all([languages.of(phone), holds.find(id)]);
    const hello = { de: "Willkommen", en: "Welcome", fr: "Bienvenue" }[language];
    return hold ? `${hello}, ${hold.guest}: ${hold.room} (${hold.agent})` : hello;
  }

  forget(store: StoreName, id: string): Promise<void> {
    return stores[store].remove(id);
  }
}
