import { chmodSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFile, replaceFile } from "../../src/files/write.js";
import { project } from "../support/project.js";

describe("replacing a file", () => {
  it("keeps its mode and leaves nothing beside it", () => {
    const { root, read } = project({ "bin/run it.js": "old" });
    chmodSync(join(root, "bin/run it.js"), 0o751);
    replaceFile(root, "bin/run it.js", Buffer.from("old"), "\uFEFFnew");
    expect(read("bin/run it.js")).toBe("\uFEFFnew");
    expect(statSync(join(root, "bin/run it.js")).mode & 0o777).toBe(0o751);
    expect(readdirSync(join(root, "bin"))).toEqual(["run it.js"]);
  });

  it("refuses a file that changed since it was read", () => {
    const { root, read } = project({ "a.js": "someone's newer text" });
    expect(() => replaceFile(root, "a.js", Buffer.from("old"), "new")).toThrow(
      "changed on disk while the run was on",
    );
    expect(read("a.js")).toBe("someone's newer text");
  });

  it("refuses a read-only file", () => {
    const { root, read } = project({ "a.js": "old" });
    chmodSync(join(root, "a.js"), 0o444);
    expect(() => replaceFile(root, "a.js", Buffer.from("old"), "new")).toThrow("is read-only");
    expect(read("a.js")).toBe("old");
  });

  it("refuses a path that has come to lead out of the root", () => {
    const outside = project({ "a.js": "old" });
    const { root } = project({ "dir/a.js": "old" });
    rmSync(join(root, "dir"), { recursive: true });
    symlinkSync(outside.root, join(root, "dir"));
    expect(() => replaceFile(root, "dir/a.js", Buffer.from("old"), "new")).toThrow("leads through a link");
    expect(outside.read("a.js")).toBe("old");
    expect(() => createFile(root, "dir/b.js", "new")).toThrow("leads through a link");
    expect(readdirSync(outside.root)).toEqual(["a.js"]);
  });
});

describe("creating a file", () => {
  it("makes the directories and never overwrites", () => {
    const { root, read } = project({});
    createFile(root, "lib/deep/kv.ts", "text");
    expect(read("lib/deep/kv.ts")).toBe("text");
    expect(() => createFile(root, "lib/deep/kv.ts", "other")).toThrow("appeared on disk");
    expect(read("lib/deep/kv.ts")).toBe("text");
  });
});
