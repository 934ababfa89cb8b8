// A store of thousands of files is written whole or not at all, and still ends soon after a signal: what is slow, waiting
// for the disk, can be stopped anywhere, and what can't be stopped waits for no disk. Calls are counted, nothing is timed.
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { source, WATCHED, Workplace } from "./child.js";

const FILES = 2_000;
const names = Array.from({ length: FILES }, (_, index) => `src/file-${index}.js`);
const textOf = (name: string, version: "old" | "new"): string => `// ${version} ${name}\n`;
const outcomes = names.map((file) => {
  const [before, after] = [textOf(file, "old"), textOf(file, "new")];
  return {
    file,
    status: "changed",
    findings: [],
    reads: [],
    change: { bytes: Buffer.from(before), before, after },
  };
});

/** Stops the writing at one of the moments at which it can be stopped, or goes on from there to the next. */
const CHILD = `
import { applyChanges } from ${source("run/write/apply")};
let calls = {};
const onCall = (name) => {
  calls[name] = (calls[name] ?? 0) + 1;
};
process.on("message", ({ outcomes, root, at, stops }) => {
  ${WATCHED}
  const work = applyChanges(root, undefined, outcomes, [outcomes.map(({ file }) => file)]);
  for (let moment = 0; moment < at; moment += 1) work.next();
  calls = {};
  if (stops) work.return();
  else work.next();
  process.send(calls, () => process.exit());
});
`;

describe("a store of many files", () => {
  const workplace = new Workplace();
  const { root } = workplace;
  beforeAll(() => workplace.bundle(CHILD));
  afterAll(() => {
    workplace.remove();
  });

  /** Which calls to the file system come behind a moment. */
  const callsAt = async (at: number, stops: boolean): Promise<Readonly<Record<string, number>>> => {
    workplace.reset(Object.fromEntries(names.map((name) => [name, textOf(name, "old")])));
    const running = workplace.start({ outcomes, root, at, stops });
    const ended = once(running, "exit");
    const [calls] = await once(running, "message");
    await ended;
    return calls;
  };
  const versions = (): Set<string> =>
    new Set(names.map((name) => readFileSync(join(root, name), "utf8").slice(3, 6)));

  it.each([1, FILES / 2, FILES])(
    "is stopped at moment %i by taking away what waits beside its files",
    async (at) => {
      expect(await callsAt(at, true)).toEqual({ unlinkSync: at });
      expect(versions()).toEqual(new Set(["old"]));
      expect(readdirSync(join(root, "src"))).toHaveLength(FILES);
    },
  );

  it("goes on after its last moment without waiting for the disk", async () => {
    const { renameSync, fsyncSync = 0, writeFileSync = 0, ...others } = await callsAt(FILES, false);
    expect({ renameSync, fsyncSync, writeFileSync }).toEqual({
      renameSync: FILES,
      fsyncSync: 0,
      writeFileSync: 0,
    });
    // Looks at each file once more.
    const sum = Object.values(others).reduce((left, right) => left + right, 0);
    expect(sum).toBeLessThanOrEqual(8 * FILES);
    expect(versions()).toEqual(new Set(["new"]));
    expect(readdirSync(join(root, "src"))).toHaveLength(FILES);
  });
});
