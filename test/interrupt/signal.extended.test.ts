// Ctrl-C and SIGTERM while the built command line writes: it stops between two stores, says how to go on, and ends by
// the signal. A pipe that nobody reads is no clock: the signal goes out when the first file has its new text.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cli, env, flaggedIn } from "../../packages/codemod/test/support/project.js";

const STORES = 150;
const RUNTIME = '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }';
const names = Array.from({ length: STORES }, (_, index) => `s${String(index).padStart(3, "0")}`);
const loadFrom = (store: string): string =>
  `export const load = async (id) => (await (await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/${store}-\${id}\`)).json()).value;\n`;

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

describe.skipIf(process.platform === "win32")("a run that is asked to end while it writes", () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "kv-envelope-signal-")));
    mkdirSync(join(root, "load"));
    mkdirSync(join(root, "save"));
    writeFileSync(join(root, "package.json"), RUNTIME);
    for (const name of names) {
      writeFileSync(join(root, `load/${name}.js`), loadFrom(name));
      writeFileSync(join(root, `save/${name}.js`), flaggedIn(name));
    }
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const isNew = (file: string): boolean =>
    readFileSync(join(root, file), "utf8").includes("@kv-envelope/runtime");
  const newFiles = (): number =>
    names.flatMap((name) => [`load/${name}.js`, `save/${name}.js`]).filter(isNew).length;

  async function run(
    args: readonly string[],
    moment?: () => boolean,
    signal?: NodeJS.Signals,
  ): Promise<Ended> {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: root,
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [ended, stderr] = [once(child, "exit"), text(child.stderr)];
    let isSent = moment === undefined;
    void ended.then(() => {
      isSent = true;
    });
    while (!isSent) {
      if (moment?.() === true) {
        child.kill(signal);
        break;
      }
      await setImmediate();
    }
    const [code, by] = await ended;
    return { code, signal: by, stderr: await stderr };
  }

  it.each(["SIGINT", "SIGTERM"] as const)(
    "stops at %s between two stores, says what was done, and ends by it",
    async (signal) => {
      const begun = (): boolean => isNew(`load/${names[0] ?? ""}.js`);
      const { stderr, ...end } = await run(["--write"], begun, signal);
      expect(end).toEqual({ code: null, signal });
      const written = newFiles();
      expect(written).toBeGreaterThan(0);
      expect(written).toBeLessThan(2 * STORES);
      expect(stderr).toBe(
        `kv-envelope: stopped by ${signal}: ${written} of ${2 * STORES} files are written, each store whole or not at all; the same command goes on, kv-envelope undo takes it back\n`,
      );
      for (const name of names) expect(isNew(`load/${name}.js`), name).toBe(isNew(`save/${name}.js`));
      expect(existsSync(join(root, ".kv-envelope/lock.json"))).toBe(false);
      if (signal === "SIGINT") {
        expect((await run(["undo"])).code).toBe(0);
        expect(newFiles()).toBe(0);
      } else {
        expect(await run(["--write"])).toMatchObject({
          code: 0,
          stderr: expect.stringContaining("is finished now"),
        });
        expect(newFiles()).toBe(2 * STORES);
      }
    },
  );

  it.each(["SIGINT", "SIGTERM"] as const)(
    "stops an undo at %s between two files, says how far it is, and ends by it; the next one goes on",
    async (signal) => {
      expect((await run(["--write"])).code).toBe(0);
      const begun = (): boolean => !isNew(`save/${names.at(-1) ?? ""}.js`);
      const { stderr, ...end } = await run(["undo"], begun, signal);
      expect(end).toEqual({ code: null, signal });
      const restored = 2 * STORES - newFiles();
      expect(restored).toBeGreaterThan(0);
      expect(restored).toBeLessThan(2 * STORES);
      expect(stderr).toBe(
        `kv-envelope: stopped by ${signal}: ${restored} of ${2 * STORES} files are as they were before the run; kv-envelope undo goes on\n`,
      );
      expect(existsSync(join(root, ".kv-envelope/lock.json"))).toBe(false);
      expect((await run(["undo"])).code).toBe(0);
      expect(newFiles()).toBe(0);
    },
  );

  it("has changed nothing where the signal comes before the first file, and is in nobody's way", async () => {
    const locked = (): boolean => existsSync(join(root, ".kv-envelope/lock.json"));
    expect(await run(["--write"], locked, "SIGINT")).toMatchObject({ code: null, signal: "SIGINT" });
    expect(newFiles()).toBe(0);
    expect(await run(["--write"])).toMatchObject({ code: 0, stderr: "" });
    expect(newFiles()).toBe(2 * STORES);
  });

  it("refuses a second one at once, which names the first", async () => {
    const first = spawn(process.execPath, [cli, "--write"], { cwd: root, env, stdio: "ignore" });
    const ended = once(first, "exit");
    while (!existsSync(join(root, ".kv-envelope/lock.json"))) await setImmediate();
    expect(await run(["--write"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`process ${String(first.pid)} on `),
    });
    expect(await ended).toEqual([0, null]);
    expect(newFiles()).toBe(2 * STORES);
  });
});
