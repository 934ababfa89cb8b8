// `expirationTtl` is only given where the program's own type of a binding takes it: else the result does not compile.
import { migrateFile } from "@kv-envelope/codemod";
import type { Migration } from "@kv-envelope/codemod";
import { describe, expect, it } from "vitest";

const IMPORT = 'import { env } from "@telnyx/edge-runtime";\n';
const SAVE = "JSON.stringify({ value, expiration_ttl: 60 })";

const migrate = (code: string, expiry: "server" | "both" = "server"): Migration =>
  migrateFile({
    text: IMPORT + code,
    fileName: "program.ts",
    settings: { expiry },
    facts: { edgeRuntimeVersion: () => "0.2.2", manifestBindings: () => ["CODES"] },
  });

const repository = (type: string, declaration = "", call = `this.kv.put(key, ${SAVE})`): string =>
  `${declaration}
class Repo {
  constructor(private readonly kv: ${type}) {}
  save(key: string, value: unknown) { return ${call}; }
}
export const repo = new Repo(env.CODES);
`;
const saving = (type: string, declaration = ""): string =>
  `${declaration}
const save = (kv: ${type}, key: string, value: unknown) => kv.put(key, ${SAVE});
export const put = (key: string, value: unknown) => save(env.CODES, key, value);
`;

describe("is left, as the type takes no such option", () => {
  it.each([
    [
      "an interface",
      repository("KvLike", "interface KvLike { put(key: string, value: string): Promise<unknown> }"),
    ],
    [
      "an alias",
      repository("KvLike", "type KvLike = { put: (key: string, value: string) => Promise<unknown> };"),
    ],
    [
      "an alias of a function",
      repository(
        "KvLike",
        "type Put = (key: string, value: string) => Promise<void>;\ninterface KvLike { put: Put }",
      ),
    ],
    [
      "a part of one",
      repository(
        'Pick<KvLike, "put">',
        "interface KvLike { get(key: string): Promise<string>; put(key: string, value: string): Promise<unknown> }",
      ),
    ],
    [
      "an inherited method",
      repository(
        "KvLike",
        "interface Writer { put(key: string, value: string): Promise<unknown> }\ninterface KvLike extends Writer {}",
      ),
    ],
    [
      "an abstract class",
      repository(
        "KvLike",
        "abstract class KvLike { abstract put(key: string, value: string): Promise<unknown>; }",
      ),
    ],
    ["a literal of a parameter", saving("{ put(k: string, v: string): Promise<void> }")],
    [
      "a type parameter",
      "const save = <T extends { put(k: string, v: string): Promise<void> }>(kv: T, key: string, value: unknown) => kv.put(key, " +
        `${SAVE});\nexport const put = (key: string, value: unknown) => save(env.CODES, key, value);\n`,
    ],
    [
      "one side of a union",
      saving(
        "KvNamespace | KvLike",
        'import type { KvNamespace } from "@telnyx/edge-runtime";\ninterface KvLike { put(key: string, value: string): Promise<void> }',
      ),
    ],
    [
      "options with other members",
      repository(
        "KvLike",
        "interface KvLike { put(key: string, value: string, options?: { metadata?: unknown }): Promise<unknown> }",
      ),
    ],
    [
      "a number in their place",
      repository(
        "KvLike",
        "interface KvLike { put(key: string, value: string, ttl?: number): Promise<unknown> }",
      ),
    ],
    [
      "options that are given already",
      repository(
        "KvLike",
        "interface KvLike { put(key: string, value: string, options: { note?: string }): Promise<unknown> }",
        `this.kv.put(key, ${SAVE}, { note: "a" })`,
      ),
    ],
    [
      "an environment of its own",
      `interface Env { CODES: { put(k: string, v: string): Promise<unknown> } }\nconst own = env as unknown as Env;\nexport const put = (key: string, value: unknown) => own.CODES.put(key, ${SAVE});\n`,
    ],
  ])("%s", (_, code) => {
    const { output, error, findings } = migrate(code);
    expect(error).toBeUndefined();
    expect(output).toBe(IMPORT + code);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.reason).toMatch(
      /^the type of what is called \(line \d+, column \d+\) takes no option `expirationTtl`: add `options\?: \{ expirationTtl\?: number \}` to it/,
    );
    const both = migrate(code, "both");
    expect(both.output).toContain("encodeEnvelope(value, { ttlSeconds: 60 })");
    expect(both.output).not.toContain("expirationTtl");
    expect(both.findings[0]?.notes).toEqual([
      expect.stringMatching(/not told of it: the type of what is called \(line \d+, column \d+\) takes no/),
    ]);
  });
});

describe("is moved, as the type takes it", () => {
  it.each([
    ["the runtime's own", saving("KvNamespace", 'import type { KvNamespace } from "@telnyx/edge-runtime";')],
    [
      "a part of that",
      saving('Pick<KvNamespace, "put">', 'import type { KvNamespace } from "@telnyx/edge-runtime";'),
    ],
    [
      "an interface that extends it",
      saving(
        "KvLike",
        'import type { KvNamespace } from "@telnyx/edge-runtime";\ninterface KvLike extends KvNamespace {}',
      ),
    ],
    ["none", `export const put = (key: string, value: unknown) => env.CODES.put(key, ${SAVE});\n`],
    [
      "options of the name",
      repository(
        "KvLike",
        "interface KvLike { put(key: string, value: string, options?: { expirationTtl?: number }): Promise<unknown> }",
      ),
    ],
    [
      "options of another module",
      repository(
        "KvLike",
        'import type { KvPutOptions } from "@telnyx/edge-runtime";\ninterface KvLike { put(key: string, value: string, options?: KvPutOptions): Promise<unknown> }',
      ),
    ],
    [
      "options of any name",
      repository(
        "KvLike",
        "interface KvLike { put(key: string, value: string, options?: Record<string, unknown>): Promise<unknown> }",
      ),
    ],
    [
      "any number of arguments",
      repository("KvLike", "interface KvLike { put(...all: unknown[]): Promise<unknown> }"),
    ],
    [
      "one of two overloads",
      repository(
        "KvLike",
        "interface KvLike { put(key: string, value: string): Promise<unknown>; put(key: string, value: string, options: object): Promise<unknown> }",
      ),
    ],
  ])("%s", (_, code) => {
    const { output, error } = migrate(code);
    expect(error).toBeUndefined();
    expect(output).toContain("put(key, JSON.stringify({ value }), { expirationTtl: 60 })");
    expect(migrate(code, "both").output).toContain("{ ttlSeconds: 60 }), { expirationTtl: 60 })");
  });
});
