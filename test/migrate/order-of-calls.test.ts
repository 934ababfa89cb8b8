// What a write is made of is evaluated in the order in which it was: a part that a call of a helper would move gets a
// line of its own, or the write is left.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { startProgram } from "../properties/execute.js";
import { HEAD } from "./ways-of-reads.js";

const NOW = Date.UTC(2027, 0, 15, 8);
const STEPS = `${HEAD.replace(/export const save[\s\S]*$/, "")}
const steps = [];
const ttl = () => { steps.push("ttl"); return 60; };
const end = () => { steps.push("end"); return ${NOW / 1000 + 60}; };
const value = () => { steps.push("value"); return "a text"; };
const metadata = () => { steps.push("metadata"); return { by: "job" }; };
const named = (key) => { steps.push("key"); return key; };
export const stepsOf = () => steps.splice(0);
const put = (key, body) => fetch(url(key), { method: "PUT", headers, body });
export const load = async (key) => { const res = await fetch(url(key), { headers }); return res.ok ? (await res.json()).value : null; };
`;

const PROGRAMS: readonly (readonly [string, string, RegExp?])[] = [
  [
    "an arrow function without a block",
    "export const save = (key) => put(key, JSON.stringify({ expiration_ttl: ttl(), value: value() }));",
  ],
  [
    "an arrow function in parentheses",
    "export const save = (key) => (put(key, JSON.stringify({ expiration_ttl: ttl(), value: value() })));",
  ],
  [
    "what is awaited",
    "export const save = async (key) => { await put(key, JSON.stringify({ expiration_ttl: await ttl(), value: await value() })); };",
  ],
  [
    "a statement of its own",
    "export async function save(key) {\n  const body = JSON.stringify({ expiration_ttl: ttl(), value: value() });\n  await put(key, body);\n}",
  ],
  [
    "several parts",
    "export const save = (key) => put(key, JSON.stringify({ metadata: metadata(), expiration_ttl: ttl(), value: value() }));",
  ],
  [
    "parts on both sides",
    "export const save = (key) => put(key, JSON.stringify({ expiration_ttl: ttl(), value: value(), metadata: metadata() }));",
  ],
  [
    "an absolute end",
    "export const save = (key) => put(key, JSON.stringify({ expiration: end(), value: value() }));",
  ],
  [
    "two writes of one function",
    'export async function save(key) {\n  await put(key, JSON.stringify({ expiration_ttl: ttl(), value: value() }));\n  await put(key + "/2", JSON.stringify({ expiration_ttl: ttl(), value: value() }));\n}',
  ],
  [
    "a name that is taken",
    "export function save(key) {\n  const ttlSeconds = 1;\n  return put(key + (ttlSeconds - 1 || ''), JSON.stringify({ expiration_ttl: ttl(), value: value() }));\n}",
  ],
  [
    "a call before",
    "export const save = (key) => put(named(key), JSON.stringify({ expiration_ttl: ttl(), value: value() }));",
    /^the rewrite would change the order in which two calls are made: put it into a variable/,
  ],
  [
    "a condition",
    "export const save = (key) => key && put(key, JSON.stringify({ expiration_ttl: ttl(), value: value() }));",
    /^the rewrite would change the order in which two calls are made: put it into a variable/,
  ],
];

async function seen(text: string): Promise<unknown[]> {
  const program = await startProgram({ "main.js": text }, "main.js", NOW);
  await program.call("save", "a");
  const steps = await program.call("stepsOf");
  program.setTime(NOW + 59_000);
  const alive = await program.call("load", "a");
  program.setTime(NOW + 61_000);
  return [steps, alive, await program.call("load", "a")];
}

describe("a ttl before the value, in", () => {
  it.each(PROGRAMS.filter(([, , left]) => left === undefined))("%s", async (_, code) => {
    const text = STEPS + code;
    const { findings, output } = migrateFile({ text, fileName: "main.js" });
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(findings.map(() => "rewritten"));
    const [steps, alive] = await seen(text);
    expect(await seen(output)).toEqual([steps, alive, ["gives", null]]);
    expect(migrateFile({ text: output, fileName: "main.js" }).output).toBe(output);
  });

  it.each(PROGRAMS.filter(([, , left]) => left !== undefined))("%s is left", (_, code, left) => {
    const { findings, output } = migrateFile({ text: STEPS + code, fileName: "main.js" });
    expect(findings.map(({ reason }) => reason)).toEqual([expect.stringMatching(left ?? "")]);
    expect(output).toBe(STEPS + code);
  });
});
