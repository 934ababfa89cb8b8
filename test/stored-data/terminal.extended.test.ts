import { afterEach, beforeEach, expect, it } from "vitest";
import { openTerminal, runInTerminal } from "../../packages/codemod/test/support/terminal.js";
import { startKvServer, type KvServer } from "../kv-server/index.js";
import { makeDirectory, removeDirectory, seedMixed, storedIn } from "./namespace.js";

let server: KvServer;
let directory: string;
let before: Record<string, string>;
beforeEach(async () => {
  // Slow enough for a bar, which is only shown to who has waited for half a second.
  server = await startKvServer({ faults: () => ({ delayMs: 20 }) });
  directory = makeDirectory();
  before = seedMixed(server, 300);
});
afterEach(async () => {
  removeDirectory(directory);
  await server.close();
});

const commandLine = (...more: string[]) => [
  "data",
  "repair",
  "--ttl-from",
  "now",
  "--namespace",
  server.namespaceId,
  "--base-url",
  server.url,
  ...more,
];
const environment = () => ({ TELNYX_API_KEY: server.apiKey });

const repair = async (typed: string, ...more: string[]) => {
  const session = openTerminal(directory, commandLine(...more), { env: environment() });
  await session.sees("[y/N]");
  await session.press(typed);
  return session.ended();
};

it("says what it is about to do, and does nothing without a yes", async () => {
  const { code, lines } = await repair("\r");
  expect(code).toBe(1);
  expect(lines.slice(0, 7)).toEqual([
    "kv-envelope data repair: dry run, nothing was changed",
    expect.stringMatching(/^ {2}entries {13}305 {2}\([\d,]+ bytes\)$/),
    "  envelopes, alive      1  (39 bytes)",
    "  envelopes, expired    1  (26 bytes)",
    expect.stringMatching(/^ {2}legacy payloads {5}300 {2}/),
    "  plain values          2  (40 bytes)",
    "  no text (bytes)       1  (3 bytes)",
  ]);
  expect(lines.slice(7).join("")).toMatch(
    /^ {2}to be rewrapped {3}300Backup to .*\.jsonlDo this\? \[y\/N\]\s*kv-envelope: nothing was changed$/,
  );
  expect(storedIn(server)).toEqual(before);
});

it.each(["\u0003", "\u0004", "no\r"])("takes %j for a no", async (typed) => {
  const { code, lines } = await repair(typed, "--prefix", "session/000");
  expect([code, lines.at(-1)]).toEqual([1, expect.stringMatching(/nothing was changed$/)]);
  expect(storedIn(server)).toEqual(before);
});

it("asks nothing where there is nothing to do", async () => {
  const { code, lines } = await runInTerminal(directory, commandLine("--prefix", "doc/"), environment());
  expect([code, lines[0], lines.at(-1)]).toEqual([0, "kv-envelope data repair", "  rewrapped   0"]);
});

it("does it after a yes, and shows how far it is", async () => {
  const { code, lines, sent } = await repair("y\r");
  expect(code).toBe(0);
  expect(lines.join("\n")).toContain("\n  rewrapped   300\n");
  expect(sent).toMatch(/Reading {2}\d+ entries/);
  expect(sent).toMatch(/Repairing {2}[█░]{24} \d+\/305 entries/);
  expect(Object.values(storedIn(server)).filter((value) => value.includes("expiration_ttl"))).toEqual([]);
});
