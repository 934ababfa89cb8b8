import { encodeEnvelope } from "@kv-envelope/runtime";
import type { KeyValueStore } from "../storage/key-value-store.js";

export interface ScreeningSession {
  callControlId: string;
  step: "greeting" | "name" | "reason" | "connected";
  transcript: string[];
}

export class ScreeningSessions {
  readonly #store: KeyValueStore;
  readonly #lifetime: number;

  constructor(store: KeyValueStore, lifetimeInSeconds: number) {
    this.#store = store;
    this.#lifetime = lifetimeInSeconds;
  }

  async begin(callControlId: string): Promise<ScreeningSession> {
    const session: ScreeningSession = { callControlId, step: "greeting", transcript: [] };
    await this.#save(session);
    return session;
  }

  async advance(callControlId: string, step: ScreeningSession["step"], heard: string): Promise<ScreeningSession | undefined> {
    const session = await this.find(callControlId);
    if (!session) return undefined;
    const next = { ...session, step, transcript: [...session.transcript, heard] };
    await this.#save(next);
    return next;
  }

  async find(callControlId: string): Promise<ScreeningSession | undefined> {
    const text = await this.#store.get(`screening/${callControlId}`);
    if (!text) return undefined;
    const { value } = JSON.parse(text) as { value: ScreeningSession };
    return value;
  }

  end(callControlId: string): Promise<void> {
    return this.#store.delete(`screening/${callControlId}`);
  }

  #save(session: ScreeningSession): Promise<void> {
    return this.#store.put(`screening/${session.callControlId}`, encodeEnvelope(session, {
      ttlSeconds: this.#lifetime,
    }));
  }
}
