import { FORMATS } from "../../report/formats.js";
import { REPORT_EXTENSIONS } from "../../report/files/extensions.js";
import { EXPIRIES } from "@kv-envelope/detector/evidence";
import { EXPIRY_NAMES } from "../../run/options/expiry.js";
import { PHASES, PHASE_NAMES } from "../../run/options/phase.js";
import { SHARDS } from "../../shard/option.js";
import { HELP, NO_COLOR, VERSION } from "./option-spec.js";
import type { OptionTable } from "./option-spec.js";

export const REPORT_PATHS = `a path that ends in ${REPORT_EXTENSIONS.join(", ")}`;

/** The options of `kv-envelope` without a command. */
export const MIGRATE_OPTIONS = {
  write: { type: "boolean", help: "apply the rewrite; refused when git has uncommitted changes" },
  interactive: {
    type: "boolean",
    help: "ask about one finding after the other, then write what was chosen",
  },
  "allow-dirty": { type: "boolean", help: "with --write: apply it all the same" },
  "allow-partial": {
    type: "boolean",
    help: "rewrite writes although a read of their store can't be rewritten: that read meets envelopes from then on",
  },
  phase: {
    type: "string",
    value: "phase",
    choices: PHASE_NAMES,
    expected: PHASES,
    help: "reads: only make the reads tolerant; writes: rewrite the writes, where all reads of their store are tolerant; all (default): both in one go",
  },
  expiry: {
    type: "string",
    value: "remedy",
    choices: EXPIRIES,
    expected: EXPIRY_NAMES,
    help: "envelope (default): a ttl becomes an expiry envelope, which the reads check; server: it moves to where the service honours it, and no read changes; both: an envelope, of which the service is told too, so that it deletes what has expired",
  },
  unwrap: {
    type: "boolean",
    help: "with --expiry server: store the value by itself, as the service's pages do, and make the reads take that too",
  },
  envelopes: {
    type: "boolean",
    help: "with --expiry server: have the service end what encodeEnvelope and toEnvelope put into envelopes, too, for who goes from one to the other",
  },
  check: {
    type: "boolean",
    help: "for CI, instead of the diff: a line a finding (file:line:column kind fields status reason), and one with the totals",
  },
  json: { type: "boolean", help: "one JSON object instead of text" },
  format: {
    type: "string",
    value: "form",
    choices: FORMATS,
    expected: FORMATS.join(", "),
    help: "github: annotations of a pull request's lines, for a workflow of GitHub Actions",
  },
  ignore: {
    type: "string",
    value: "glob",
    expected: "a glob, for example --ignore 'src/generated/**'",
    help: "leave matching files out (.gitignore syntax); may be repeated",
  },
  since: {
    type: "string",
    value: "rev",
    expected: "a commit, branch or tag",
    help: "only files that differ from a commit, and all that import them",
  },
  staged: {
    type: "boolean",
    help: "only staged files, for a pre-commit hook; a file that is staged in part is not changed. The whole program is looked at with both",
  },
  markdown: {
    type: "boolean",
    help: "also look at the code fences of .md and .mdx files, each as a program by itself",
  },
  shard: {
    type: "string",
    value: "i/n",
    expected: SHARDS,
    help: "report only the i-th of n parts of the files, for CI on n machines; not with --write. Each looks at the whole program",
  },
  config: {
    type: "string",
    value: "file",
    completes: "file",
    expected: "the path of a JSON file",
    help: "JSON settings (default: kv-envelope.config.json, if there)",
  },
  "emit-settings": {
    type: "string",
    value: "file",
    completes: "file",
    expected: "the path of a JSON file",
    help: 'write settings["kv-envelope"] with the writers and readers that were found: ESLint sees new writes through them, one file at a time; what an earlier run wrote is replaced with --write alone',
  },
  report: {
    type: "string",
    value: "file",
    completes: "file",
    expected: REPORT_PATHS,
    help: "also write a report, in a dry run too: .html (a page to look at), .md (for a pull request), .sarif (code scanning) or .json; may be repeated",
  },
  helpers: {
    type: "string",
    value: "package or file=PATH",
    choices: ["package", "file="],
    expected: "package, or file=PATH",
    help: "package (default): rewritten code imports @kv-envelope/runtime; file=PATH: write the helpers into one file of your own instead, and import that; PATH ends in .ts, .mts, .js, .mjs or .cjs",
  },
  "use-formatter": {
    type: "boolean",
    help: "also run your own Prettier or Biome over the files that are rewritten, as far as they were formatted before; executes its configuration and plugins",
  },
  "no-color": NO_COLOR,
  help: HELP,
  version: VERSION,
} as const satisfies OptionTable;
