// Under the service's own expiry no read changes, so that nothing has to be deployed before anything else: each order of
// old and new writers and readers over one store, in each generation of the service. With both expiries the order is the
// envelope's.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateFile, type Settings } from "@kv-envelope/codemod";
import { NEWEST, envOf, startKvServer, type Generation } from "../kv-server/index.js";
import { createProgramDir, runSteps, type ProgramDir, type Step } from "../support/index.js";
import { MINUTE, NOW } from "../migrate/scenario.js";

const OVER_REST = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };
export async function save(key, value, ttl) {
  const response = await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) });
  return response.status;
}
export async function load(key) {
  const response = await fetch(url(key), { headers });
  if (response.status === 404) return "missing";
  return (await response.json()).value;
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

/** What runs side by side: the program as it was, and the migrated one. */
const VERSIONS = ["before", "server", "reads", "both"] as const;
type Version = (typeof VERSIONS)[number];

const migrated = (text: string, settings: Settings, phase: "reads" | "all" = "all"): string =>
  migrateFile({
    text,
    fileName: "program.mjs",
    settings,
    phase,
    facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CODES"] },
  }).output;

const filesOf = (text: string): Readonly<Record<string, string>> => ({
  "before.mjs": text,
  "server.mjs": migrated(text, { expiry: "server" }),
  "reads.mjs": migrated(text, { expiry: "both" }, "reads"),
  "both.mjs": migrated(text, { expiry: "both" }),
  "main.mjs": VERSIONS.map((version) => `export * as ${version} from "./${version}.mjs";\n`).join(""),
});

/** What each writer's save answered, and what each reader says of it: at once, and when it should be gone. */
type Said = ReadonlyMap<string, unknown>;

async function play({ dir }: ProgramDir, generation: Generation): Promise<Said> {
  const server = await startKvServer({ now: () => NOW, generation });
  try {
    const pairs = VERSIONS.flatMap((writer) => VERSIONS.map((reader) => ({ writer, reader })));
    const key = (writer: Version, reader: Version): string => `${writer}-${reader}`;
    const steps: Step[] = [
      ...pairs.map(({ writer, reader }) => ({
        call: `${writer}.save`,
        args: [key(writer, reader), "it", 60],
      })),
      ...pairs.map(({ writer, reader }) => ({ call: `${reader}.load`, args: [key(writer, reader)] })),
      { advanceMs: MINUTE + 1 },
      ...pairs.map(({ writer, reader }) => ({ call: `${reader}.load`, args: [key(writer, reader)] })),
    ];
    const env = envOf(generation);
    const answers = await runSteps({ dir, entry: "main.mjs", server, nowMs: NOW, env }, steps);
    const count = pairs.length;
    return new Map(
      pairs.map(({ writer, reader }, at) => [
        `${writer} > ${reader}`,
        [answers[at], answers[count + at], answers[2 * count + at]],
      ]),
    );
  } finally {
    await server.close();
  }
}

const FOR_GOOD = [201, "it", "it"];
const EXPIRES = [201, "it", "missing"];
const REFUSED = [409, "missing", "missing"];

const NO_SUPPORT: Generation = "refusing";
const OLD_RUNTIME: Generation = "ttl, binding 0.2.1";
const VERBATIM: Generation = "verbatim";

describe.each([
  ["over REST", OVER_REST],
  ["by the binding", BY_BINDING],
])("a program %s", (name, text) => {
  let program: ProgramDir;
  const said = new Map<Generation, Said>();

  beforeAll(async () => {
    program = await createProgramDir(filesOf(text));
    for (const generation of [NEWEST, NO_SUPPORT, OLD_RUNTIME, VERBATIM])
      said.set(generation, await play(program, generation));
  });
  afterAll(() => program.remove());

  const of = (generation: Generation, writer: Version, reader: Version): unknown =>
    said.get(generation)?.get(`${writer} > ${reader}`);

  it("is another program in each version", () => {
    expect(new Set(Object.values(filesOf(text))).size).toBe(VERSIONS.length + 1);
  });

  it("reads what each version of it has written, in every order, and the new writer's ends", () => {
    for (const reader of VERSIONS) {
      expect(of(NEWEST, "before", reader), `before > ${reader}`).toEqual(FOR_GOOD);
      expect(of(NEWEST, "server", reader), `server > ${reader}`).toEqual(EXPIRES);
    }
  });

  it("ends for every reader with both expiries, and needs its reads for the value alone", () => {
    for (const reader of VERSIONS) expect(of(NEWEST, "both", reader), `both > ${reader}`).toEqual(EXPIRES);
    for (const reader of VERSIONS) expect(of(NEWEST, "reads", reader), `reads > ${reader}`).toEqual(FOR_GOOD);
  });

  it.runIf(name === "over REST")(
    "is refused loudly by a namespace without support, and stores nothing",
    () => {
      for (const reader of VERSIONS) {
        expect(of(NO_SUPPORT, "server", reader)).toEqual(REFUSED);
        expect(of(NO_SUPPORT, "both", reader)).toEqual(REFUSED);
        expect(of(NO_SUPPORT, "before", reader)).toEqual(FOR_GOOD);
      }
    },
  );

  it("ends by its envelope alone in the generation that looks at no query", () => {
    expect(of(VERBATIM, "server", "server")).toEqual(FOR_GOOD);
    for (const reader of ["reads", "both"] as const)
      expect(of(VERBATIM, "both", reader), reader).toEqual(EXPIRES);
  });

  it.runIf(name === "by the binding")("is refused by the binding, too", () => {
    for (const writer of ["server", "both"] as const)
      expect(of(NO_SUPPORT, writer, "before")).toEqual([
        { error: { name: "Error", message: expect.stringContaining("status 409") } },
        "missing",
        "missing",
      ]);
  });

  it.runIf(name === "by the binding")(
    "ends by its envelope alone where the deployed runtime is older",
    () => {
      expect(of(OLD_RUNTIME, "server", "server")).toEqual(FOR_GOOD);
      for (const reader of ["reads", "both"] as const)
        expect(of(OLD_RUNTIME, "both", reader), reader).toEqual(EXPIRES);
      expect(of(OLD_RUNTIME, "both", "before")).toEqual(FOR_GOOD);
    },
  );
});
