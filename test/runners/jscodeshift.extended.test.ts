// The built transform entry in the real jscodeshift: which files it changes, to what bytes, and what it says of the rest.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const jscodeshift = createRequire(import.meta.url).resolve("jscodeshift/bin/jscodeshift.js");
const transform = fileURLToPath(new URL("../../packages/codemod/dist/transform.cjs", import.meta.url));

const URL_OF_KEY = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/${key}`";
const IMPORT = (names: string): string => `import { ${names} } from "@kv-envelope/runtime";\n\n`;
const writer = (type: string, body: string): string =>
  `export const save = (key${type}, token${type}) => fetch(${URL_OF_KEY}, { method: "PUT", body: ${body} });\n`;
const reader = (type: string, then = ""): string =>
  `export async function load(key${type}) {\n  const response = await fetch(${URL_OF_KEY})${then};\n  const { value } = await response.json();\n  return value;\n}\n`;
const view = "export const Saved = () => <output>saved</output>;\n";

const OLD_BODY = "JSON.stringify({ value: token, expiration_ttl: 3600 })";
const NEW_BODY = "encodeEnvelope(token, { ttlSeconds: 3600 })";
const TOLERANT =
  '\n    .then((storedResponse) => unwrapResponse(storedResponse, { as: "payload", legacy: true }))';

/** Line ends and BOM of Windows. */
const windows = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;

const before = {
  "session.ts": windows(writer(": string", OLD_BODY) + reader(": string")),
  "session.js": writer("", OLD_BODY) + reader(""),
  "view.tsx": windows(writer(": string", OLD_BODY) + view),
  "other.ts": windows('export const page = (cache: Map<string, string>) => cache.set("page", "x")\n'),
  "form.js": `export const save = (key, token) => fetch(\`${URL_OF_KEY.slice(1, -1)}?expiration_ttl=60\`, { method: "PUT", body: token });\n`,
  "broken.js": `export const save = fetch(${URL_OF_KEY}, { expiration_ttl: 60 \n`,
};

let root: string;
const read = (file: keyof typeof before): string => readFileSync(join(root, file), "utf8");

/** Runs jscodeshift over the folder; without Babel, through which it would put TypeScript's own source. */
const run = (...options: readonly string[]): { exitCode: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      jscodeshift,
      "--transform",
      transform,
      "--no-babel",
      "--extensions=ts,tsx,js",
      "--parser=tsx",
      "--cpus=1",
      "--verbose=2",
      ...options,
      ".",
    ],
    { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" } },
  );
  return { exitCode: status, output: stdout + stderr };
};

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "kv-envelope-jscodeshift-")));
  for (const [file, text] of Object.entries(before)) writeFileSync(join(root, file), text);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe("jscodeshift with @kv-envelope/codemod/transform", () => {
  it("rewrites .ts, .js and .tsx, and keeps BOM and line ends", () => {
    const { output } = run();
    expect(read("session.ts")).toBe(
      windows(
        IMPORT("encodeEnvelope, unwrapResponse") +
          writer(": string", NEW_BODY) +
          reader(": string", TOLERANT),
      ),
    );
    expect(read("session.js")).toBe(
      IMPORT("encodeEnvelope, unwrapResponse") + writer("", NEW_BODY) + reader("", TOLERANT),
    );
    expect(read("view.tsx")).toBe(windows(IMPORT("encodeEnvelope") + writer(": string", NEW_BODY) + view));
    expect(output).toMatch(/\b3 ok\b/);
  });

  it("leaves the rest as it is, says what is left, and counts what it can't parse as an error", () => {
    const { output } = run();
    for (const file of ["other.ts", "form.js", "broken.js"] as const) expect(read(file)).toBe(before[file]);
    expect(output).toMatch(/\b2 skipped\b/);
    expect(output).toMatch(/\b1 errors\b/);
    expect(output).toMatch(/form\.js[^]*1:\d+ http expiration_ttl left the field stands in the query/);
    expect(output).toMatch(/ERR .*broken\.js Transformation error/);
  });

  it("does one phase after the other, and then has nothing to do", () => {
    expect(run("--phase=reads").output).toMatch(/\b2 ok\b/);
    expect(read("session.js")).toBe(IMPORT("unwrapResponse") + writer("", OLD_BODY) + reader("", TOLERANT));
    expect(run("--phase=writes").output).toMatch(/\b3 ok\b/);
    expect(read("session.js")).toBe(
      IMPORT("encodeEnvelope, unwrapResponse") + writer("", NEW_BODY) + reader("", TOLERANT),
    );
    expect(run().output).toMatch(/\b0 ok\b/);
  });

  it("changes nothing where the phase or the configuration is wrong, and says what is allowed", () => {
    expect(run("--phase=read").output).toContain('--phase: "read" given; allowed: reads, writes or all');
    writeFileSync(join(root, "kv-envelope.config.json"), '{ "reader": [] }');
    expect(run().output).toContain('kv-envelope.config.json: "reader": unknown key; did you mean "readers"?');
    expect(read("session.ts")).toBe(before["session.ts"]);
  });
});
