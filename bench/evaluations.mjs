// How often the detector works out what a place of a program stands for, beside how many places it asks
// about. A count and no time: the same on every machine.
import parser from "@typescript-eslint/parser";
import { build } from "esbuild";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { row } from "./figures.mjs";

const at = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const NO_FACTS = { edgeRuntimeVersion: () => null, manifestBindings: () => [] };

/** The detector is private, and what it counts is no part of the products: it is bundled here from its sources. */
async function loadDetector() {
  const directory = mkdtempSync(path.join(tmpdir(), "kv-envelope-bench-"));
  const outfile = path.join(directory, "detector.cjs");
  try {
    await build({
      stdin: {
        contents:
          'export { Context } from "./kv/context.ts"; export { Operations } from "./kv/operations/operations.ts";',
        resolveDir: at("../packages/detector/src"),
        loader: "ts",
      },
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile,
      logLevel: "error",
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What it takes to find the writes and reads of a program of one file. */
function workOf({ Context, Operations }, text, filePath) {
  const file = { text, ...parser.parseForESLint(text, { filePath, sourceType: "module" }) };
  const context = new Context({ moduleOf: () => undefined, factsOf: () => NO_FACTS }, {});
  context.add(file);
  const operations = new Operations(context);
  operations.writes();
  operations.reads();
  return context.resolver.work;
}

/** The programs of one file that the tests migrate. */
function smallPrograms() {
  const programs = at("../test/migrate/programs");
  return readdirSync(programs).flatMap((name) =>
    readdirSync(path.join(programs, name))
      .filter((file) => /^before\.[cm]?[jt]sx?$/.test(file))
      .map((file) => ({ file, text: readFileSync(path.join(programs, name, file), "utf8") })),
  );
}

/** A bundle that everybody has: many classes and functions that call each other, with a KV write at the end. */
const BUNDLE = at("../node_modules/prettier/index.mjs");
const WRITE =
  "\nexport const put = (format, key, value) => format(value).then((text) => fetch(`https://api.telnyx.com/v2/storage/kvs/n/keys/${key}`, { method: 'PUT', body: JSON.stringify({ value: text, expiration_ttl: 2 }) }));\nput((value) => Promise.resolve(value), 'a', 'b');\n";

const formatCount = (count) => count.toFixed(0);

export async function benchEvaluations() {
  const detector = await loadDetector();
  const small = smallPrograms();
  const ofSmall = small.map(({ file, text }) => workOf(detector, text, file));
  const sumOf = (name) => ofSmall.reduce((sum, work) => sum + work[name], 0);
  const bundle = readFileSync(BUNDLE, "utf8") + WRITE;
  const ofBundle = workOf(detector, bundle, BUNDLE);
  const what = "evaluations, beside the distinct places";
  return [
    row(
      `${what}, ${small.length} programs of one file`,
      sumOf("evaluations"),
      sumOf("places"),
      "< 2.00",
      formatCount,
    ),
    row(
      `${what}, a bundle of ${(bundle.length / 1000).toFixed(0)} kB`,
      ofBundle.evaluations,
      ofBundle.places,
      "< 2.00",
      formatCount,
    ),
  ];
}
