// The rule's time beside ESLint's own `no-unused-vars`, both from ESLint's `stats` of the same passes.
import { parseForESLint } from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import plugin from "../packages/eslint-plugin/dist/index.js";
import { median, row } from "./figures.mjs";

const RUNS = 5;
const RULE = "kv-envelope/no-verbatim-fields";
const PEER = "no-unused-vars";

/** @param {string} cwd where the files are: below `node_modules` as seen from elsewhere they are ignored */
const eslintIn = (cwd) => new ESLint({
  cwd,
  stats: true,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ["**/*.{js,mjs,cjs,ts,cts,tsx}"], plugins: { "kv-envelope": plugin }, rules: { [RULE]: "error", [PEER]: "error" } },
    { files: ["**/*.{ts,cts,tsx}"], languageOptions: { parser: { parseForESLint } } },
  ],
  ignore: false,
  allowInlineConfig: false,
});

/** Median total milliseconds of both rules over some files. */
async function measure(directory, patterns) {
  const eslint = eslintIn(directory);
  const ours = [];
  const peer = [];
  let files = 0;
  for (let run = 0; run <= RUNS; run += 1) {
    const results = await eslint.lintFiles(patterns);
    const passes = results.flatMap((result) => result.stats?.times.passes ?? []);
    const total = (rule) => passes.reduce((sum, pass) => sum + (pass.rules?.[rule]?.total ?? 0), 0);
    files = results.length;
    // The first run warms up.
    if (run > 0) {
      ours.push(total(RULE));
      peer.push(total(PEER));
    }
  }
  return { files, ours: median(ours), peer: median(peer) };
}

export async function benchRule() {
  // The link leads to a folder whose own path is what counts.
  const plain = await measure(realpathSync(fileURLToPath(new URL("../node_modules/eslint", import.meta.url))), ["lib/rules/*.js"]);
  // Every program that the tests migrate: nothing but KV code, in as many styles as there are programs.
  const programs = fileURLToPath(new URL("../test/migrate/programs", import.meta.url));
  const kv = await measure(programs, ["*/before.*"]);
  return [
    row(`rule, ${plain.files} files without KV, beside ${PEER}`, plain.ours, plain.peer, "< 0.10"),
    row(`rule, ${kv.files} files with KV, beside ${PEER}`, kv.ours, kv.peer, "< 1.00"),
  ];
}
