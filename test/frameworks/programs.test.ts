// In memory, where no package is installed: what annotations and values say.
import { migrateProgram } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { FACTS, LEFT, frameworkPrograms } from "./programs.js";

describe.each(frameworkPrograms)("$name", ({ name, text, marks }) => {
  const { findings, reads } = migrateProgram({ [name]: text }, { facts: () => FACTS });
  const calls = [
    ...findings.map((finding) => ({ ...finding, what: `${finding.line} put` })),
    ...reads.map((read) => ({ ...read, what: `${read.line} get` })),
  ];
  const left = calls.filter(({ status }) => status === "left");
  const expected = LEFT[name];

  it("is rewritten, or left with a reason", () => {
    if (expected === undefined) {
      expect(calls.map(({ what }) => what).sort()).toEqual([...marks].sort());
      expect(left).toEqual([]);
    } else {
      expect(left.length).toBeGreaterThan(0);
      for (const { reason } of left) expect(reason).toMatch(expected);
    }
  });
});

// What a framework's project is generated with, in a file of its own without code.
const APP_TYPES = `import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";
declare global {
  namespace App {
    interface Locals { carts: KvNamespace; images: CloudStorageBucket }
    interface Platform { env: { SESSIONS: KvNamespace } }
  }
}
export {};
`;
const ROUTE = `import type { RequestHandler } from "./$types";

export const PUT: RequestHandler = async ({ locals, platform, request }) => {
  await locals.carts.put("cart", await request.text(), { expirationTtl: 60 });
  await platform!.env.SESSIONS.put("session", "x", { expirationTtl: 60 });
  await locals.images.put("image", request.body, { expirationTtl: 60 });
  return new Response(await platform!.env.SESSIONS.get("session"));
};
`;

it("a route's handler knows what the project's own file of types declares", () => {
  const files = { "src/app.d.ts": APP_TYPES, "src/routes/cart/+server.ts": ROUTE };
  const { findings, reads } = migrateProgram(files, { facts: () => FACTS });
  expect(findings.map(({ line, status }) => `${line} ${status}`)).toEqual(["4 rewritten", "5 rewritten"]);
  expect(reads.map(({ line, status }) => `${line} ${status}`)).toEqual(["7 rewritten"]);
});

it("no other project's handler is taken for one", () => {
  const { findings } = migrateProgram({ "src/routes/cart/+server.ts": ROUTE }, { facts: () => FACTS });
  expect(findings).toEqual([]);
});

it("a read that may find what a request wrote and what a binding did is left, where it is not seen which it takes", () => {
  const BOUND = `import type { KvNamespace } from "@telnyx/edge-runtime";
import { show } from "a-page";
export const keep = (kv: KvNamespace, text: string) => kv.put("k", text, { metadata: {} });
export const load = async (kv: KvNamespace) => show(await kv.get("k"));
`;
  const SENT = `const url = \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/k\`;
export const send = (value: string) =>
  fetch(url, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });
`;
  const alone = migrateProgram({ "bound.ts": BOUND }, { facts: () => FACTS });
  expect([...alone.findings, ...alone.reads].map(({ status }) => status)).toEqual(["rewritten", "rewritten"]);
  const { findings, reads } = migrateProgram({ "bound.ts": BOUND, "sent.ts": SENT }, { facts: () => FACTS });
  expect([...findings, ...reads].map(({ status }) => status)).toEqual(["left", "left", "left"]);
  expect(reads[0]?.reason).toMatch(/^some writes of the store put the value into an object and others store/);
});
