// One call may write for several callers, each to a store of its own. Its edits change what all of them write.
import { describe, expect, it } from "vitest";
import { detect } from "@kv-envelope/detector";
import { hostsFor } from "./hosts.js";

const TYPES = `import type { KvNamespace } from "@telnyx/edge-runtime";
interface Env { A: KvNamespace; B: KvNamespace }
interface Options { metadata?: unknown }
`;
const writer = (name: string): string =>
  `const ${name} = (store: KvNamespace, key: string, value: string, options: Options) => store.put(key, value, options);\n`;
const caller = (by: string, store: string): string =>
  `export const to${store} = (env: Env, value: string) => ${by}(env.${store}, "k", value, { metadata: { by: 1 } });\n`;
const UNSEEN = "export const hand = (env: Env, sink: (store: unknown) => void) => sink(env.A);\n";

function outcomesIn(text: string): readonly { readonly store: string; readonly status: string }[] {
  const [host] = hostsFor("ts");
  if (host === undefined) throw new Error("no host parses TypeScript");
  const facts = { edgeRuntimeVersion: () => null, manifestBindings: () => [] };
  const detection = detect(host.parse(text, "ts"), {}, facts);
  const edits = [...detection.rewrite().values()].flat();
  const outcomes = detection.findings.map(({ stores, outcome }) => ({
    store: stores.map(({ namespace }) => namespace).join(),
    status: outcome.status,
  }));
  expect(edits.length > 0).toBe(outcomes.some(({ status }) => status === "rewritable"));
  return outcomes;
}

describe("one call that writes to two stores for its callers", () => {
  it("is left for both where what reads one of them is not seen", () => {
    const text = `${TYPES}${writer("put")}${caller("put", "A")}${caller("put", "B")}${UNSEEN}`;
    expect(outcomesIn(text)).toEqual([
      { store: "A", status: "left" },
      { store: "B", status: "left" },
    ]);
  });

  it("is rewritten for both where all that reads them is seen", () => {
    const text = `${TYPES}${writer("put")}${caller("put", "A")}${caller("put", "B")}`;
    expect(outcomesIn(text)).toEqual([
      { store: "A", status: "rewritable" },
      { store: "B", status: "rewritable" },
    ]);
  });

  it("leaves one of them alone where each store has a call of its own", () => {
    const text = `${TYPES}${writer("putA")}${writer("putB")}${caller("putA", "A")}${caller("putB", "B")}${UNSEEN}`;
    expect(outcomesIn(text)).toEqual([
      { store: "A", status: "left" },
      { store: "B", status: "rewritable" },
    ]);
  });
});
