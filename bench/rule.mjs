// What all our rules together take of a lint run, from ESLint's own `stats` of the same passes: on a tree
// without KV beside everything that `eslint:recommended` takes, on KV code beside `no-unused-vars`.
import parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { builtinRules } from "eslint/use-at-your-own-risk";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import plugin from "../packages/eslint-plugin/dist/index.js";
import { median, row } from "./figures.mjs";

const PREFIX = "kv-envelope/";
const PEER = "no-unused-vars";
const KV_RUNS = 5;
/** The tree is linted once, after as many files as warm the process up. */
const TREE_FILES = 6000;
const WARM_UP_FILES = 300;
/** A bundle of megabytes would decide the figure by itself. */
const LARGEST_BYTES = 200_000;

const recommended = [...builtinRules].filter(([, rule]) => rule.meta.docs.recommended).map(([name]) => name);
const errors = (names) => Object.fromEntries(names.map((name) => [name, "error"]));

const config = (peers) => [
  {
    files: ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"],
    plugins: { "kv-envelope": plugin },
    rules: { ...errors(Object.keys(plugin.rules).map((name) => PREFIX + name)), ...errors(peers) },
  },
  { files: ["**/*.{ts,mts,cts,tsx}"], languageOptions: { parser } },
];

/** Milliseconds of all rules of ours, of the peer, of everything but ours, parsing included, and of parsing; `undefined` for a file that does not parse. */
function lint(linter, { filename, text }, peers) {
  // `verify` alone keeps no times.
  const { messages } = linter.verifyAndFix(text, config(peers), {
    filename,
    fix: false,
    stats: true,
    allowInlineConfig: false,
  });
  if (messages.some(({ fatal }) => fatal)) return undefined;
  const times = { ours: 0, peer: 0, others: 0, parsing: 0 };
  for (const { parse, rules } of linter.getTimes().passes) {
    times.others += parse.total;
    times.parsing += parse.total;
    for (const [name, { total }] of Object.entries(rules)) {
      times[name.startsWith(PREFIX) ? "ours" : "others"] += total;
      if (name === PEER) times.peer += total;
    }
  }
  return times;
}

/**
 * ESLint times by the clock, which counts whatever else the machine does. Here it reads the processor time of this
 * process: that costs a microsecond, so that it is no measure for rules that take as little.
 */
function byProcessorTime(run) {
  const clock = process.hrtime;
  const now = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) * 1e3;
  };
  const hrtime = (since) => {
    const ns = now() - (since === undefined ? 0 : since[0] * 1e9 + since[1]);
    return [Math.floor(ns / 1e9), ns % 1e9];
  };
  process.hrtime = Object.assign(hrtime, { bigint: clock.bigint });
  try {
    return run();
  } finally {
    process.hrtime = clock;
  }
}

/** The sum over some files, and how many of them could be parsed. */
function total(files, peers) {
  const linter = new Linter();
  const sum = { files: 0, ours: 0, peer: 0, others: 0, parsing: 0 };
  for (const file of files) {
    const text = readFileSync(file.path, "utf8") + (file.more ?? "");
    const times = lint(linter, { ...file, text }, peers);
    if (times === undefined) continue;
    sum.files += 1;
    for (const name of Object.keys(times)) sum[name] += times[name];
  }
  return sum;
}

/** JavaScript of the packages that are installed here, less those that are about KV. */
function tree() {
  const store = fileURLToPath(new URL("../node_modules/.pnpm", import.meta.url));
  const packages = readdirSync(store)
    .filter((name) => !/telnyx|cloudflare|wrangler|miniflare|unstorage|kv-envelope/.test(name))
    .sort();
  const files = [];
  for (const name of packages) {
    const folder = path.join(store, name);
    if (!statSync(folder).isDirectory()) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/\.[cm]?js$/.test(entry.name) || statSync(file).size > LARGEST_BYTES) continue;
      // Below `node_modules`, as the name says, ESLint ignores it. It gives rules absolute names.
      const filename = path.relative(store, file).replaceAll("node_modules", "packages");
      files.push({ path: file, filename: path.resolve(filename) });
    }
  }
  // Evenly from all of them, not the first in the alphabet.
  const step = Math.max(1, files.length / TREE_FILES);
  return Array.from(
    { length: Math.min(TREE_FILES, files.length) },
    (_, position) => files[Math.floor(position * step)],
  );
}

/** Every program that the tests migrate: nothing but KV code, in as many styles as there are programs. */
function kvFiles() {
  const programs = fileURLToPath(new URL("../test/migrate/programs", import.meta.url));
  return readdirSync(programs).flatMap((name) =>
    readdirSync(path.join(programs, name))
      .filter((file) => /^before\.[cm]?[jt]sx?$/.test(file))
      .map((file) => ({ path: path.join(programs, name, file), filename: path.join(name, file) })),
  );
}

/** Bundles of 0.3 to 0.8 MB, minified, with one write to KV at their end. */
function bundles() {
  const folder = path.dirname(fileURLToPath(import.meta.resolve("prettier")));
  const write =
    '\nfetch(`https://api.telnyx.com/v2/storage/kvs/n/keys/k`, { method: "PUT", body: JSON.stringify({ value: 1, expiration_ttl: 2 }) });\n';
  return ["index.mjs", "plugins/babel.mjs", "plugins/postcss.mjs", "plugins/typescript.mjs"].map((name) => ({
    path: path.join(folder, name),
    filename: name,
    more: write,
  }));
}

export async function benchRule() {
  const files = tree();
  total(
    files.filter((_, position) => position % Math.ceil(files.length / WARM_UP_FILES) === 0),
    recommended,
  );
  const plain = total(files, recommended);
  const kv = kvFiles();
  const runs = byProcessorTime(() => Array.from({ length: KV_RUNS + 1 }, () => total(kv, [PEER])).slice(1));
  const ofRuns = (name) => median(runs.map((run) => run[name]));
  const large = byProcessorTime(() => total(bundles(), [PEER]));
  const rules = `${Object.keys(plugin.rules).length} rules`;
  return [
    row(
      `${rules}, ${plain.files} files without KV, of eslint:recommended`,
      plain.ours,
      plain.others,
      "< 0.01",
    ),
    row(`${rules}, ${plain.files} files without KV, beside ${PEER}`, plain.ours, plain.peer, "< 0.20"),
    row(`${rules}, ${runs[0].files} files with KV, beside ${PEER}`, ofRuns("ours"), ofRuns("peer"), "< 10"),
    row(
      `${rules}, ${runs[0].files} files with KV, beside parsing them`,
      ofRuns("ours"),
      ofRuns("parsing"),
      "< 0.30",
    ),
    row(`${rules}, ${large.files} bundles with KV, beside ${PEER}`, large.ours, large.peer, "< 5.00"),
  ];
}
