// What the pages say of ESLint's cache: it knows a file's text and the configuration, and nothing else that a rule reads.
import { ESLint } from "eslint";
import { ESLint as ESLint9 } from "eslint-v9";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  const lint = async (settings: Record<string, unknown>): Promise<number> => {
    const engine = new Engine({
      cwd: root,
      cache: true,
      overrideConfigFile: true,
      overrideConfig: [{ ...plugin.configs.recommended, settings }],
    });
    // Each as a run of its own: within one, what is known of the disk is believed for some seconds.
    vi.advanceTimersByTime(60_000);
    const results = await engine.lintFiles(["a.js"]);
    return results.reduce((sum, { messages }) => sum + messages.length, 0);
  };
  const write = (file: string, text: string): void => {
    writeFileSync(join(root, file), text);
  };
  const SAVE =
    'export default { fetch: (request, env) => env.SESSIONS.put("a", "b", { metadata: { c: 1 } }) };\n';

  it("does not see a changed func.toml, unless its text is among the settings", async () => {
    write("a.js", SAVE);
    write("func.toml", "");
    expect(await lint({})).toBe(0);
    write("func.toml", MANIFEST);
    expect(await lint({})).toBe(0);
    const facts = (): Record<string, unknown> => ({
      "kv-envelope-facts": readFileSync(join(root, "func.toml"), "utf8"),
    });
    expect(await lint(facts())).toBe(1);
    write("func.toml", "");
    expect(await lint(facts())).toBe(0);
  });
});
