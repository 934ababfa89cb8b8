// With the value by itself reads are deployed first, as with envelopes: each order of writers and readers over one store.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateFile, type Phase } from "@kv-envelope/codemod";
import { startKvServer } from "../kv-server/index.js";
import { createProgramDir, runSteps, type ProgramDir, type Step } from "../support/index.js";
import { MINUTE, NOW } from "../migrate/scenario.js";

const OVER_REST = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };
export const save = (key, value, ttl) =>
  fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) }).then(({ status }) => status);
export async function load(key) {
  const response = await fetch(url(key), { headers });
  return response.status === 404 ? "missing" : (await response.json()).value;
}
`;
const BY_BINDING = `import { env } from "@telnyx/edge-runtime";
export async function save(key, value, ttl) {
  await env.CODES.put(key, JSON.stringify({ value, expiration_ttl: ttl }));
  return 201;
}
export async function load(key) {
  const stored = await env.CODES.get(key);
  return stored === null ? "missing" : JSON.parse(stored).value;
}
`;
const BY_NODE_HTTPS = `import https from "node:https";
const options = (key, method) => ({ method, headers: { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` } });
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
export const save = (key, value, ttl) => new Promise((resolve) => {
  const request = https.request(url(key), options(key, "PUT"), (response) => { response.resume(); resolve(response.statusCode); });
  request.end(JSON.stringify({ value, expiration_ttl: ttl }));
});
export const load = (key) => new Promise((resolve) => {
  https.get(url(key), options(key, "GET"), (response) => {
    let text = "";
    response.on("data", (chunk) => { text += chunk; });
    response.on("end", () => resolve(response.statusCode === 404 ? undefined : text));
  });
}).then((text) => (text === undefined ? "missing" : JSON.parse(text).value));
`;

const VERSIONS = ["before", "reads", "all"] as const;

const migrated = (text: string, phase: Phase): string =>
  migrateFile({
    text,
    fileName: "program.mjs",
    settings: { expiry: "server", unwrap: true },
    phase,
    facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CODES"] },
  }).output;

const VALUES = ["it", "5", "", { value: 1, ttl: 2 }, ["a"], null];

describe.each([
  ["over REST", OVER_REST],
  ["by the binding", BY_BINDING],
  ["by node:https", BY_NODE_HTTPS],
])("a program %s", (_, text) => {
  let program: ProgramDir;
  let answers: readonly unknown[] = [];
  const pairs = VERSIONS.flatMap((writer) =>
    VERSIONS.flatMap((reader) =>
      VALUES.map((value, at) => ({ writer, reader, value, key: `${writer}-${reader}-${at}` })),
    ),
  );

  beforeAll(async () => {
    program = await createProgramDir({
      "before.mjs": text,
      "reads.mjs": migrated(text, "reads"),
      "all.mjs": migrated(text, "all"),
      "main.mjs": VERSIONS.map((version) => `export * as ${version} from "./${version}.mjs";\n`).join(""),
    });
    const server = await startKvServer({ now: () => NOW });
    const loads = pairs.map(({ reader, key }): Step => ({ call: `${reader}.load`, args: [key] }));
    try {
      answers = await runSteps(
        { dir: program.dir, entry: "main.mjs", server, nowMs: NOW, env: { EDGE_RUNTIME_VERSION: "0.2.2" } },
        [
          ...pairs.map(
            ({ writer, key, value }): Step => ({ call: `${writer}.save`, args: [key, value, 60] }),
          ),
          ...loads,
          { advanceMs: MINUTE + 1 },
          ...loads,
        ],
      );
    } finally {
      await server.close();
    }
  });
  afterAll(() => program.remove());

  const answersOf = (writer: string, reader: string): unknown[][] =>
    pairs.flatMap((pair, at) =>
      pair.writer === writer && pair.reader === reader
        ? [[answers[at], answers[pairs.length + at], answers[2 * pairs.length + at]]]
        : [],
    );

  it("is another program in each version", () => {
    expect(
      new Set(VERSIONS.map((version) => (version === "before" ? text : migrated(text, version)))).size,
    ).toBe(3);
  });

  it("keeps each value of the new writer for readers that are deployed, and the service ends it", () => {
    for (const reader of ["reads", "all"])
      expect(answersOf("all", reader)).toEqual(VALUES.map((value) => [201, value, "missing"]));
  });

  it("keeps what older versions wrote, for good", () => {
    for (const writer of ["before", "reads"])
      for (const reader of VERSIONS)
        expect(answersOf(writer, reader)).toEqual(VALUES.map((value) => [201, value, value]));
  });

  it("is not understood by a reader of before, so that reads go first", () => {
    expect(answersOf("all", "before")[0]).not.toEqual([201, "it", "missing"]);
  });
});
