import type { Stores } from "./stores.js";

export class Sessions {
  constructor(private readonly stores: Stores) {}
  get own(): Stores["sessions"] {
    return this.stores.sessions;
  }
  async put(text: string): Promise<void> {
    await this.stores.sessions.put("a", text, { metadata: { v: 1 } }); // put, by its imports
    await this.own.put("b", text, { metadata: { v: 1 } }); // put, by its imports
    for (const kv of this.stores.all) await kv.put("c", text, { metadata: { v: 1 } }); // put, by its imports
    await this.stores.named["x"]?.put("d", text, { metadata: { v: 1 } }); // put, by its imports
    await (await this.stores.open("y")).put("e", text, { metadata: { v: 1 } }); // put, by its imports
    await this.stores.open("z").then((kv) => kv.put("f", text, { metadata: { v: 1 } })); // put, by its imports
    await this.stores.files.put("a", text, { metadata: { v: "1" } });
  }
  async get(): Promise<unknown[]> {
    return [
      await this.stores.sessions.get("a"), // get
      await this.own.get("b"), // get
      await Promise.all(this.stores.all.map((kv) => kv.get("c"))), // get
      await this.stores.named["x"]?.get("d"), // get
      await (await this.stores.open("y")).get("e"), // get
      await this.stores.open("z").then((kv) => kv.get("f")), // get
    ];
  }
}
