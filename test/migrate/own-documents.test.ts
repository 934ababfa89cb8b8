// What a binding is handed is the program's own document, also where that has a `value`: its fields are in the options.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { startProgram } from "../properties/execute.js";
import { EDGE_RUNTIME } from "./ways-of-options.js";

const NOW = Date.UTC(2027, 0, 15, 8);
const SECOND = 1000;
const FACTS = { edgeRuntimeVersion: () => "0.2.1", manifestBindings: () => [] };
const HEAD = 'import { env } from "@telnyx/edge-runtime";\n';

const PROGRAMS = [
  {
    name: "a document with a `value`, taken apart",
    code: "export const save = (key, value, ttl) => env.TEXTS.put(key, JSON.stringify({ value }), { expirationTtl: ttl });\nexport const load = async (key) => JSON.parse((await env.TEXTS.get(key)) ?? '{}').value;",
  },
  {
    name: "a document with a `value` and a time of its own",
    code: "export const save = (key, value, ttl) => env.TEXTS.put(key, JSON.stringify({ value, at: 1 }), { expirationTtl: ttl });\nexport const load = async (key) => { const raw = await env.TEXTS.get(key); if (raw === null) return null; const { value, at } = JSON.parse(raw); return [value, at]; };",
  },
  {
    name: "a document whose `data` has a `value`",
    code: "export const save = (key, value, ttl) => env.TEXTS.put(key, JSON.stringify({ data: { value } }), { expirationTtl: ttl });\nexport const load = async (key) => { const raw = await env.TEXTS.get(key); return raw ? JSON.parse(raw).data.value : null; };",
  },
];

async function seen(text: string, after: number): Promise<unknown[]> {
  const files = { "main.js": text, "@telnyx/edge-runtime.js": EDGE_RUNTIME };
  const program = await startProgram(files, "main.js", NOW);
  await program.call("save", "key", { a: 1 }, 60);
  program.setTime(NOW + after);
  return Promise.all(["key", "never"].map((key) => program.call("load", key)));
}

describe("stays what it was:", () => {
  it.each(PROGRAMS)("$name", async ({ code }) => {
    const text = HEAD + code;
    const { output, findings } = migrateFile({ text, fileName: "main.js", facts: FACTS });
    expect(findings.map(({ status }) => status)).toEqual(["rewritten"]);
    const before = await seen(text, 59 * SECOND);
    expect(await seen(output, 59 * SECOND)).toEqual(before);
    const missing = before[1];
    expect(await seen(output, 61 * SECOND)).toEqual([missing, missing]);
  });
});

describe("a document that looks like an envelope, which a tolerant read would take today's entries for", () => {
  const statuses = (code: string, settings = {}): unknown[] =>
    migrateFile({ text: HEAD + code, fileName: "main.js", facts: FACTS, settings }).findings.map(
      ({ status, reason }) => reason ?? status,
    );
  const READ = "export const load = async (key) => JSON.parse((await env.TEXTS.get(key)) ?? 'null');\n";
  const LEFT = [expect.stringMatching(/looks like an envelope itself \(`value` beside `metadata`\)/)];

  it.each([
    [
      "where it is written",
      "export const save = (key, value, metadata, ttl) => env.TEXTS.put(key, JSON.stringify({ value, metadata }), { expirationTtl: ttl });\n",
    ],
    [
      "by a caller of what writes it",
      "const put = (key, document, ttl) => env.TEXTS.put(key, JSON.stringify(document), { expirationTtl: ttl });\nexport const save = (key, value, metadata) => put(key, { value, metadata }, 60);\n",
    ],
  ])("%s", (_, code) => {
    expect(statuses(code + READ)).toEqual(LEFT);
    expect(statuses(code + READ, { expiry: "both" })).toEqual(LEFT);
  });

  it.each([
    [
      "one with more beside it",
      "export const save = (key, value, metadata, ttl) => env.TEXTS.put(key, JSON.stringify({ value, metadata, at: 1 }), { expirationTtl: ttl });\n",
    ],
    [
      "one that has it further in",
      "export const save = (key, value, metadata, ttl) => env.TEXTS.put(key, JSON.stringify({ entry: { value, metadata } }), { expirationTtl: ttl });\n",
    ],
  ])("but not %s", (_, code) => {
    expect(statuses(code + READ)).toEqual(["rewritten"]);
  });
});
