import { describe, expect, it } from "vitest";
import { compressToEncodedURIComponent } from "lz-string";
import type { Program } from "../../playground/src/analysis/protocol.js";
import { hashOf, programIn } from "../../playground/src/page/share.js";

const PROGRAM: Program = {
  text: "const naïve = `\u{1F511}`;\r\n// #program= & <b>\n",
  fileName: "kv.mjs",
  edgeRuntime: "0.2.2",
  expiry: "server",
};
const link = (value: unknown): string => `#program=${compressToEncodedURIComponent(JSON.stringify(value))}`;

describe("a link to a program", () => {
  it("holds all of it, in characters that an address takes as they are", () => {
    const hash = hashOf(PROGRAM);
    expect(programIn(hash)).toEqual(PROGRAM);
    expect(new URL(`https://example.com/${hash}`).hash).toBe(hash);
  });

  it("is none where the address has no hash", () => {
    expect([programIn(""), programIn("#")]).toEqual([undefined, undefined]);
  });

  it.each([
    ["another hash", "#readme", "the link does not begin with #program="],
    ["nothing behind it", "#program=", "the link is not whole: copy it again"],
    ["a link that was cut off", hashOf(PROGRAM).slice(0, 40), "the link is not whole: copy it again"],
    ["no object", link("text"), "the link is not whole: copy it again"],
    ["no text", link({ ...PROGRAM, text: 1 }), "the link is not whole: copy it again"],
    [
      "a name that is not offered",
      link({ ...PROGRAM, fileName: "../x" }),
      "the link is not whole: copy it again",
    ],
    [
      "a remedy that there is not",
      link({ ...PROGRAM, expiry: "redis" }),
      "the link is not whole: copy it again",
    ],
  ])("says what is wrong with %s", (_, hash, fault) => {
    expect(programIn(hash)).toEqual({ fault });
  });
});
