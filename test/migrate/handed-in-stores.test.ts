// A binding that is one of two stores, or is handed in where nothing says what it is.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { startProgram } from "../properties/execute.js";
import { EDGE_RUNTIME } from "./ways-of-options.js";

const NOW = Date.UTC(2027, 0, 15, 8);
const SECOND = 1000;
const NOTHING = ["gives", null];
const FACTS = { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => [] };
const HEAD = 'import { env } from "@telnyx/edge-runtime";\n';
const MEMORY = `const held = new Map();
const memory = { get: (key) => held.get(key) ?? null, put: (key, text) => void held.set(key, text) };
class MemoryStore { async get(key) { return held.get(key) ?? null; } async put(key, text) { held.set(key, text); } }
`;
const own = (store: string): string => `
export const save = (key, value) => ${store}.put(key, JSON.stringify({ value, expiration_ttl: 60 }));
export const load = async (key) => { const raw = await ${store}.get(key); return raw ? JSON.parse(raw).value : null; };
`;
const CLASS = `class Sessions {
  constructor(store) { this.store = store; }
  save(key, value) { return this.store.put(key, JSON.stringify({ value, expiration_ttl: 60 })); }
  async load(key) { const raw = await this.store.get(key); return raw ? JSON.parse(raw).value : null; }
}
`;
const OF_CLASS =
  "export const save = (key, value) => sessions.save(key, value);\nexport const load = (key) => sessions.load(key);\n";

async function seen(text: string, after: number): Promise<unknown[]> {
  const files = { "main.js": text, "@telnyx/edge-runtime.js": EDGE_RUNTIME };
  const program = await startProgram(files, "main.js", NOW);
  await program.call("save", "key", { a: 1 });
  program.setTime(NOW + after);
  return Promise.all(["key", "never"].map((key) => program.call("load", key)));
}

describe("does what it did, and expires:", () => {
  it.each([
    ["a binding in one arm", `const store = 1 > 0 ? env.TEXTS : new MemoryStore();${own("store")}`],
    ["the other arm", `const store = 1 < 0 ? env.TEXTS : new MemoryStore();${own("store")}`],
    ["a store in memory that gives no promise", `const store = 1 < 0 ? env.TEXTS : memory;${own("store")}`],
    ["a binding that is not to be had", `const store = env.NONE ?? memory;${own("store")}`],
    ["a class that is handed a binding", `${CLASS}const sessions = new Sessions(env.TEXTS);\n${OF_CLASS}`],
    [
      "a class that is handed either",
      `${CLASS}const sessions = new Sessions(1 < 0 ? env.TEXTS : memory);\n${OF_CLASS}`,
    ],
    [
      "a class that is also handed a store in memory",
      `${CLASS}export const others = new Sessions(env.TEXTS);\nconst sessions = new Sessions(memory);\n${OF_CLASS}`,
    ],
    [
      "a function that is handed a binding",
      `const make = (store) => ({ save: (key, value) => store.put(key, JSON.stringify({ value, expiration_ttl: 60 })), load: async (key) => { const raw = await store.get(key); return raw ? JSON.parse(raw).value : null; } });\nexport const { save, load } = make(env.TEXTS);\n`,
    ],
  ])("%s", async (_, code) => {
    const text = HEAD + MEMORY + code;
    const { output, findings } = migrateFile({ text, fileName: "main.js", facts: FACTS });
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    const before = await seen(text, 59 * SECOND);
    expect(before).toEqual([["gives", { a: 1 }], NOTHING]);
    expect(await seen(output, 59 * SECOND)).toEqual(before);
    expect(await seen(output, 61 * SECOND)).toEqual([NOTHING, NOTHING]);
  });

  it("a promise is made only where the read may give none", () => {
    const read = (code: string): boolean =>
      migrateFile({ text: HEAD + MEMORY + code, fileName: "main.js", facts: FACTS }).output.includes(
        "Promise.resolve",
      );
    expect(read(`const store = env.A ? env.TEXTS : memory;${own("store")}`)).toBe(true);
    expect(read(`const store = env.A ? env.TEXTS : new MemoryStore();${own("store")}`)).toBe(false);
    expect(read(own("env.TEXTS"))).toBe(false);
  });
});

describe("is found behind a type that a class of the program implements, too:", () => {
  const TYPES = `import type { KvNamespace } from "@telnyx/edge-runtime";
interface Store { get(key: string): Promise<string | null>; put(key: string, value: string): Promise<void>; }
class MemoryStore implements Store { private held = new Map<string, string>(); async get(key: string) { return this.held.get(key) ?? null; } async put(key: string, text: string) { this.held.set(key, text); } }
interface Bindings { TEXTS: KvNamespace }
`;
  const typed = (store: string): string =>
    own(store).replace("(key, value)", "(key: string, value: unknown)").replace("(key)", "(key: string)");
  const statuses = (code: string): unknown[] =>
    migrateFile({ text: HEAD + TYPES + code, fileName: "main.ts", facts: FACTS }).findings.map(
      ({ status, reason }) => reason ?? status,
    );

  it.each([
    ["of a variable", `const store: Store = env.TEXTS;${typed("store")}`],
    ["of one of two", `const store: Store = env.A ? env.TEXTS : new MemoryStore();${typed("store")}`],
    [
      "of what is set later",
      `let store: Store = new MemoryStore();\nif (env.A) store = env.TEXTS;${typed("store")}`,
    ],
    ["that a cast says", `const store = (env.A ? env.TEXTS : new MemoryStore()) as Store;${typed("store")}`],
    [
      "of what a function gives",
      `function pick(): Store { return env.A ? env.TEXTS : new MemoryStore(); }${typed("pick()")}`,
    ],
    [
      "of a binding by its type",
      `export function make(bindings: Bindings, isLocal: boolean) { const store: Store = isLocal ? new MemoryStore() : bindings.TEXTS;${typed("store").replaceAll("export ", "")}return { save, load }; }`,
    ],
  ])("%s", (_, code) => {
    expect(statuses(code)).toEqual(["rewritten"]);
  });

  it("but what is no binding is none", () => {
    expect(statuses(`const store: Store = new MemoryStore();${typed("store")}`)).toEqual([]);
    expect(
      statuses(`import { stores } from "./stores.js";\nconst store: Store = stores.texts;${typed("store")}`),
    ).toEqual([]);
  });
});
