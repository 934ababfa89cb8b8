import { describe, expect, it } from "vitest";
import { readDataArgs } from "../../src/data/args.js";
import { connect } from "../../src/data/connect.js";
import { UsageError } from "../../src/shared/errors.js";

const NS = ["--namespace", "id"];
const refusalOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("readDataArgs", () => {
  it("reads every option", () => {
    expect(
      readDataArgs([
        ...[
          "repair",
          ...NS,
          "--base-url=https://api.example.com/v2",
          "--prefix",
          "session/",
          "--ttl-from",
          "field",
          "--move-colons",
          "--to",
          "server",
          "--envelopes",
        ],
        ...["--dry-run", "--yes", "--backup", "b.jsonl", "--rate", "50", "--concurrency", "64", "--json"],
      ]),
    ).toEqual({
      command: "repair",
      namespace: "id",
      baseUrl: "https://api.example.com/v2",
      prefix: "session/",
      ttlFrom: "field",
      to: "server",
      envelopes: true,
      isProbed: true,
      moveColons: true,
      dryRun: true,
      yes: true,
      backup: "b.jsonl",
      rate: 50,
      concurrency: 64,
      json: true,
      file: undefined,
    });
    expect(readDataArgs(["scan", ...NS])).toMatchObject({
      command: "scan",
      prefix: "",
      concurrency: 8,
      rate: undefined,
      baseUrl: undefined,
      dryRun: false,
    });
    expect(readDataArgs(["restore", "b.jsonl", ...NS])).toMatchObject({
      command: "restore",
      file: "b.jsonl",
    });
    expect(readDataArgs(["--help"])).toBe("data");
    expect(readDataArgs(["repair", "--help"])).toBe("data repair");
  });

  it.each([
    [
      [],
      "data: no command given; allowed: scan, repair, sweep, restore, probe; a directory of that name is ./data",
    ],
    [
      ["scna"],
      'data: "scna" given; allowed: scan, repair, sweep, restore, probe; a directory of that name is ./data',
    ],
    [["scan"], "--namespace: not given; allowed: the id of a namespace"],
    [["scan", "--namespace"], "--namespace: no value given; allowed: the id of a namespace"],
    [["scan", "--namespace="], '--namespace: "" given; allowed: the id of a namespace'],
    [
      ["scan", "--namespace", "--json"],
      "--namespace: no value given before --json; allowed: the id of a namespace",
    ],
    [["scan", ...NS, ...NS], "--namespace: given twice; allowed: once"],
    [["scan", ...NS, "--prefx", "a"], '--prefx: unknown option; did you mean "--prefix"? (see data --help)'],
    [["scan", ...NS, "--everything"], "--everything: unknown option (see data --help)"],
    [["scan", ...NS, "--api-key=KEY1"], "--api-key: unknown option (see data --help)"],
    [["scan", ...NS, "--json=yes"], '--json: takes no value, "yes" given'],
    [["scan", ...NS, "x"], 'data scan: "x" given; allowed: options only'],
    [["scan", ...NS, "--yes"], "--yes: not allowed with data scan; allowed with repair, sweep, restore"],
    [
      ["scan", ...NS, "--dry-run"],
      "--dry-run: not allowed with data scan; allowed with repair, sweep, restore",
    ],
    [["sweep", ...NS, "--ttl-from", "now"], "--ttl-from: not allowed with data sweep; allowed with repair"],
    [["sweep", ...NS, "--move-colons"], "--move-colons: not allowed with data sweep; allowed with repair"],
    [
      ["restore", "f", ...NS, "--backup", "b"],
      "--backup: not allowed with data restore; allowed with repair, sweep",
    ],
    [
      ["restore", "f", ...NS, "--prefix", "b"],
      "--prefix: not allowed with data restore; allowed with scan, repair, sweep",
    ],
    [
      ["repair", ...NS],
      "--ttl-from: not given; allowed: now, field or drop: what each does to the expiry is in data --help",
    ],
    [["repair", ...NS, "--ttl-from", "then"], '--ttl-from: "then" given; allowed: now, field or drop'],
    [["restore", ...NS], "data restore: no file given; allowed: the path of one backup"],
    [["restore", ...NS, "a", "b"], 'data restore: "b" given; allowed: the path of one backup'],
    [
      ["scan", ...NS, "--rate", "0"],
      '--rate: "0" given; allowed: a whole number of requests in a second, 1 to 10000',
    ],
    [
      ["scan", ...NS, "--rate=1.5"],
      '--rate: "1.5" given; allowed: a whole number of requests in a second, 1 to 10000',
    ],
    [
      ["scan", ...NS, "--concurrency", "65"],
      '--concurrency: "65" given; allowed: a whole number from 1 to 64',
    ],
    [
      ["scan", ...NS, "--base-url", "api.telnyx.com"],
      '--base-url: "api.telnyx.com" given; allowed: an https URL, or http on this machine',
    ],
    [
      ["scan", ...NS, "--base-url", "http://api.telnyx.com"],
      '--base-url: "http://api.telnyx.com" given; allowed: an https URL, or http on this machine',
    ],
    [
      ["scan", ...NS, "--base-url", "https://me:secret@api.telnyx.com"],
      "--base-url: has a user or password; allowed: an https URL without",
    ],
  ])("refuses %j", (argv, message) => {
    expect(refusalOf(() => readDataArgs(argv))).toBe(message);
  });
});

describe("connect", () => {
  const to = { namespaceId: "id", baseUrl: undefined, rate: undefined };
  it.each([
    [
      to,
      {},
      "TELNYX_API_KEY: not set in the environment; allowed: the API key of the account that the namespace belongs to",
    ],
    [
      to,
      { TELNYX_API_KEY: "KEY secret\n" },
      "TELNYX_API_KEY must be a text of visible ASCII characters; got one with a line break in it (it is not shown here)",
    ],
    [
      { ...to, namespaceId: ".." },
      { TELNYX_API_KEY: "KEY" },
      '--namespace: must be a text other than "", "." and ".."; got ".."',
    ],
    [
      { ...to, baseUrl: "https://api.telnyx.com?x=1" },
      { TELNYX_API_KEY: "KEY" },
      "--base-url: must be an http(s) URL without user, query and fragment, such as https://api.telnyx.com",
    ],
  ])("refuses %j with %j", (connection, env, message) => {
    expect(refusalOf(() => connect(connection, env))).toBe(message);
  });
});
