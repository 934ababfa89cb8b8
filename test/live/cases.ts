// The oracle's cases, as its README describes them.
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { caseNames } from "./oracle.js";

export interface Case {
  readonly name: string;
  readonly isFolder: boolean;
  readonly entry: string;
  /** What is put. */
  readonly values: readonly unknown[];
  /** Seconds; `null`: `put` is called without. */
  readonly ttl: number | null;
  /** More of the program's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The version of the edge runtime that is installed. */
  readonly runtime: string | undefined;
  readonly sdk: string | undefined;
  /** Whether its reads give all that is stored, and not the value alone. */
  readonly isWhole: boolean;
  /** How many writes are reported. */
  readonly findings: number | undefined;
  /** Whether Node runs the files as they are. */
  readonly isNative: boolean;
  /** Whether its types are checked. */
  readonly isTyped: boolean;
  /** Whether the suggestions of ESLint are applied, too. */
  readonly isLinted: boolean;
}

const ENTRIES = ["main.mjs", "main.cjs", "main.js", "main.ts"];

/** What a case puts unless it says it. */
const VALUES: readonly unknown[] = [
  { a: 1 },
  "text",
  "042731",
  5,
  [1, 2],
  { value: 3 },
  { value: 3, metadata: { u: 1 } },
  '{"value":1,"ttl":3}',
];

/** All of them, from a copy of the oracle. */
export const readCases = (copy: string): Case[] =>
  caseNames().map((name) => readCase(path.join(copy, "cases", name), name));

function readCase(where: string, name: string): Case {
  const isFolder = statSync(where).isDirectory();
  const entry = isFolder ? ENTRIES.find((file) => existsSync(path.join(where, file))) : name;
  if (entry === undefined) throw new Error(`${name}: no ${ENTRIES.join(", ")}`);
  const text = readFileSync(isFolder ? path.join(where, entry) : where, "utf8");
  const [, said = ""] = /^\/\/ LIVE [^|]*\|([^|]*)\|/.exec(text) ?? [];
  const options = new Map(
    said
      .split(";")
      .map((option) => /^\s*(\w+)(?:=(.*?))?\s*$/s.exec(option))
      .flatMap((parts) => (parts?.[1] === undefined ? [] : [[parts[1], parts[2] ?? ""]])),
  );
  const ttl = options.get("ttl") ?? "60";
  const values = options.get("values");
  const given: unknown = values === undefined ? VALUES : JSON.parse(values);
  if (!Array.isArray(given)) throw new Error(`${name}: values=${values}`);
  const [variable, value] = options.get("env")?.split(/:(.*)/s) ?? [];
  const findings = options.get("findings");
  return {
    name,
    isFolder,
    entry,
    values: given,
    ttl: ttl === "none" ? null : Number(ttl),
    env: variable === undefined ? {} : { [variable]: value ?? "" },
    runtime: options.get("runtime"),
    sdk: options.get("sdk"),
    isWhole: options.get("after") === "value",
    findings: findings === undefined ? undefined : Number(findings),
    isNative: options.has("native"),
    isTyped: options.has("types"),
    isLinted: options.has("lint"),
  };
}
