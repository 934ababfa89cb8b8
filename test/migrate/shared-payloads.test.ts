// A payload that also goes elsewhere than to the service is left: who gets it there would find an envelope.
import { migrateFile } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const program = (...statements: readonly string[]): string =>
  [
    'import { hash, audit } from "lib";',
    "const url = (key) => `https://api.telnyx.com/v2/storage/kvs/${process.env.KV_NAMESPACE_ID}/keys/${key}`;",
    "export async function save(key, value, ttl) {",
    "  const body = JSON.stringify({ value, expiration_ttl: ttl });",
    ...statements.map((statement) => `  ${statement}`),
    "}",
  ].join("\n");

const statusOf = (text: string): unknown =>
  migrateFile({ text, fileName: "save.mjs" }).findings.map(({ status, reason }) => [status, reason]);

const SENT = 'await fetch(url(key), { method: "PUT", body });';
const LEFT = [["left", "what is written is also used elsewhere, where an envelope would not be expected"]];

describe("what is written", () => {
  it.each([
    ["is only sent", SENT],
    ["is measured", "console.debug(body.length);", SENT],
    ["is asked for", "if (!body) return;", SENT],
    [
      "has a checksum that is sent with it",
      "const sum = hash(body);",
      'await fetch(url(key), { method: "PUT", headers: { etag: sum }, body });',
    ],
    ["is wrapped", "const blob = new Blob([body]);", 'await fetch(url(key), { method: "PUT", body: blob });'],
    [
      "gets a second name",
      "let text;",
      "text = body;",
      'await fetch(url(key), { method: "PUT", body: text });',
    ],
  ])("%s, and is rewritten", (_, ...statements) => {
    expect(statusOf(program(...statements))).toEqual([["rewritten", undefined]]);
  });

  it.each([
    ["goes to other code", "audit(body);", SENT],
    ["has a checksum that goes elsewhere", "const sum = hash(body);", SENT, "audit(sum);"],
    ["is compared", "if (body === globalThis.last) return;", SENT],
    ["is kept in a field", "globalThis.last = body;", SENT],
    ["has a second name that goes elsewhere", "const text = body;", SENT, "audit(text);"],
  ])("%s, and is left", (_, ...statements) => {
    expect(statusOf(program(...statements))).toEqual(LEFT);
  });
});
