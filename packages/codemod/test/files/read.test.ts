import { join } from "node:path";
import { expect, it } from "vitest";
import { lookAt, readSource } from "../../src/files/read.js";
import { project } from "../support/project.js";

const MEBIBYTE = 1 << 20;

it.each<[name: string, bytes: Buffer]>([
  ["nothing", Buffer.alloc(0)],
  ["a byte of a mark", Buffer.from([0xff])],
  ["ASCII", Buffer.from("put(key)")],
  ["UTF-8 with a mark", Buffer.from("\uFEFFé😀")],
  ["UTF-16 with a mark", Buffer.from("\uFEFFput(key)", "utf16le")],
  ["just what the buffer takes", Buffer.alloc(MEBIBYTE, "x")],
  ["a byte less", Buffer.alloc(MEBIBYTE - 1, "y")],
  ["more", Buffer.concat([Buffer.alloc(MEBIBYTE, "z"), Buffer.from("expiration_ttl")])],
])("a quick look at a file sees what reading it gives: %s", (_name, bytes) => {
  const { root } = project({ "a.js": bytes, "before.js": Buffer.alloc(100, "\u00ff\u00fe", "latin1") });
  // What was looked at before is still in the buffer.
  lookAt(join(root, "before.js"));
  expect(lookAt(join(root, "a.js"))).toBe(readSource(join(root, "a.js")).ascii);
});

it("a quick look for words gives a text that has one of them, and may spare the others", () => {
  const { root } = project({
    "a.js": "put(key)",
    "b.js": "get(key)",
    "c.js": Buffer.from("\uFEFFget(key)", "utf16le"),
    "d.js": `${"x".repeat(MEBIBYTE)}put(key)`,
  });
  const look = (name: string): string => lookAt(join(root, name), ["put", "has"]);
  expect(look("a.js")).toBe("put(key)");
  expect(look("b.js")).toBe("");
  expect(look("c.js")).toBe("get(key)");
  expect(look("d.js")).toMatch(/put\(key\)$/);
});

it("a quick look fails as reading does", () => {
  const { root } = project({});
  expect(() => lookAt(join(root, "none.js"))).toThrow(/^ENOENT/);
  expect(() => lookAt(root)).toThrow(/^EISDIR/);
});
