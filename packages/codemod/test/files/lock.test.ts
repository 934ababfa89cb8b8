import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { migrate } from "../../src/index.js";
import { FLAGGED, project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const LOCK = ".kv-envelope/lock.json";
const lockOf = (pid: number, host = hostname()): string =>
  JSON.stringify({ pid, host, startedAt: "2026-01-01T00:00:00.000Z" });
/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ["--version"]).pid;

describe("a second run that writes in a directory", () => {
  it("is refused at once and changes nothing, while the first goes on; a dry run is not", async () => {
    const { root, cli, read } = project({ ...MODULE, "a.js": FLAGGED });
    const first = migrate({ root, write: true });
    await first.next();
    for (const args of [["--write"], ["--write", "--json"]])
      expect(await cli(...args)).toEqual({
        code: 2,
        stdout: "",
        stderr: expect.stringMatching(
          new RegExp(
            `^kv-envelope: another run writes in this directory: process ${process.pid} on ${hostname()}, since [^;]+; wait for its end, or, if it is no more, delete \\.kv-envelope/lock\\.json\\n$`,
          ),
        ),
      });
    expect((await cli("--check")).code).toBe(1);
    expect(read("a.js")).toBe(FLAGGED);
    for await (const event of first) if (event.type === "done") expect(event.exitCode).toBe(0);
    expect(existsSync(join(root, LOCK))).toBe(false);
    const second = migrate({ root, write: true });
    await second.next();
    expect((await cli("undo")).stderr).toContain("another run writes in this directory");
    await second.return();
    expect((await cli("undo")).code).toBe(0);
    expect(read("a.js")).toBe(FLAGGED);
  });

  it.each([
    ["a killed run's", () => lockOf(deadPid())],
    ["one of this process that it does not hold, as of a container's process 1", () => lockOf(process.pid)],
    ["half of one", () => '{"pid":'],
  ])("goes on over %s lock", async (_what, text) => {
    const { root, cli, read } = project({ ...MODULE, "a.js": FLAGGED, [LOCK]: text() });
    expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
    expect(read("a.js")).not.toBe(FLAGGED);
    expect(readdirSync(join(root, ".kv-envelope")).sort()).toEqual([".gitignore", "journal.json"]);
  });

  it.each([
    ["a living process", () => lockOf(process.ppid), `process ${process.ppid} on ${hostname()}`],
    ["another machine", () => lockOf(1, "elsewhere"), "process 1 on elsewhere"],
  ])("is refused by the lock of %s, which stays", async (_who, text, named) => {
    const { cli, read } = project({ ...MODULE, "a.js": FLAGGED, [LOCK]: text() });
    const { code, stderr } = await cli("--write");
    expect(code).toBe(2);
    expect(stderr).toContain(named);
    expect([read("a.js"), read(LOCK)]).toEqual([FLAGGED, text()]);
  });

  it("leaves nothing where there was nothing to write", async () => {
    const { root, cli } = project({ ...MODULE, "a.js": "export {};\n" });
    expect((await cli("--write")).code).toBe(0);
    expect(readdirSync(root).sort()).toEqual(["a.js", "package.json"]);
  });
});
