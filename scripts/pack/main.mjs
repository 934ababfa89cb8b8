// `npm run pack -- [FOLDER]`: a tarball of each package that is published, made as a release makes it, and the commands
// that install them into a project. The tests that install the packages take their tarballs from here too.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromCaller, refuse } from "../caller.mjs";
import { pnpm } from "../pnpm.mjs";

const root = new URL("../../", import.meta.url);

const published = readdirSync(new URL("packages/", root))
  .map((folder) => JSON.parse(readFileSync(new URL(`packages/${folder}/package.json`, root), "utf8")))
  .filter((manifest) => manifest.private !== true)
  .map(({ name }) => name);

/** The packages' tarballs in a folder: `{ name, filename }`, the file's path absolute. */
function packInto(folder) {
  mkdirSync(folder, { recursive: true });
  const [command, ...args] = pnpm;
  const filters = published.map((name) => `--filter=${name}`);
  const printed = execFileSync(
    command,
    [...args, ...filters, "pack", "--json", "--pack-destination", folder],
    {
      cwd: fileURLToPath(root),
      encoding: "utf8",
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return JSON.parse(printed);
}

const [given, ...rest] = process.argv.slice(2);
const allowed = "allowed: one folder, made where it is missing; without it, tarballs/ of this repository";
const tooMany = given?.startsWith("-") ? given : rest[0];
if (tooMany !== undefined) refuse("pack", `${JSON.stringify(tooMany)} given; ${allowed}`);
const folder = given === undefined ? fileURLToPath(new URL("tarballs", root)) : fromCaller(given);
if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
  refuse("pack", `FOLDER: ${JSON.stringify(given ?? "tarballs")} given, and ${folder} is a file; ${allowed}`);

// Migrated programs import the runtime when they run; the others are tools.
const option = (name) => (name === "@kv-envelope/runtime" ? "" : "--save-dev ");
const quoted = (path) => (/^[\w./:\\-]+$/.test(path) ? path : JSON.stringify(path));

console.log("In the project that is to use them, one or all of:\n");
for (const { name, filename } of packInto(folder))
  console.log(`  npm install ${option(name)}${quoted(filename)}`);
