#!/usr/bin/env bash
# @eslint/markdown 8.0.3 (its processor `markdown/markdown`) under eslint 10.15.0
#
# Behaviour: the processor lints the code of a fenced block and carries each fix back to the file. To find a
# line of code in the file, it takes what stands before the opening fence for what stands before every line.
# Where these differ, a fix lands on other characters: some are written over, others stay behind. They differ
# where the fence opens on the line of a list's marker, and where `>` is followed by a blank on the lines of
# code only. Here `no-var` has two fixes to make in valid Markdown. In a list the code loses its indentation
# with that, so that it is no code any more: `eslint --fix` finds nothing to report, and exits with 0. A fence
# on a line of its own in the same list is served right.
#
# Output seen:
#   | fence on a line of its own, problems left: 0
#   |     - Read it:
#   |       ```js
#   |       let first = 1;
#   |       let second = first + 1;
#   |       ```
#   | fence on the line of the marker, problems left: 0
#   |     - ```js
#   |     let first = 1;1let second = first + 1;+ 1;
#   |       ```
#   | fence on the line of the number, problems left: 0
#   |     1. ```js
#   |     let first = 1; let second = first + 1;t + 1;
#   |        ```
#   | quote with a blank on the lines of code only, problems left: 0
#   |     >```js
#   |     >let first = 1;;let second = first + 1;1;
#   |     >```
#
# Who meets it: whoever has the code of a README or of a documentation checked and fixed on commit. Numbered
# steps that begin with their code are a usual form. A second look at the Markdown alone finds no error; the
# steps that users copy are gone, in a commit full of right fixes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install @eslint/markdown@8.0.3 eslint@10.15.0 \
  --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null

cat >"$dir/probe.mjs" <<'JS'
import markdown from "@eslint/markdown";
import { ESLint } from "eslint";

const CODE = ["var first = 1;", "var second = first + 1;"];
const block = (open, before, intro = []) =>
  [...intro, `${open}\`\`\`js`, ...CODE.map((line) => before + line), `${before.trimEnd() === ">" ? ">" : before}\`\`\``, ""].join("\n");
const cases = {
  "fence on a line of its own": block("  ", "  ", ["- Read it:"]),
  "fence on the line of the marker": block("- ", "  "),
  "fence on the line of the number": block("1. ", "   "),
  "quote with a blank on the lines of code only": block(">", "> "),
};
const eslint = new ESLint({
  fix: true,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ["**/*.md"], plugins: { markdown }, processor: "markdown/markdown" },
    { files: ["**/*.md/*.js"], rules: { "no-var": "error" } },
  ],
});

for (const [label, text] of Object.entries(cases)) {
  const [{ output, messages }] = await eslint.lintText(text, { filePath: "README.md" });
  console.log(`${label}, problems left: ${messages.length}`);
  for (const line of output.trimEnd().split("\n")) console.log(`    ${line}`.trimEnd());
}
JS

diff <(sed -n 's/^#   | //p' "$0") <(cd "$dir" && node --no-warnings probe.mjs 2>&1) ||
  { echo "changed: fixes of @eslint/markdown in lists and quotes (< as found, > now)"; exit 1; }
echo "holds: fixes of @eslint/markdown shred code whose fence opens on the line of a list's marker"
