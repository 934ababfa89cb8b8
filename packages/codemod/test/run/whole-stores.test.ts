// A store is written whole or not at all: a read that stays raw would take an envelope for the value.
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { migrate } from "../../src/index.js";
import type { MigrateEvent } from "../../src/index.js";
import { FLAGGED, flaggedIn, project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const loadFrom = (store: string): string => `export async function load(id) {
  const res = await fetch(\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/${store}-\${id}\`);
  return (await res.json()).value;
}
`;
const STORES = {
  ...MODULE,
  "a-save.js": FLAGGED,
  "b-load.js": loadFrom("session"),
  "c-save.js": flaggedIn("token"),
  "d-load.js": loadFrom("token"),
};
const NAMES = ["a-save.js", "b-load.js", "c-save.js", "d-load.js"] as const;

describe.skipIf(process.platform === "win32")("a store one of whose files is read-only", () => {
  it.each([
    ["b-load.js", "a-save.js"],
    ["a-save.js", "b-load.js"],
  ] as const)(
    "keeps its raw text in all files where that is %s, and the others are done",
    async (locked, kept) => {
      const { root, cli, read } = project(STORES);
      chmodSync(join(root, locked), 0o444);
      const { code, stdout, stderr } = await cli("--write");
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `kv-envelope: ${locked}: can't be written: is read-only, so it is not written\n`,
      });
      expect(stdout).toContain(`${locked} can't be written, and a store is rewritten whole or not at all`);
      expect([read("a-save.js"), read("b-load.js")]).toEqual([STORES["a-save.js"], STORES["b-load.js"]]);
      expect(
        [read("c-save.js"), read("d-load.js")].every((text) => text.includes("@kv-envelope/runtime")),
      ).toBe(true);
      expect(kept).not.toBe(locked);
      chmodSync(join(root, locked), 0o644);
      expect((await cli("--write")).code).toBe(0);
      expect((await cli("--check")).code).toBe(0);
      expect(NAMES.filter((file) => !read(file).includes("@kv-envelope/runtime"))).toEqual([]);
    },
  );

  it("is named by a dry run already, once", async () => {
    const { root, cli } = project(STORES);
    chmodSync(join(root, "b-load.js"), 0o444);
    expect(await cli()).toMatchObject({
      code: 1,
      stderr:
        "kv-envelope: --write would leave 2 of these files, as a store is rewritten whole or not at all: b-load.js can't be written: is read-only, so it is not written\n",
    });
    chmodSync(join(root, "b-load.js"), 0o644);
    expect((await cli()).stderr).toBe("");
  });

  it("creates no helper module that nobody would import", async () => {
    const { root, cli } = project({ ...MODULE, "a.js": FLAGGED });
    chmodSync(join(root, "a.js"), 0o444);
    const { code, stdout } = await cli("--write", "--helpers", "file=kv.js");
    expect(code).toBe(1);
    expect(stdout).not.toContain("kv.js written");
    expect(readdirSync(root).sort()).toEqual(["a.js", "package.json"]);
  });
});

describe("a file that an editor saves while a run writes", () => {
  /** Saves a file when the run tells of something. */
  const run = async (
    root: string,
    file: string,
    isMoment: (event: MigrateEvent) => boolean,
  ): Promise<MigrateEvent[]> => {
    const events: MigrateEvent[] = [];
    for await (const event of migrate({ root, write: true })) {
      if (isMoment(event) && !events.some(isMoment)) writeFileSync(join(root, file), "// saved\n");
      events.push(event);
    }
    return events;
  };

  it.each([
    ["before the first file is written", "b-load.js", "a-save.js", "found"],
    ["between two stores", "d-load.js", "c-save.js", "rewritten"],
  ] as const)("is kept %s, and its store stays as it was", async (_when, saved, partner, type) => {
    const { root, read } = project(STORES);
    const events = await run(root, saved, (event) => event.type === type);
    expect(events.filter((event) => event.type === "error")).toEqual([
      {
        type: "error",
        file: saved,
        message: "can't be written: changed on disk while the run was on, so it is not written; run again",
      },
    ]);
    expect(read(saved)).toBe("// saved\n");
    expect(read(partner)).toBe(STORES[partner]);
    const others = NAMES.filter((file) => file !== saved && file !== partner);
    expect(others.filter((file) => !read(file).includes("@kv-envelope/runtime"))).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: "done", exitCode: 1 });
  });

  it("is no obstacle where it belongs to no store", async () => {
    const { root } = project({ ...STORES, "free.js": "export {};\n" });
    const events = await run(root, "free.js", ({ type }) => type === "found");
    expect(events.at(-1)).toMatchObject({ type: "done", exitCode: 0 });
  });
});
