// Programs that write envelopes, before and after they go over to the service's own expiry: by the service's page, by our
// helpers, by our stores. The clock moves; what the first version left in the store is read by the second.
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";
import { NEWEST, envOf, startKvServer } from "../kv-server/index.js";
import { createProgramDir, runSteps, type Step } from "../support/index.js";
import { MINUTE, NOW } from "./scenario.js";

const BY_SERVICE: Settings = { expiry: "server", envelopes: true };

const OVER_REST = `const BASE = \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };
export async function kvPut(key, value) {
  const res = await fetch(\`\${BASE}/\${encodeURIComponent(key)}\`, { method: "PUT", headers, body: value });
  if (!res.ok) throw new Error(\`PUT \${res.status}\`);
}
export async function kvGet(key) {
  const res = await fetch(\`\${BASE}/\${encodeURIComponent(key)}\`, { headers });
  if (res.status === 404) return null;
  return res.text();
}
`;

/** The pair of the service's page, over its raw helpers. */
const PAGE = `${OVER_REST}export async function save(key, value, ttlSeconds) {
  const envelope = { value, expires_at: Date.now() + ttlSeconds * 1000 };
  await kvPut(key, JSON.stringify(envelope));
}
export async function load(key) {
  const raw = await kvGet(key);
  if (raw === null) return null;
  const { value, expires_at } = JSON.parse(raw);
  if (Date.now() > expires_at) return null;
  return value;
}
`;

/** The same with what people make of it: no ttl is none, the check asks first, the end goes through a function. */
const FREELY = `${OVER_REST}const isExpired = (entry) => entry.expires_at != null && entry.expires_at <= Date.now();
export async function save(key, value, ttl) {
  await kvPut(key, JSON.stringify({ value, expires_at: ttl ? Date.now() + 1000 * ttl : null }));
}
export async function load(key) {
  const raw = await kvGet(key);
  const entry = raw === null ? null : JSON.parse(raw);
  return entry === null || isExpired(entry) ? null : entry.value;
}
`;

const BY_BINDING = `import { env } from "@telnyx/edge-runtime";
export async function save(key, value, ttl) {
  await env.CODES.put(key, JSON.stringify({ value, ...(ttl ? { expires_at: Date.now() + ttl * 1000 } : {}) }));
}
export async function load(key) {
  const entry = await env.CODES.get(key, { type: "json" });
  if (!entry) return null;
  if (entry.expires_at && new Date(entry.expires_at) < new Date()) return null;
  return entry.value;
}
`;

const OUR_HELPERS = `import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";
${OVER_REST}export const save = (key, value, ttl) => kvPut(key, encodeEnvelope(value, { ttlSeconds: ttl }));
export const load = async (key) => unwrapText(await kvGet(key));
`;

const OUR_STORE = `import { env } from "@telnyx/edge-runtime";
import { getWithExpiry, putWithExpiry } from "@kv-envelope/runtime";
export const save = (key, value, ttl) => putWithExpiry(env.CODES, key, value, ttl);
export const load = (key) => getWithExpiry(env.CODES, key);
`;

const VERSIONS = ["before", "after"] as const;

const migrated = (text: string): ReturnType<typeof migrateFile> =>
  migrateFile({
    text,
    fileName: "program.mjs",
    settings: BY_SERVICE,
    facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CODES"] },
  });

describe.each([
  ["of the service's page", PAGE, '{"value":"it"}'],
  ["of people's own", FREELY, '{"value":"it"}'],
  ["by a binding", BY_BINDING, '{"value":"it"}'],
  ["by our helpers", OUR_HELPERS, '{"value":"it","metadata":{}}'],
  ["by our store", OUR_STORE, `{"value":"it","expires_at":${NOW + MINUTE}}`],
])("a program %s", (_, text, entry) => {
  it("is rewritten whole, and a later run has nothing to do", () => {
    const { output, error, findings, reads } = migrated(text);
    expect(error).toBeUndefined();
    expect(findings.map(({ status, reason }) => reason ?? status)).toEqual(["rewritten"]);
    expect(reads).toEqual([]);
    expect(output).not.toBe(text);
    expect(migrated(output).output).toBe(output);
  });

  it("reads what each version has written, in every order, and the service ends what the new one writes", async () => {
    const { dir, remove } = await createProgramDir({
      "before.mjs": text,
      "after.mjs": migrated(text).output,
      "main.mjs": VERSIONS.map((version) => `export * as ${version} from "./${version}.mjs";\n`).join(""),
    });
    const server = await startKvServer({ now: () => NOW, generation: NEWEST });
    const pairs = VERSIONS.flatMap((writer) => VERSIONS.map((reader) => ({ writer, reader })));
    const loads = (suffix: string): Step[] =>
      pairs.map(({ writer, reader }) => ({ call: `${reader}.load`, args: [`${writer}${suffix}`] }));
    try {
      const steps: Step[] = [
        ...VERSIONS.map((writer) => ({ call: `${writer}.save`, args: [writer, "it", 60] })),
        { entries: true },
        ...loads(""),
        { advanceMs: MINUTE - 1 },
        ...loads(""),
        { advanceMs: 2 },
        { entries: true },
        ...loads(""),
      ];
      const answers = await runSteps(
        { dir, entry: "main.mjs", server, nowMs: NOW, env: envOf(NEWEST) },
        steps,
      );
      const [, , written, ...said] = answers;
      expect(written).toMatchObject({ after: entry });
      const alive = pairs.map(() => "it");
      expect(said.slice(0, 4)).toEqual(alive);
      expect(said.slice(4, 8)).toEqual(alive);
      // The service has deleted what the new version wrote, and nothing has read it since.
      expect(Object.keys(Object(said[8]))).toEqual(["before"]);
      expect(said.slice(9)).toEqual(pairs.map(() => null));
    } finally {
      await server.close();
      await remove();
    }
  });
});

it("what has no ttl stays, as before", async () => {
  const text = FREELY;
  const { dir, remove } = await createProgramDir({
    "before.mjs": text,
    "after.mjs": migrated(text).output,
    "main.mjs": VERSIONS.map((version) => `export * as ${version} from "./${version}.mjs";\n`).join(""),
  });
  const server = await startKvServer({ now: () => NOW, generation: NEWEST });
  try {
    const steps: Step[] = [
      ...VERSIONS.map((writer) => ({ call: `${writer}.save`, args: [writer, "it"] })),
      { advanceMs: 1000 * MINUTE },
      ...VERSIONS.flatMap((reader) => VERSIONS.map((key) => ({ call: `${reader}.load`, args: [key] }))),
    ];
    const answers = await runSteps({ dir, entry: "main.mjs", server, nowMs: NOW, env: envOf(NEWEST) }, steps);
    expect(answers.slice(2)).toEqual(["it", "it", "it", "it"]);
  } finally {
    await server.close();
    await remove();
  }
});
