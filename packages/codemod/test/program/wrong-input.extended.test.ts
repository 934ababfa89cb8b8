// Input that nobody writes, and that a generator or a bundler may leave behind. The page that says what becomes of it is
// the README of this package ("Bounds"). None of this is timed: what takes too long ends as a test that hangs.
import { expect, it } from "vitest";
import { FLAGGED, project } from "../support/project.js";

const MODULE = { "package.json": '{ "type": "module", "dependencies": { "@kv-envelope/runtime": "*" } }' };
const IMPORT = 'import { encodeEnvelope } from "@kv-envelope/runtime";\n\n';
const OLD = "JSON.stringify({ value: token, expiration_ttl: 3600 })";
const NEW = "encodeEnvelope(token, { ttlSeconds: 3600 })";
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");
const nested = (depth: number): string => `export const y = ${"g(".repeat(depth)}1${")".repeat(depth)};\n`;

const KEY_URL = '"https://api.telnyx.com/v2/storage/kvs/" + process.env.KV_ID + "/keys/" + key';
const RAW = `fetch(${KEY_URL}, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) })`;
const MENDED = `fetch(${KEY_URL}, { method: "PUT", body: encodeEnvelope(value, { ttlSeconds: 60 }) })`;

it("has 100,000 calls in one file: the one write among them is rewritten, and nothing else changes", async () => {
  const calls = many(100_000, (index) => `f${index}(${index}, "x${index}");\n`);
  const { cli, read } = project({ ...MODULE, "a.js": FLAGGED + calls });
  expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
  expect(read("a.js")).toBe(IMPORT + FLAGGED.replace(OLD, NEW) + calls);
});

it("has 20,000 calls of one writer: it is left, and the run names the call that is not looked at", async () => {
  const writer = `export function save(key, value) {\n  return ${RAW};\n}\n`;
  const text = writer + many(20_000, (index) => `save("k${index}", ${index});\n`);
  const { cli, read } = project({ ...MODULE, "a.js": text });
  const { code, stdout, stderr } = await cli("--write");
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^kv-envelope: .* given up at a\.js:20003:1\. Writes and reads behind it are not seen; /,
  );
  expect(stdout).toContain("0 rewritten, 1 left");
  expect(read("a.js")).toBe(text);
});

it("has calls nested 2,000 deep: the file is named and stays, and nothing that it may read is changed", async () => {
  const deep = FLAGGED + nested(2000);
  const { cli, read } = project({ ...MODULE, "deep.js": deep, "beside.js": FLAGGED });
  const { code, stdout, stderr } = await cli("--write");
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "kv-envelope: deep.js: can't be parsed: its code is nested too deeply\n",
  });
  expect([read("deep.js"), read("beside.js")]).toEqual([deep, FLAGGED]);
  expect(stdout).toContain("deep.js can't be looked into");
});

it("has calls nested 300 deep: it is rewritten", async () => {
  const { cli, read } = project({ ...MODULE, "a.js": FLAGGED + nested(300) });
  expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
  expect(read("a.js")).toBe(IMPORT + FLAGGED.replace(OLD, NEW) + nested(300));
});

it("is a circle of 500 modules that call each other: the write at its end is rewritten", async () => {
  const size = 500;
  const module = (index: number): string => {
    const next = (index + 1) % size;
    const body = index === size - 1 ? `(key === "" ? f${next}(key, value) : ${RAW})` : `f${next}(key, value)`;
    return `import { f${next} } from "./m${next}.js";\nexport const f${index} = (key, value) => ${body};\n`;
  };
  const files = Object.fromEntries(
    Array.from({ length: size }, (_, index) => [`m${index}.js`, module(index)]),
  );
  const { cli, read } = project({
    ...MODULE,
    ...files,
    "main.js": 'import { f0 } from "./m0.js";\nf0("a", 1);\n',
  });
  const { stderr } = await cli("--write");
  expect(stderr).toBe("");
  for (const [file, text] of Object.entries(files)) {
    if (file !== `m${size - 1}.js`) expect(read(file)).toBe(text);
    else expect(read(file)).toContain(MENDED);
  }
});

it("is a class hierarchy 40 deep: the write in its root is rewritten", async () => {
  const classes = many(
    40,
    (index) =>
      `export class C${index + 1} extends C${index} { m${index + 1}(key, value) { return this.m${index}(key, value); } }\n`,
  );
  const text = `export class C0 { m0(key, value) { return ${RAW}; } }\n${classes}new C40().m40("a", 1);\n`;
  const { cli, read } = project({ ...MODULE, "a.js": text });
  expect(await cli("--write")).toMatchObject({ code: 0, stderr: "" });
  expect(read("a.js")).toBe(IMPORT + text.replace(RAW, MENDED));
});

it("is a minified line of 5 MB, half of it code: it is rewritten, and nothing else in it changes", () => {
  const code = (index: number): string =>
    `function a${index}(b,c){return b?c(a${index}(b-1,c)):{d:b,e:[1,2,"x"],f:c.g}}`;
  const line = `${many(36_000, code)}const s="${"x".repeat(2_500_000)}";${FLAGGED.replace(/\n\s*/g, "")}`;
  expect(line.length).toBeGreaterThan(5_000_000);
  const { cliAs, read } = project({ ...MODULE, "bundle.min.js": line });
  expect(cliAs({}, "--write")).toMatchObject({ code: 0, stderr: "" });
  // A difference of that length is nothing to print.
  expect(read("bundle.min.js").replace(/^import [^\n]*\n+/, "") === line.replace(OLD, NEW)).toBe(true);
});

it("is longer than what is parsed: the file is named and stays", async () => {
  const text = `${FLAGGED}const s = "${"x".repeat(5_500_000)}";\n`;
  const { cli, read } = project({ ...MODULE, "a.js": text });
  expect(await cli("--write")).toMatchObject({
    code: 1,
    stderr:
      "kv-envelope: a.js: can't be parsed: it has more than 5.5 million characters; leave it out by `ignore` if nothing in it is yours\n",
  });
  expect(read("a.js")).toBe(text);
});
