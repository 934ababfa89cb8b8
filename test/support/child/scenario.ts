import type { Start } from "../protocol.js";
import { ask } from "./parent.js";

/** What a scenario works with. */
export interface ScenarioContext {
  /** The program's exports. */
  readonly program: Record<string, unknown>;
  readonly input: unknown;
  readonly server: Start["server"];
  /** Moves the program's and the server's clock on by so many milliseconds. */
  advance(milliseconds: number): Promise<void>;
  /** What is stored, as text by key. */
  entries(namespaceId?: string): Promise<Record<string, string>>;
  /** Stores text without a request. */
  seed(key: string, text: string, namespaceId?: string): Promise<void>;
}

export const createContext = (program: Record<string, unknown>, start: Start): ScenarioContext => ({
  program,
  input: start.input,
  server: start.server,
  async advance(milliseconds) {
    const clock = globalThis.kvHarnessClock;
    if (!clock) throw new Error("the clock was not preloaded");
    clock.offsetMs += milliseconds;
    await ask({ kind: "clock", offsetMs: clock.offsetMs });
  },
  async entries(namespaceId) {
    const pairs = await ask({ kind: "entries", namespaceId });
    const entries: Record<string, string> = {};
    if (pairs instanceof Map) for (const [key, text] of pairs) entries[String(key)] = String(text);
    return entries;
  },
  async seed(key, text, namespaceId) {
    await ask({ kind: "seed", key, text, namespaceId });
  },
});
