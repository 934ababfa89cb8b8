// How each tool is started over a tree: all of them with their own defaults, and none of them writes.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const peers = new URL("../peers/", import.meta.url);
const inPeers = (name) => fileURLToPath(new URL(name, peers));
const require = createRequire(new URL("package.json", peers));

/** Brings the peers, which `npm test` does without. */
export function installPeers() {
  const { packageManager } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const { status } = spawnSync(
    "npx",
    [
      "--yes",
      "--prefer-offline",
      packageManager,
      "install",
      "--ignore-workspace",
      "--ignore-scripts",
      "--frozen-lockfile",
      "--prefer-offline",
      "--silent",
    ],
    {
      cwd: fileURLToPath(peers),
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) throw new Error("bench: the peers could not be installed");
}

/** @typedef {import("./measure.mjs").Command} Command */

/** @param {number} files @returns {Command} */
export const codemod = (files) => ({
  name: "the codemod",
  line: [
    process.execPath,
    fileURLToPath(new URL("../../packages/codemod/dist/cli.js", import.meta.url)),
    "--check",
  ],
  exits: [0, 1],
  proof: new RegExp(`\\b${files} listed`),
});

/** @returns {Command} */
export const codemodHelp = () => ({
  ...codemod(0),
  line: [...codemod(0).line.slice(0, -1), "--help"],
  exits: [0],
  proof: /^kv-envelope /,
});

/** @returns {Command} */
export const nodeAlone = () => ({ name: "node", line: [process.execPath, "--eval", "0"], exits: [0] });

/** @param {boolean} withKv @returns {Command} */
export const grep = (withKv) => ({
  name: "grep -rl",
  line: ["grep", "-rl", "expiration_ttl", "."],
  exits: [withKv ? 0 : 1],
});

/** What a loop in Node alone takes to walk the tree, read its sources, and search them. @param {boolean} withKv @returns {Command} */
export const bareLoop = (withKv) => ({
  name: "a bare loop in Node",
  line: [process.execPath, inPeers("bare-loop.cjs")],
  exits: [0],
  proof: withKv ? /^[1-9]\d* of \d+ files\b/ : /^0 of \d+ files\b/,
});

/** @returns {Command} */
export const astGrep = () => ({
  name: "ast-grep scan",
  // The binary itself: the package's own command is a Node script until its postinstall has run.
  line: [binaryOfAstGrep(), "scan", "--rule", inPeers("rule.yml"), "."],
  exits: [0],
  proof: /no-verbatim-expiry-ts\b/,
});

/** @param {number} files @returns {Command} */
export const jscodeshift = (files) => ({
  name: "jscodeshift, no-op",
  line: [
    process.execPath,
    require.resolve("jscodeshift/bin/jscodeshift.js"),
    "--transform",
    inPeers("no-op.cjs"),
    "--parser=tsx",
    "--extensions=ts,tsx,js",
    "--dry",
    ".",
  ],
  exits: [0],
  proof: new RegExp(`\\b${files} unmodified`),
});

function binaryOfAstGrep() {
  const path = require("@ast-grep/cli/postinstall.js").resolveBinaryPath();
  if (path === null) throw new Error(`bench: ast-grep has no binary for ${process.platform} ${process.arch}`);
  return path;
}
