import { TelnyxStore, type Payload, type StoreOptions } from "../core/telnyx-store.js";

export interface Reservation {
  room: number;
  guest: string;
}

/** Held until a moment in time, not for a while: the desk closes at eight. */
export class Reservations extends TelnyxStore<Reservation> {
  readonly #counted = { reads: 0, writes: 0 };

  constructor(options: Omit<StoreOptions, "prefix">, private readonly house: string) {
    super({ ...options, prefix: "hold" });
  }

  protected override keyOf(id: string) {
    return `${this.house}/${id}`;
  }

  protected override async write(id: string, payload: Payload<Reservation>): Promise<void> {
    this.#counted.writes++;
    await super.write(id, payload);
  }

  protected override async read(id: string) {
    this.#counted.reads++;
    return super.read(id);
  }

  hold(id: string, reservation: Reservation, until: number, agent: string): Promise<void> {
    // `until` is in unix seconds
    return this.write(id, { value: reservation, expiration: until, metadata: { agent } });
  }

  async find(id: string): Promise<(Reservation & { agent: string }) | null> {
    const found = await this.read(id);
    if (found === undefined) return null;
    const { agent } = found.metadata as { agent: string };
    return { ...found.value, agent };
  }

  get counted() {
    return { ...this.#counted };
  }
}
