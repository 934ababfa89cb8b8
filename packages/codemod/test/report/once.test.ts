import { describe, expect, it } from "vitest";
import { FLAGGED, project } from "../support/project.js";
import { LEFT } from "../support/report-files.js";

/** Three writes that are left for the same reason, and one that is rewritten. */
const FILES = {
  "a.js": LEFT,
  "b.js": LEFT.replaceAll("legacy", "other"),
  "c.js": LEFT.replaceAll("legacy", "third"),
  "d.js": FLAGGED,
};

describe("a reason that holds for several places", () => {
  it("is printed once, with how many there are and where", async () => {
    const { cli, read } = project(FILES);
    const { stdout } = await cli("--report", "out.md", "--report", "out.html");
    const [, reason = ""] =
      /^ {2}3 times: (.+)\n {4}a\.js:5:\d+ .*\n {4}b\.js:5:\d+ .*\n {4}c\.js:5:\d+ /m.exec(stdout) ?? [];
    expect(reason).toMatch(/.+: .+/);
    expect(stdout.split(reason)).toHaveLength(2);
    expect(read("out.md")).toMatch(/^- .+: 3 places\n {2}- `a\.js:5:\d+` .+\n {2}- `b\.js/m);
  });

  it("is on each line of --check, where a line stands alone; the last line has the totals", async () => {
    const { stdout } = await project(FILES).cli("--check");
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(5);
    expect(lines.slice(0, 3)).toEqual(
      ["a.js", "b.js", "c.js"].map((file) =>
        expect.stringMatching(new RegExp(`^${file}:5:\\d+ http expiration_ttl left .+: .+`)),
      ),
    );
    expect(lines.slice(3)).toEqual([
      "d.js:5:42 http expiration_ttl to rewrite",
      "kv-envelope: 1 to rewrite, 3 left (dry run); files 4 listed: 1 to change, 3 unchanged, 0 skipped, 0 failed",
    ]);
  });
});

it("--check counts what it prints, and names the reads that have no line of their own", async () => {
  const url = "`https://api.telnyx.com/v2/storage/kvs/${process.env.KV_ID}/keys/session-${id}`";
  const load = `export const load = async (id) => (await (await fetch(${url})).json()).value;\n`;
  const { stdout } = await project({ "a.js": FLAGGED, "b.js": load, "c.js": load }).cli("--check");
  const [first = "", second = "", ...others] = stdout.trimEnd().split("\n");
  expect(first).toBe("a.js:5:42 http expiration_ttl to rewrite");
  expect(second).toMatch(
    /^kv-envelope: 1 to rewrite, 0 left \(dry run\), and with them 2 reads of their stores; /,
  );
  expect(others).toEqual([]);
});

describe("the settings", () => {
  const HELPERS = Object.fromEntries(
    ["one", "two"].map((name) => [
      `${name}.js`,
      `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/${name}-\${key}\`;
export const load = async (key) => (await fetch(url(key))).text();
export const save = (key, body) => fetch(url(key), { method: "PUT", body });
`,
    ]),
  );
  const USE = `import { save, load } from "./one.js";
import * as two from "./two.js";
export const put = (v) => save("a", JSON.stringify({ value: v, expiration_ttl: 60 }));
export const put2 = (v) => two.save("a", JSON.stringify({ value: v, expiration_ttl: 60 }));
export const get = async () => JSON.parse(await load("a")).value;
export const get2 = async () => JSON.parse(await two.load("a")).value;
`;

  it("are printed only on request, a function once with all places that it comes from", async () => {
    const { cli, read } = project({ ...HELPERS, "use.js": USE });
    expect((await cli()).stdout).not.toContain("ESLint");
    const { stdout } = await cli("--emit-settings", "s.json");
    expect(stdout).toContain('ESLint: settings["kv-envelope"], which guard what was migrated');
    expect(JSON.parse(read("s.json"))).toMatchObject({
      readers: [{ name: "load", from: ["one", "two"] }],
      writers: [{ name: "save", from: ["one", "two"] }],
    });
    // They are known by the next run, and not found a second time.
    const again = await cli("--config", "s.json", "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ settings: JSON.parse(read("s.json")) });
  });
});
