// `--unwrap` and `--envelopes` on the command line: what they write, say, and refuse.
import { describe, expect, it } from "vitest";
import { project } from "../support/project.js";

const SAVE = `const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
export const save = (key, value) => fetch(url(key), { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) });
export const load = async (key) => (await (await fetch(url(key))).json()).value;
`;
const MODULE = { "package.json": '{ "type": "module" }', "kv.js": SAVE };
const SERVER = ["--expiry", "server", "--unwrap"];

describe("--unwrap", () => {
  it("stores the value by itself, and says in which order it is deployed", async () => {
    const { cli, read } = project(MODULE);
    const { code, stdout } = await cli(...SERVER, "--write");
    expect(code).toBe(0);
    expect(read("kv.js")).toContain("bareText(value)");
    expect(read("kv.js")).toContain("bare: true");
    expect(stdout).toContain("an older version of the program that meets a value by itself takes that apart");
    expect(stdout).toContain("data probe");
    expect(stdout).not.toContain("No read changes");
    expect((await cli(...SERVER, "--check")).code).toBe(0);
  });

  it("has its helpers in a file of one's own, too, and two phases", async () => {
    const { cli, read } = project(MODULE);
    const file = ["--helpers", "file=kv-helpers.js"];
    expect((await cli(...SERVER, ...file, "--phase", "reads", "--write")).code).toBe(0);
    expect(read("kv.js")).not.toContain("bareText");
    expect((await cli(...SERVER, ...file, "--phase", "writes", "--write")).code).toBe(0);
    expect(read("kv.js")).toContain("bareText(value)");
    expect(read("kv-helpers.js")).toContain("function bareText");
  });

  it("comes from the configuration, too", async () => {
    const { cli, read } = project({
      ...MODULE,
      "kv-envelope.config.json": '{ "expiry": "server", "unwrap": true }',
    });
    expect((await cli("--write")).code).toBe(0);
    expect(read("kv.js")).toContain("bareText(value)");
  });

  it.each([
    [[], "envelope", {}],
    [["--expiry", "envelope"], "envelope", {}],
    [["--expiry", "both"], "both", {}],
    [[], "both", { "kv-envelope.config.json": '{ "expiry": "both" }' }],
  ])("is refused with %j, in one line", async (args, expiry, files) => {
    const { cli, read } = project({ ...MODULE, ...files });
    const { code, stderr, stdout } = await cli("--unwrap", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      `kv-envelope: --unwrap: given with the expiry "${expiry}"; allowed: with --expiry server, as the service alone ends a value that is stored by itself\n`,
    );
    expect(read("kv.js")).toBe(SAVE);
  });

  it.each(["both", "envelope"])("is left out of the configuration with --expiry %s", async (expiry) => {
    const { cli, read } = project({
      ...MODULE,
      "kv-envelope.config.json": '{ "expiry": "server", "unwrap": true, "envelopes": true }',
    });
    const { code, stderr } = await cli("--expiry", expiry, "--write");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(read("kv.js")).toContain("encodeEnvelope(value");
  });

  it("is refused in a configuration of another expiry", async () => {
    const { code, stderr } = await project({ "kv-envelope.config.json": '{ "unwrap": true }' }).cli();
    expect(code).toBe(2);
    expect(stderr).toContain("kv-envelope.config.json.unwrap: true given; allowed: only with");
  });
});

describe("--envelopes", () => {
  const ENVELOPE = `import { encodeEnvelope, unwrapText } from "@kv-envelope/runtime";
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/ns/keys/\${key}\`;
export const save = (key, value) => fetch(url(key), { method: "PUT", body: encodeEnvelope(value, { expiresAtMs: Date.now() + 5000 }) });
export const load = async (key) => (await fetch(url(key))).text().then((raw) => unwrapText(raw));
`;

  it("has the service end them, and goes on to a second run without work", async () => {
    const { cli, read } = project({ ...MODULE, "kv.js": ENVELOPE });
    expect((await cli("--expiry", "server", "--check")).code).toBe(0);
    const { code, stdout } = await cli("--expiry", "server", "--envelopes", "--write");
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("data probe") });
    expect(read("kv.js")).toContain("withTtl(url(key), secondsUntil(Date.now() + 5000))");
    expect(read("kv.js")).toContain("encodeEnvelope(value) })");
    expect((await cli("--expiry", "server", "--envelopes", "--check")).code).toBe(0);
  });

  it("is refused with another expiry, in one line", async () => {
    const { code, stderr } = await project({ ...MODULE, "kv.js": ENVELOPE }).cli("--envelopes");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'kv-envelope: --envelopes: given with the expiry "envelope"; allowed: with --expiry server, which ends them\n',
    });
  });
});
