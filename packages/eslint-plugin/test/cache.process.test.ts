// What the pages say of ESLint's cache: it knows a file's text and the configuration, and nothing else that a rule reads.
import { ESLint } from "eslint";
import { ESLint as ESLint9 } from "eslint-v9";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import plugin from "../src/index.js";

let root: string;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  root = realpathSync(mkdtempSync(join(tmpdir(), "kv-cache-")));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

const MANIFEST = '[storage.kv.SESSIONS]\nid = "a"\n';

describe.each([
  ["9", ESLint9],
  ["10", ESLint],
])("ESLint %s with --cache", (_, Engine) => {
  const lint = async (config: object = {}): Promise<number> => {
    const engine = new Engine({
      cwd: root,
      cache: true,
      overrideConfigFile: true,
      overrideConfig: [{ ...plugin.configs.recommended, ...config }],
    });
    const results = await engine.lintFiles(["a.js"]);
    return results.reduce((sum, { messages }) => sum + messages.length, 0);
  };
  // Each as a run of its own: within one, what is known of the disk is believed for some seconds.
  const nextRun = (): void => {
    vi.advanceTimersByTime(60_000);
  };
  const write = (file: string, text: string): void => {
    writeFileSync(join(root, file), text);
  };
  const SAVE =
    'export default { fetch: (request, env) => env.SESSIONS.put("a", "b", { metadata: { c: 1 } }) };\n';

  it("sees a changed func.toml of the working directory, and a new version of the runtime", async () => {
    vi.spyOn(process, "cwd").mockReturnValue(root);
    const manifest = "node_modules/@telnyx/edge-runtime/package.json";
    mkdirSync(dirname(join(root, manifest)), { recursive: true });
    write("a.js", SAVE.replace("metadata: { c: 1 }", "expirationTtl: 60"));
    write("func.toml", "");
    write(manifest, '{ "version": "0.2.1" }');
    expect(await lint()).toBe(0);
    nextRun();
    write("func.toml", MANIFEST);
    expect(await lint()).toBe(1);
    nextRun();
    write(manifest, '{ "version": "0.2.2" }');
    expect(await lint()).toBe(0);
  });

  it("does not see another folder's, unless its text is among the settings", async () => {
    write("a.js", SAVE);
    write("func.toml", "");
    expect(await lint()).toBe(0);
    nextRun();
    write("func.toml", MANIFEST);
    expect(await lint()).toBe(0);
    nextRun();
    const facts = (): object => ({ settings: { mine: readFileSync(join(root, "func.toml"), "utf8") } });
    expect(await lint(facts())).toBe(1);
    nextRun();
    write("func.toml", "");
    expect(await lint(facts())).toBe(0);
  });
});
