// The picture of the plugin's README: what ESLint prints for a file of the example application.
//   node scripts/screenshot/main.mjs          writes it (after `npm run build`)
//   node scripts/screenshot/main.mjs --print  prints it
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { piecesOf, wrap } from "./ansi.mjs";
import { terminalSvg } from "./svg.mjs";

const COLUMNS = 110;
/** Where ESLint's table of reports has its messages. */
const MESSAGE_COLUMN = 15;
const EXAMPLE = "src/sessions.ts";

const at = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const picture = at("packages/eslint-plugin/docs/images/terminal.svg");

function lint() {
  const require = createRequire(import.meta.url);
  const eslint = path.join(path.dirname(require.resolve("eslint/package.json")), "bin", "eslint.js");
  const cwd = at("examples/session-service");
  const args = [eslint, "--color", "--config", at("scripts/screenshot/eslint.config.mjs"), EXAMPLE];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: undefined },
  });
  if (status !== 1) throw new Error(`ESLint was to find something: exit ${status}\n${stdout}${stderr}`);
  return stdout.replaceAll(cwd + path.sep, "").trim();
}

const styles = new Set();
const output = lint()
  .split("\n")
  .flatMap((line) => wrap(piecesOf(line, styles), COLUMNS, MESSAGE_COLUMN));
const prompt = [
  { text: "$ ", classes: ["dim"] },
  { text: `npx eslint ${EXAMPLE}`, classes: ["bold"] },
];
const svg = terminalSvg(
  [prompt, [], ...output],
  COLUMNS,
  `What ESLint prints for ${EXAMPLE} of the example application`,
);

if (process.argv.includes("--print")) process.stdout.write(svg);
else writeFileSync(picture, svg);
