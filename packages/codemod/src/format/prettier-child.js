// Runs the user's own Prettier, in a process of its own: it executes the user's configuration and plugins, which may
// hang, print or exit. Takes the request from standard input and gives a line of JSON for each file to descriptor 3.
"use strict";
const { readFileSync, writeSync } = require("node:fs");

const { prettierDirectory, files } = JSON.parse(readFileSync(0, "utf8"));
const answer = (line) => writeSync(3, `${JSON.stringify(line)}\n`);

/** Version 2 answers at once, version 3 with promises; version 2 takes no list of ignore files. */
async function format(prettier, { path, before, after, ignoreFiles }) {
  for (const ignorePath of ignoreFiles) {
    if ((await prettier.getFileInfo(path, { ignorePath })).ignored) return { kind: "ignored" };
  }
  const options = { ...(await prettier.resolveConfig(path, { editorconfig: true })), filepath: path };
  if (before !== null && (await prettier.format(before, options)) !== before) return { kind: "untidy" };
  return { kind: "formatted", text: await prettier.format(after, options) };
}

async function main() {
  const prettier = require(prettierDirectory);
  for (const [index, file] of files.entries()) {
    try {
      answer({ index, ...(await format(prettier, file)) });
    } catch (error) {
      answer({ index, kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  }
}

main().catch((error) => {
  answer({ index: -1, kind: "failed", reason: error instanceof Error ? error.message : String(error) });
});
