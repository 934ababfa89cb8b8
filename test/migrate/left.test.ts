import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const HEAD = `
const url = (key: string) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
const write = (body: string) => fetch(url("k"), { method: "PUT", body });
const save = (value: unknown) => write(JSON.stringify({ value, expiration_ttl: 60 }));
`;

/** Writes that nobody can rewrite without a guess, each with what its reason says. */
const WRITES: readonly (readonly [string, RegExp])[] = [
  ["write(JSON.stringify({ value: 1, expiration_ttl: 0 }));", /is 0, which is no time to live/],
  ['write(JSON.stringify({ value: 1, expiration_ttl: "soon" }));', /is the text "soon", not seconds/],
  ["write(JSON.stringify({ value: 1, expiration: Date.now() + 60_000 }));", /computed in milliseconds/],
  ["write(JSON.stringify({ value: 1, expiration: 1_900_000_000_000 }));", /is in milliseconds, not seconds/],
  ["write(JSON.stringify({ value: 1, expiration: new Date().toISOString() }));", /a date as text/],
  ["declare const end: Date; write(JSON.stringify({ value: 1, expiration: +end }));", /computed in milliseconds/],
  ["declare const bytes: Uint8Array; write(JSON.stringify({ value: bytes, expiration_ttl: 60 }));", /`value` is bytes/],
  ["write(JSON.stringify({ value: 1, expiration_ttl: 60, owner: 2 }));", /also holds `owner`/],
  ["declare const rest: object; write(JSON.stringify({ value: 1, expiration_ttl: 60, ...rest }));", /may hold more than is visible/],
  ["write(JSON.stringify({ expiration_ttl: next(), value: next() })); declare function next(): number;", /order in which two calls are made/],
  ["write('{\"value\":1,\"expiration_ttl\":60}');", /JSON written by hand/],
  ["fetch(`${url(\"k\")}?expiration_ttl=60`, { method: \"PUT\", body: \"v\" });", /stands in the query/],
];

/** Reads that keep the write above them from being rewritten. */
const READS: readonly (readonly [string, RegExp])[] = [
  ['import { z } from "zod"; const Entry = z.object({ value: z.string() }); export const load = async () => Entry.parse(await (await fetch(url("k"))).json());', /schema that is not visible/],
  ['import { request } from "undici"; export const load = async () => (await (await request(url("k"))).body.json()) as unknown;', /a read through this client can't be rewritten/],
  ['import got from "got"; export const load = async () => JSON.parse((await got(url("k"))).body).value;', /is not opened here/],
  ['export const load = async () => { const { value, expiration_ttl } = await (await fetch(url("k"))).json(); return [value, expiration_ttl]; };', /the relative ttl that was stored is read back/],
  ['import ky from "ky"; export const load = async () => { const res = await ky.get(url("k")).catch(() => null); return res && (await res.json<{ value: number }>()).value; };', /caught elsewhere/],
];

describe("is left, with the reason", () => {
  it.each(WRITES)("%s", (code, reason) => {
    const text = HEAD + code;
    const { output, findings } = migrateFile({ text, fileName: "program.ts" });
    const [found] = findings.filter(({ line }) => line > 4);
    expect(found?.status).toBe("left");
    expect(found?.reason).toMatch(reason);
    // The neighbour is not held back by it.
    expect(findings.find(({ line }) => line === 4)?.status).toBe("rewritten");
    expect(output.endsWith(code)).toBe(true);
  });

  it.each(READS)("because of its read: %s", (code, reason) => {
    const { output, findings, reads } = migrateFile({ text: `${HEAD}save(1);\n${code}`, fileName: "program.ts" });
    expect(findings.map((finding) => finding.status)).toEqual(["left"]);
    expect(findings[0]?.reason).toMatch(/^a read of the same store \(line \d+, column \d+\) can't be rewritten/);
    expect(reads.map((read) => read.status)).toContain("left");
    expect(reads[0]?.reason).toMatch(reason);
    expect(output).not.toContain("@kv-envelope/runtime");
  });
});
