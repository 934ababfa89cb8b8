import { describe, expect, it } from "vitest";
import { project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const url = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/session-${id}`";
const SAVE = `import { encodeEnvelope } from "@kv-envelope/runtime";
export const save = (id, token) =>
  fetch(${url}, { method: "PUT", body: encodeEnvelope(token, { ttlSeconds: 60 }) });
`;
const loadAs = (member: string): string =>
  `export const load = async (id) => {
  const stored = await (await fetch(${url})).json();
  return ${member};
};
`;
const MESSAGE =
  "takes `value` from an expiry envelope and does not look at `expires_at`, so that it goes on with what has expired: read it with a helper that looks, as ESLint's kv-envelope/require-envelope-read suggests";

describe("a read of envelopes that somebody else's write makes", () => {
  it("is told of by every later run where it does not look at the expiry, with what to do", async () => {
    const { cli, read } = project({ ...MODULE, "save.js": SAVE, "load.js": loadAs("stored.value") });
    for (const args of [[], ["--check"], ["--write"]]) {
      const { code, stdout, stderr } = await cli(...args);
      expect({ code, stderr }, args.join(" ")).toEqual({ code: 1, stderr: "" });
      expect(stdout).toContain(
        args.includes("--check")
          ? `load.js:2:31 read unchecked ${MESSAGE}\n`
          : `  load.js:2:31  ${MESSAGE}\n`,
      );
    }
    expect(read("load.js")).toBe(loadAs("stored.value"));
    expect(JSON.parse((await cli("--json")).stdout)).toMatchObject({
      findings: [],
      uncheckedReads: [{ file: "load.js", line: 2, column: 31, members: ["value"], message: MESSAGE }],
    });
  });

  it("is told of once by the joined reports of shards", async () => {
    const { cli } = project({ ...MODULE, "save.js": SAVE, "load.js": loadAs("stored.value") });
    for (const shard of ["1", "2"]) await cli("--shard", `${shard}/2`, "--report", `${shard}.json`);
    const { code, stdout } = await cli("merge-reports", "1.json", "2.json");
    expect([code, stdout.split(MESSAGE).length]).toEqual([1, 2]);
  });

  it.each([
    ["looks at the expiry", SAVE, loadAs("stored.expires_at > Date.now() ? stored.value : null")],
    ["reads another store", SAVE.replace("session-", "token-"), loadAs("stored.value")],
    ["has no writer of envelopes", "", loadAs("stored.value")],
  ])("is not told of where it %s", async (_what, save, load) => {
    const { cli } = project({ ...MODULE, "save.js": save, "load.js": load });
    expect((await cli("--check")).code).toBe(0);
    expect(JSON.parse((await cli("--json")).stdout)).not.toHaveProperty("uncheckedReads");
  });
});
