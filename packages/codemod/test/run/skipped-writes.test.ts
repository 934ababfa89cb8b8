// What is left alone when a person skips some of the writes, with the answers of a list in the place of the person.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readArgs, runOptionsOf } from "../../src/cli/args.js";
import { doneOf } from "../../src/run/events.js";
import type { Ask } from "../../src/interactive/prompts.js";
import { reviewWith } from "../../src/interactive/review.js";
import type { RunResult } from "../../src/run/result.js";
import { run } from "../../src/run/run.js";
import { FLAGGED, project } from "../support/project.js";
import type { Project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const URL_OF = (key: string): string =>
  `\`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/${key}\``;
const write = (name: string, key: string): string =>
  `export const ${name} = (id, v) => fetch(${URL_OF(key)}, { method: "PUT", body: JSON.stringify({ value: v, expiration_ttl: 60 }) });\n`;
const read = (name: string, key: string): string =>
  `export const ${name} = async (id) => (await (await fetch(${URL_OF(key)})).json()).value;\n`;

/** Runs with such an answer to each question about a finding; those that are not listed are applied. */
async function answering(
  { root }: Project,
  answers: readonly string[],
  ...args: readonly string[]
): Promise<RunResult> {
  const left = [...answers];
  const ask: Ask = async (_message, choices) => {
    const [first] = choices;
    const wanted =
      choices.some(({ value }) => value === "write") || choices.some(({ value }) => value === "next")
        ? undefined
        : left.shift();
    const chosen = choices.find(({ value }) => value === wanted) ?? first;
    if (chosen === undefined || (wanted !== undefined && chosen.value !== wanted))
      throw new Error(`${String(wanted)} is no choice`);
    return chosen.value;
  };
  const review = reviewWith(
    ask,
    () => undefined,
    () => ({ style: (_format, text) => text, columns: 100 }),
  );
  const { result } = await doneOf(run(runOptionsOf(readArgs(["--interactive", ...args]), root, review)));
  expect(left).toEqual([]);
  return result;
}

const statuses = ({ outcomes }: RunResult): string[] =>
  outcomes.flatMap(({ file, findings, reads }) => [
    ...findings.map(({ status }) => `write ${file} ${status}`),
    ...reads.map(({ status }) => `read ${file} ${status}`),
  ]);
const faults = ({ outcomes, problems }: RunResult): unknown[] => [
  ...outcomes.filter(({ status }) => status === "failed"),
  ...problems,
];

describe("a write that is skipped", () => {
  const TWO = {
    ...MODULE,
    "a.js": write("saveA", "session-${id}"),
    "b.js": write("saveB", "session-${id}"),
    "load.js": read("load", "session-${id}"),
  };

  it("stays as it is and is reported as left, while the reads of its store become tolerant for the others", async () => {
    const made = project(TWO);
    const result = await answering(made, ["apply", "skip"]);
    expect(statuses(result)).toEqual(["write a.js rewritten", "write b.js left", "read load.js rewritten"]);
    expect(result.outcomes.flatMap(({ findings }) => findings.flatMap(({ reason }) => reason ?? []))).toEqual(
      ["skipped in the interactive run: it stays as it was until a run rewrites it"],
    );
    expect(made.read("a.js")).toContain("encodeEnvelope(v, { ttlSeconds: 60 })");
    expect(made.read("b.js")).toBe(TWO["b.js"]);
    expect(made.read("load.js")).toContain("legacy: true");
    // What was skipped is asked about again.
    expect(statuses(await answering(made, ["apply"]))).toEqual(["write b.js rewritten"]);
  });

  it("leaves the reads alone where every write of the store is skipped, by itself, with the store, or by quitting", async () => {
    const other = {
      ...TWO,
      "other.js": write("saveCode", "code-${id}"),
      "z.js": read("loadCode", "code-${id}"),
    };
    for (const [answers, rewritten] of [
      [
        ["skip", "skip", "apply"],
        ["other.js", "z.js"],
      ],
      [
        ["store", "apply"],
        ["other.js", "z.js"],
      ],
      [
        ["apply", "store", "apply"],
        ["other.js", "z.js"],
      ],
      [
        ["apply", "apply", "skip"],
        ["a.js", "b.js", "load.js"],
      ],
      [
        ["apply", "quit"],
        ["a.js", "load.js"],
      ],
      [["quit"], []],
    ] as const) {
      const made = project(other);
      const result = await answering(made, answers);
      expect(
        result.outcomes.flatMap(({ file, status }) => (status === "changed" ? [file] : [])),
        answers.join(),
      ).toEqual(rewritten);
      for (const [file, text] of Object.entries(other))
        if (!rewritten.some((each) => each === file)) expect(made.read(file)).toBe(text);
      expect(faults(result)).toEqual([]);
    }
  });

  it("keeps what it goes on storing readable: its payload is unwrapped although the write that is rewritten left none", async () => {
    const files = {
      ...MODULE,
      "kv-envelope.config.json":
        '{ "writers": [{ "name": "put", "from": "vendor", "optionsArgument": 2 }], "readers": [{ "name": "get", "from": "vendor" }] }',
      "a.js": 'import { put } from "vendor";\nexport const a = (v) => put("k", v, { expiration_ttl: 60 });\n',
      "b.js":
        'import { put } from "vendor";\nexport const b = (v) => put("k", JSON.stringify({ value: v, expiration_ttl: 60 }));\n',
      "c.js":
        'import { get } from "vendor";\nexport const c = async () => JSON.parse(await get("k")).value;\n',
    };
    const made = project(files);
    expect(statuses(await answering(made, ["apply", "skip"]))).toEqual([
      "write a.js rewritten",
      "write b.js left",
      "read c.js rewritten",
    ]);
    expect(made.read("c.js")).toContain("legacy: true");
    expect(made.read("b.js")).toBe(files["b.js"]);
  });

  it("is known again behind and between others in its file", async () => {
    const text = `${write("one", "a")}${write("two", "b")}${write("three", "c")}${write("four", "d")}`;
    const made = project({ ...MODULE, "a.js": text });
    const result = await answering(made, ["apply", "skip", "apply", "skip"]);
    expect([statuses(result).map((line) => line.slice(11)), faults(result)]).toEqual([
      ["rewritten", "left", "rewritten", "left"],
      [],
    ]);
    const lineOf = (name: string, from: string): string | undefined =>
      from.split("\n").find((line) => line.includes(name));
    for (const name of ["two", "four"]) expect(lineOf(name, made.read("a.js"))).toBe(lineOf(name, text));
    expect(made.read("a.js").match(/encodeEnvelope\(/g)).toHaveLength(2);
  });

  it("stays as it is within one that is rewritten, and the other way round", async () => {
    const nested = `const put = (key, body) => fetch(${URL_OF("${key}")}, { method: "PUT", body });
export const both = async (v) => put("outer", JSON.stringify({ value: (await put("inner", JSON.stringify({ value: v, expiration_ttl: 60 }))).status, metadata: { v } }));
`;
    for (const [answers, kept] of [
      [["skip", "apply"], "expiration_ttl: 60"],
      [["apply", "skip"], "metadata: { v } }"],
    ] as const) {
      const made = project({ ...MODULE, "a.js": nested });
      const result = await answering(made, answers);
      expect(faults(result)).toEqual([]);
      expect(statuses(result).sort()).toEqual(["write a.js left", "write a.js rewritten"]);
      const text = made.read("a.js");
      expect(text.match(/JSON\.stringify/g)).toHaveLength(1);
      expect(text).toContain(kept);
    }
  });

  it("is one decision where one payload is sent by two calls", async () => {
    const shared = `export function both(v) {
  const body = JSON.stringify({ value: v, expiration_ttl: 60 });
  return [fetch(${URL_OF("a")}, { method: "PUT", body }), fetch(${URL_OF("b")}, { method: "PUT", body })];
}
`;
    const made = project({ ...MODULE, "a.js": shared });
    expect(statuses(await answering(made, ["skip"]))).toEqual(["write a.js left"]);
    expect(made.read("a.js")).toBe(shared);
  });

  it("needs no helper beside the raw one that nobody calls", async () => {
    const page = `async function kvPut(key, value) {
  await fetch(${URL_OF("${key}")}, { method: "PUT", body: value });
}
export const one = (v) => kvPut("one", JSON.stringify({ value: v, expiration_ttl: 60 }));
export const two = (v) => kvPut("two", JSON.stringify({ value: v, expiration_ttl: 60 }));
`;
    for (const [answers, calls] of [
      [["apply", "skip"], 1],
      [["skip", "skip"], 0],
    ] as const) {
      const made = project({ ...MODULE, "a.js": page });
      expect(faults(await answering(made, answers))).toEqual([]);
      expect((made.read("a.js").match(/kvPutWithExpiry\("/g) ?? []).length).toBe(calls);
      expect(made.read("a.js").includes("function kvPutWithExpiry")).toBe(calls > 0);
    }
  });

  it("stays with its reads in the phase of the reads", async () => {
    const made = project({
      ...TWO,
      "c.js": FLAGGED.replace("session-", "code-"),
      "loadCode.js": read("loadCode", "code-${id}"),
    });
    const result = await answering(made, ["apply", "skip", "skip"], "--phase", "reads");
    expect(result.outcomes.flatMap(({ file, status }) => (status === "changed" ? [file] : []))).toEqual([
      "load.js",
    ]);
    expect(result.outcomes.flatMap(({ findings }) => findings.map(({ waitsFor }) => waitsFor))).toEqual([
      "writes",
      undefined,
      undefined,
    ]);
  });
});

describe("programs of many files", () => {
  const folder = fileURLToPath(new URL("../../../../test/programs", import.meta.url));
  /** `SKIPS=all` takes every program, for some minutes. */
  const names =
    process.env["SKIPS"] === "all" ? readdirSync(folder).sort() : ["07-store-classes", "26-mixed-layers"];

  it.each(names)(
    "%s: any half of the writes can be skipped, and the next run does the other half",
    async (name) => {
      const files = filesBelow(join(folder, name, "before"));
      for (const half of [0, 1]) {
        const made = project(files);
        const answers = Array.from({ length: await questions(files) }, (_, index) =>
          index % 2 === half ? "skip" : "apply",
        );
        const first = await answering(made, answers);
        expect(
          first.outcomes.flatMap(({ findings }) =>
            findings.filter(({ reason }) => reason?.startsWith("skipped") === true),
          ),
        ).toHaveLength(answers.filter((answer) => answer === "skip").length);
        const second = await doneOf(run(runOptionsOf(readArgs(["--write"]), made.root)));
        const whole = project(files);
        const atOnce = await doneOf(run(runOptionsOf(readArgs(["--write"]), whole.root)));
        expect(first.outcomes.filter(({ status }) => status === "failed")).toEqual([]);
        expect(statuses(second.result).filter((line) => line.endsWith("left"))).toEqual(
          statuses(atOnce.result).filter((line) => line.endsWith("left")),
        );
        expect(second.exitCode).toBe(atOnce.exitCode);
      }
    },
  );

  /** How many of a program's findings can be applied. */
  async function questions(files: Readonly<Record<string, string>>): Promise<number> {
    const { root } = project(files);
    const { result } = await doneOf(run(runOptionsOf(readArgs([]), root)));
    return statuses(result).filter((line) => line.startsWith("write") && line.endsWith("rewritten")).length;
  }

  function filesBelow(directory: string): Record<string, string> {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return Object.fromEntries(
      entries.map(({ parentPath, name }) => [
        join(parentPath, name).slice(directory.length + 1),
        readFileSync(join(parentPath, name), "utf8"),
      ]),
    );
  }
});
