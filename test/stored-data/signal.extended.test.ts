// Ctrl-C and SIGTERM while entries are changed: the run says how many, where they are as they were, and how to go on.
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inspectBackup } from "../../packages/codemod/src/data/backup/read-backup.js";
import { startKvServer } from "../kv-server/index.js";
import type { KvServer } from "../kv-server/index.js";
import type { Faults } from "../kv-server/faults.js";
import { makeDirectory, removeDirectory, runBuilt, runData, seedMixed } from "./namespace.js";

const ENTRIES = 60;
const REPAIR = ["repair", "--ttl-from", "now", "--yes", "--backup", "b.jsonl"];

describe.skipIf(process.platform === "win32")("a repair that is asked to end", () => {
  let server: KvServer;
  let faults: Faults;
  let directory: string;
  beforeEach(async () => {
    faults = () => undefined;
    server = await startKvServer({ olderKeys: true, faults: (request) => faults(request) });
    directory = makeDirectory();
    seedMixed(server, ENTRIES);
  });
  afterEach(async () => {
    removeDirectory(directory);
    await server.close();
  });

  /** Sends the signal when the service gets its `at`th request, whose answer and those behind it are held. */
  const runAndSignal = async (signal: NodeJS.Signals, at: number) => {
    let seen = 0;
    let child: ChildProcess | undefined;
    faults = () => {
      seen += 1;
      if (seen < at) return undefined;
      if (seen === at) child?.kill(signal);
      return { hold: "before" };
    };
    const { stderr } = await runBuilt(server, directory, REPAIR, (started) => {
      child = started;
    });
    faults = () => undefined;
    return { stderr, signal: child?.signalCode };
  };

  it.each(["SIGINT", "SIGTERM"] as const)(
    "by %s names count, backup and next step, and ends by it; the same command goes on",
    async (signal) => {
      // A list, a read of each, then some of the writes.
      const ended = await runAndSignal(signal, 1 + 5 + ENTRIES + 20);
      const file = join(directory, "b.jsonl");
      const { entries } = await inspectBackup(file);
      expect(entries).toBeGreaterThan(0);
      expect(ended).toEqual({
        signal,
        stderr: `kv-envelope: data repair: stopped by ${signal}: ${entries} entries changed at most, each whole or not at all; they are as they were in ${file}: the same command goes on, kv-envelope data restore ${file} takes them back\n`,
      });
      expect(await runData(server, directory, REPAIR)).toMatchObject({ code: 0, stderr: "" });
    },
  );

  it("before the first change says that nothing was changed", async () => {
    expect(await runAndSignal("SIGINT", 3)).toEqual({
      signal: "SIGINT",
      stderr: "kv-envelope: data repair: stopped by SIGINT: nothing was changed\n",
    });
  });
});
