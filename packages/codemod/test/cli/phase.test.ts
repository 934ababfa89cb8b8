import { describe, expect, it } from "vitest";
import { CLEAN, FLAGGED, project } from "../support/project.js";

const KEY_URL = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/session-${id}`";
const LOAD = `export async function load(id) {
  const res = await fetch(${KEY_URL});
  return res.status === 404 ? null : (await res.json()).value;
}
`;
const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };

describe("--phase", () => {
  it("makes the reads tolerant first, says what waits, and is content", async () => {
    const { cli, read } = project({ ...MODULE, "save.js": FLAGGED, "load.js": LOAD });
    const { code, stdout } = await cli("--phase", "reads", "--write");
    expect(code).toBe(0);
    expect(read("save.js")).toBe(FLAGGED);
    expect(read("load.js")).toContain("unwrapResponse");
    expect(stdout).toContain(
      "writes  1 with verbatim fields (1 http): 0 rewritten, 1 waiting for the other phase, 0 left",
    );
    expect(stdout).toContain(
      "Deploy the tolerant reads everywhere, then run with --phase writes: it rewrites the 1 write left for now.",
    );
    expect(stdout).not.toContain("to be done by hand");

    const second = await cli("--phase=writes", "--write");
    expect(second.code).toBe(0);
    expect(read("save.js")).toContain("encodeEnvelope");
    expect(second.stdout).toContain("Deploy this once the tolerant reads run everywhere");
    expect((await cli()).code).toBe(0);
  });

  it("refuses the writes while a read of their store is not tolerant, and names it", async () => {
    const { cli, read } = project({ ...MODULE, "save.js": FLAGGED, "load.js": LOAD });
    const { code, stdout } = await cli("--phase", "writes", "--write");
    expect(code).toBe(1);
    expect(read("save.js")).toBe(FLAGGED);
    expect(stdout).toContain("Run with --phase reads and deploy that first: 2 places wait for it");
    expect(stdout).toContain(
      "Waiting for --phase reads\n  load.js:2:21  read: is not tolerant of envelopes yet",
    );
    expect((await cli("--phase", "writes", "--check")).stdout).toMatch(
      /^save\.js:5:42 http expiration_ttl waits for --phase reads a read of the same store \(load\.js:2:21\) is not tolerant of envelopes yet: rewrite and deploy the reads first\n/,
    );
    expect(JSON.parse((await cli("--phase", "writes", "--json")).stdout)).toMatchObject({
      findings: [{ waitsFor: "reads" }],
      reads: [{ file: "load.js", status: "left", waitsFor: "reads" }],
    });
  });

  it("says in a run for both that their order matters, where it does", async () => {
    expect((await project({ ...MODULE, "save.js": FLAGGED, "load.js": LOAD }).cli()).stdout).toContain(
      "--phase reads, a deploy, then --phase writes keep that order.",
    );
    expect((await project({ ...MODULE, "a.js": CLEAN }).cli()).stdout).not.toContain("--phase");
  });
});
