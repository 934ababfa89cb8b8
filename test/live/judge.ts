// One case of the oracle under `--expiry server`: what was reported, and whether the program does it. Nothing changes for
// its reads, and an entry past its ttl is missing because the service says so.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrateIn } from "../whole-program/migrate.js";
import type { Behaviour } from "./behaviour.js";
import { behaviourOf, prepare } from "./behaviour.js";
import type { Case } from "./cases.js";
import { suggestedIn } from "./suggested.js";

export interface Judged {
  readonly name: string;
  /** `silent`: nothing was found, and nothing says an expiry that the service would be told. */
  readonly verdict: "right" | "left" | "silent" | "wrong";
  /** What differs from what has to be; of what is left, the reasons. */
  readonly why: readonly string[];
}

/** What the service would be told of a write, besides the value. */
const EXPIRY = ["expiration_ttl", "expirationTtl", "expiration", "ttl", "ttl_secs"];

export async function judge(it: Case, copy: string, packages: string): Promise<Judged> {
  const dir = mkdtempSync(path.join(realpathSync(tmpdir()), "kv-envelope-case-"));
  try {
    prepare(it, copy, packages, dir);
    return { name: it.name, ...(await judgeIn(it, copy, dir)) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function judgeIn(it: Case, copy: string, dir: string): Promise<Omit<Judged, "name">> {
  const original = sourcesOf(dir);
  const before = await behaviourOf(it, copy, dir);
  if (typeof before === "string") return { verdict: "wrong", why: [`the case itself: ${before}`] };
  const { outcomes } = await migrateIn(dir, "--expiry", "server");
  const migrated = sourcesOf(dir);
  const findings = outcomes.flatMap(({ file, findings: found }) => found.map((each) => ({ file, ...each })));
  const changed = [...migrated.keys()].filter((file) => original.get(file) !== migrated.get(file));
  if (findings.length === 0) {
    const why = changed.map((file) => `${file} is changed, and nothing was found`);
    return { verdict: why.length > 0 ? "wrong" : "silent", why };
  }

  const left = findings.filter(({ status }) => status === "left");
  const isRewritten = left.length < findings.length;
  const why = outcomes.flatMap(({ file, status, reason }) =>
    status === "failed" ? [`${file}: ${reason}`] : [],
  );
  if (it.findings !== undefined && it.findings !== findings.length)
    why.push(`${findings.length} findings instead of ${it.findings}`);
  const places = findings.map(({ file, line, column }) => `${file}:${line}:${column}`);
  why.push(...places.filter((place, at) => places.indexOf(place) < at).map((place) => `${place}: twice`));
  for (const { file, reads } of outcomes)
    if (reads.some(({ status }) => status === "rewritten")) why.push(`${file}: a read is rewritten`);
  for (const file of changed) {
    const inFile = findings.filter((each) => each.file === file);
    // A function that a ttl goes through stands in a file of its own, of which nothing is reported.
    if (inFile.length === 0 ? !isRewritten : inFile.every(({ status }) => status === "left"))
      why.push(`${file} was reported as left, and is changed`);
  }

  if (changed.length > 0) {
    const after = await behaviourOf(it, copy, dir, before.stored);
    why.push(...differences(it, before, after, isRewritten));
    await migrateIn(dir, "--expiry", "server");
    for (const [file, text] of sourcesOf(dir))
      if (text !== migrated.get(file)) why.push(`the second run changes ${file}`);
    if (it.isTyped) why.push(...(await newTypeErrors(dir, original)));
  } else if (isRewritten) why.push("reported as rewritten, and nothing is changed");

  if (it.isLinted && !it.isFolder) {
    const file = path.join(dir, it.entry);
    const suggested = suggestedIn(file, original.get(it.entry) ?? "");
    writeFileSync(file, suggested.text);
    const after =
      suggested.text === original.get(it.entry) ? undefined : await behaviourOf(it, copy, dir, before.stored);
    if (after !== undefined)
      why.push(...differences(it, before, after, !suggested.isLeft).map((each) => `suggestion: ${each}`));
  }
  if (why.length > 0) return { verdict: "wrong", why };
  const reasons = left.map(({ reason = "no reason" }) => reason);
  return { verdict: isRewritten ? "right" : "left", why: [...new Set(reasons)] };
}

/** The texts of a program's own files, by their paths. */
const sourcesOf = (dir: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => path.relative(dir, path.join(each.parentPath, each.name)))
      .filter((file) => !/(?:^|[\\/])(?:node_modules|\.kv-envelope)[\\/]/.test(file))
      .map((file) => [file, readFileSync(path.join(dir, file), "utf8")]),
  );

function differences(it: Case, before: Behaviour, after: Behaviour | string, isRewritten: boolean): string[] {
  if (typeof after === "string") return [after];
  const found: string[] = [];
  const compare = (what: string, is: readonly string[], ought: readonly string[]): void => {
    ought.forEach((each, at) => {
      if (is[at] !== each)
        found.push(`${what} ${JSON.stringify(it.values[at])}: ${is[at]} instead of ${each}`);
    });
  };
  const wrote = before.puts.map((put) => put === "done");
  const isEnding = it.ttl !== null && isRewritten;
  const alive = it.isWhole && isRewritten ? before.alive.map(withoutExpiry) : before.alive;
  compare("put", after.puts, before.puts);
  compare("within the ttl", after.alive, alive);
  compare("just before the end", after.almost, alive);
  const old = before.alive.map((each, at) => (before.stored[at] ? each : (after.old?.[at] ?? each)));
  compare("stored before the migration", after.old ?? [], old);
  const last = it.ttl === null ? alive : before.past;
  const past = last.map((each, at) => (isEnding && wrote[at] === true ? before.missing : each));
  compare(isEnding ? "past the ttl" : "a year later", after.past, past);
  compare("a missing key:", [after.missing], [before.missing]);
  compare("get under a 500:", [after.get500], [before.get500]);
  compare("put under a 500:", [after.put500], [before.put500]);
  if (isRewritten)
    compare(
      "stored for",
      after.stored.map((entry) => entry?.text ?? "nothing"),
      before.stored.map((entry) => (entry ? withoutExpiry(entry.text) : "nothing")),
    );
  if (after.unhandled.length > before.unhandled.length)
    found.push(`unhandled rejection: ${String(after.unhandled.at(-1))}`);
  return found;
}

/** What is stored without what the service is told instead: all other members stay, in their order. */
function withoutExpiry(text: string): string {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    const form = new URLSearchParams(text);
    for (const name of EXPIRY) form.delete(name);
    return form.has("value") ? form.toString() : text;
  }
  // A client may make JSON of what is JSON already.
  if (typeof stored === "string") return JSON.stringify(withoutExpiry(stored));
  if (typeof stored !== "object" || stored === null || !("value" in stored)) return text;
  const indent = /^\{\n(?<indent>\s+)/.exec(text)?.groups?.["indent"];
  const kept = Object.entries(stored).filter(([name]) => !EXPIRY.includes(name));
  return JSON.stringify(Object.fromEntries(kept), undefined, indent);
}

/** What the type checker says of the migrated program and did not of the original. */
async function newTypeErrors(dir: string, original: ReadonlyMap<string, string>): Promise<string[]> {
  const now = await typeErrors(dir);
  if (now.length === 0) return [];
  const migrated = sourcesOf(dir);
  for (const [file, text] of original) writeFileSync(path.join(dir, file), text);
  const known = new Set(await typeErrors(dir));
  for (const [file, text] of migrated) writeFileSync(path.join(dir, file), text);
  return now.filter((each) => !known.has(each)).map((each) => `types: ${each}`);
}

const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const typeErrors = (dir: string): Promise<string[]> =>
  new Promise((resolve) => {
    execFile(process.execPath, [tsc, "--noEmit", "-p", "."], { cwd: dir }, (_, stdout) => {
      const lines = stdout.split("\n").filter((line) => /error TS\d+/.test(line));
      resolve(lines.map((line) => line.replace(/\(\d+,\d+\)/, "")));
    });
  });
