// Kills the part of a run that writes, and the undo of it, before one of its calls to the file system or another. Only
// that part runs in the process that is killed: what comes before it takes a second and changes nothing.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyChanges } from "../../packages/codemod/src/run/write/apply.js";
import { finishInterrupted } from "../../packages/codemod/src/run/write/finish-interrupted.js";
import { finish } from "../../packages/codemod/src/shared/steps.js";
import { undoLastRun } from "../../packages/codemod/src/run/write/undo.js";
import { source, WATCHED, Workplace } from "./child.js";

const FILES = 30;
/** `KILLS=200` takes 40 seconds. */
const KILLS = Number(process.env["KILLS"] ?? 60);
const WRITES = Math.ceil(KILLS * 0.75);
const UNDOS = KILLS - WRITES;

const names = Array.from({ length: FILES }, (_, index) => `src/part-${index % 3}/file ${index}.js`);
const helper = "src/kv-envelope.js";
const textOf = (name: string, version: "old" | "new"): string => `// ${version} ${name}\n`.repeat(200);
const outcomes = names.map((file) => {
  const [before, after] = [textOf(file, "old"), textOf(file, "new")];
  return {
    file,
    status: "changed" as const,
    findings: [],
    reads: [],
    change: { bytes: Buffer.from(before), before, after },
  };
});
const creation = { file: helper, content: textOf(helper, "new") };

const CHILD = `
import { applyChanges } from ${source("run/write/apply")};
import { finish } from ${source("shared/steps")};
import { undoLastRun } from ${source("run/write/undo")};
let calls = 0;
let at;
const onCall = () => {
  calls += 1;
  if (calls === at) process.kill(process.pid, "SIGKILL");
};
process.on("message", ({ outcomes, creation, root, undoes, killAt }) => {
  at = killAt;
  ${WATCHED}
  if (undoes) finish(undoLastRun(root));
  else finish(applyChanges(root, creation, outcomes));
  process.send(calls, () => process.exit());
});
`;

describe("a run that is killed", () => {
  const workplace = new Workplace();
  const { root } = workplace;
  beforeAll(() => workplace.bundle(CHILD));
  afterAll(() => {
    workplace.remove();
  });

  const reset = (): void => {
    workplace.reset(Object.fromEntries(names.map((name) => [name, textOf(name, "old")])));
  };
  const start = (undoes: boolean, killAt?: number): ChildProcess =>
    workplace.start({ outcomes, creation, root, undoes, killAt });
  /** Does the write or the undo, and gives how often it calls the file system. */
  const countCalls = async (undoes: boolean): Promise<number> => {
    const running = start(undoes);
    const ended = once(running, "exit");
    const [calls] = await once(running, "message");
    await ended;
    return Number(calls);
  };
  /** Starts the write or the undo, and kills it just before a call, counted from 1. */
  const runAndKill = async (undoes: boolean, killAt: number): Promise<void> => {
    expect(await once(start(undoes, killAt), "exit")).toEqual([null, "SIGKILL"]);
  };
  /** The calls at which runs are killed: spread over all that there are. */
  const killsAt = (calls: number, kills: number): number[] =>
    Array.from({ length: kills }, (_, trial) => 1 + Math.floor((calls * trial) / kills));

  /** Which version each file has; throws where one is neither. */
  const versions = (): readonly string[] =>
    names.map((name) => {
      const text = readFileSync(join(root, name), "utf8");
      if (text !== textOf(name, "old") && text !== textOf(name, "new"))
        throw new Error(`${name} is neither old nor new`);
      return text.slice(3, 6);
    });
  const filesBelow = (): string[] =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(".kv-envelope"))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();

  it(`leaves each file old or new at any of ${WRITES} moments, and is finished or taken back as a whole`, async () => {
    reset();
    const calls = await countCalls(false);
    expect(new Set(versions())).toEqual(new Set(["new"]));
    let halves = 0;
    for (const [trial, killAt] of killsAt(calls, WRITES).entries()) {
      reset();
      await runAndKill(false, killAt);
      const found = new Set(versions());
      if (found.size === 2) halves += 1;
      if (trial % 2 === 0) {
        finish(finishInterrupted(root));
        // Killed before its journal was written, it had changed nothing: the next run does all of it.
        if (versions().includes("old")) finish(applyChanges(root, creation, outcomes));
        expect(new Set(versions())).toEqual(new Set(["new"]));
        expect(filesBelow()).toEqual([...names, helper].sort());
      } else if (found.has("new")) {
        expect(finish(undoLastRun(root)).kept).toEqual([]);
        expect(new Set(versions())).toEqual(new Set(["old"]));
        expect(filesBelow()).toEqual([...names].sort());
      }
    }
    // Else the test would not have killed anything in its midst.
    expect(halves).toBeGreaterThan(WRITES / 10);
  });

  it(`leaves each file old or new at any of ${UNDOS} moments of its undo, which the next undo finishes`, async () => {
    reset();
    finish(applyChanges(root, creation, outcomes));
    const calls = await countCalls(true);
    let halves = 0;
    for (const killAt of killsAt(calls, UNDOS)) {
      reset();
      finish(applyChanges(root, creation, outcomes));
      await runAndKill(true, killAt);
      const found = new Set(versions());
      if (found.size === 2) {
        halves += 1;
        expect(() => finish(finishInterrupted(root))).toThrow(
          "an undo was interrupted here: kv-envelope undo finishes it",
        );
      }
      if (found.has("new") || filesBelow().includes(helper))
        expect(finish(undoLastRun(root)).kept).toEqual([]);
      expect(new Set(versions())).toEqual(new Set(["old"]));
      expect(filesBelow()).toEqual([...names].sort());
    }
    expect(halves).toBeGreaterThan(UNDOS / 10);
  });
});
