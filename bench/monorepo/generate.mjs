// A monorepo of a given number of source files, the same on every machine: 40 packages with barrels,
// a `tsconfig.json` each that extends a base with `paths`, and 100 files that touch KV, or none.
//   node bench/monorepo/generate.mjs <directory> [files] [--no-kv]
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  AREAS,
  ENTITIES,
  KV_PACKAGE,
  PACKAGES,
  ROLES,
  SCOPE,
  SCRIPT_PACKAGES,
  UI_PACKAGES,
  pascal,
} from "./words.mjs";
import { BARREL, BARREL_PACKAGES, CALLER_FILES, KV_SOURCES } from "./kv.mjs";
import { randomFrom } from "./random.mjs";
import { imported, sourceOf } from "./source.mjs";

const IN_A_FOLDER = 14;

/** @typedef {import("./source.mjs").Module} Module */

/**
 * Writes the repository.
 * @param {string} root a directory that is there
 * @param {{ files: number, withKv?: boolean }} options `files` counts sources, barrels included; 400 at least
 */
export function generate(root, { files, withKv = true }) {
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const sources = sourcesOf(files, withKv);
  for (const [path, text] of sources) write(path, text);
  for (const [path, value] of manifests(withKv))
    write(path, typeof value === "string" ? value : `${JSON.stringify(value, undefined, 2)}\n`);
}

/** @returns {Map<string, string>} the sources by their paths */
function sourcesOf(files, withKv) {
  const sources = new Map();
  if (withKv) {
    for (const [file, text] of Object.entries(KV_SOURCES))
      sources.set(`packages/${KV_PACKAGE}/src/${file}`, text);
    for (const name of BARREL_PACKAGES) sources.set(`packages/${name}/src/lib/kv.ts`, BARREL);
  }
  // Every package grows by a file a round, so that small and large repositories begin alike.
  const modules = PACKAGES.map(() => /** @type {Module[]} */ ([]));
  const barrels = new Set();
  let callers = 0;
  for (let round = 0; sources.size + barrels.size + count(modules) < files; round += 1) {
    for (let at = 0; at < PACKAGES.length && sources.size + barrels.size + count(modules) < files; at += 1) {
      // Never a script: the calls have types.
      const calls = withKv && callers < CALLER_FILES && !SCRIPT_PACKAGES.has(PACKAGES[at]);
      const module = moduleOf(PACKAGES[at], at, round, calls ? callers++ : undefined);
      modules[at].push(module);
      if (module.kind !== "test") barrels.add(PACKAGES[at]).add(`${PACKAGES[at]}/${module.area}`);
    }
  }
  for (const own of modules) {
    for (const [index, module] of own.entries())
      sources.set(module.path, sourceOf(module, neighbours(modules, own, index)));
    for (const [path, text] of barrelsOf(own)) sources.set(path, text);
  }
  return sources;
}

const count = (modules) => modules.reduce((sum, own) => sum + own.length, 0);

/** @returns {Module} */
function moduleOf(packageName, at, round, caller) {
  const kebab = `${ENTITIES[(round * 7 + at) % ENTITIES.length]}-${ROLES[(round + Math.floor(round / ENTITIES.length) * 5) % ROLES.length]}`;
  const area = AREAS[Math.floor(round / IN_A_FOLDER) % AREAS.length];
  const kind =
    caller !== undefined
      ? "code"
      : SCRIPT_PACKAGES.has(packageName)
        ? "script"
        : round % 9 === 8
          ? "test"
          : UI_PACKAGES.has(packageName) && round % 4 !== 0
            ? "component"
            : "code";
  const file = `${kebab}-${round}${{ code: ".ts", component: ".tsx", script: ".js", test: ".test.ts" }[kind]}`;
  return {
    path: `packages/${packageName}/src/${area}/${file}`,
    packageName,
    area,
    file,
    name: `${pascal(kebab)}${round}`,
    kind,
    caller,
  };
}

/** What a module imports: only what was made before it, so that a larger repository changes no file of it. */
function neighbours(modules, own, index) {
  const random = randomFrom(`imports ${own[index].path}`);
  const earlier = own.slice(index - (index % IN_A_FOLDER), index).filter(({ kind }) => kind !== "test");
  const near = earlier.filter(() => random() < 0.25).slice(0, 4);
  const far = [];
  for (let wanted = Math.floor(random() * 3); wanted > 0 && index > 0; wanted -= 1) {
    const others = modules[Math.floor(random() * modules.length)];
    const other = others[Math.floor(random() * index)];
    if (
      other !== undefined &&
      others !== own &&
      other.kind !== "test" &&
      !far.some(({ name }) => name === other.name) &&
      !near.some(({ name }) => name === other.name)
    )
      far.push(other);
  }
  return { near, far };
}

/** @returns {[path: string, text: string][]} */
function barrelsOf(own) {
  const exported = own.filter(({ kind }) => kind !== "test");
  if (exported.length === 0) return [];
  const { packageName } = exported[0];
  const source = `packages/${packageName}/src`;
  const index = SCRIPT_PACKAGES.has(packageName) ? "index.js" : "index.ts";
  const areas = [...new Set(exported.map(({ area }) => area))];
  const all = (from) => `export * from "./${from}";\n`;
  return [
    [`${source}/${index}`, areas.map((area) => all(`${area}/index.js`)).join("")],
    ...areas.map(
      (area) =>
        /** @type {[string, string]} */ ([
          `${source}/${area}/${index}`,
          exported
            .filter((module) => module.area === area)
            .map((module) => all(imported(module)))
            .join(""),
        ]),
    ),
  ];
}

function manifests(withKv) {
  const names = withKv ? [...PACKAGES, KV_PACKAGE] : PACKAGES;
  const index = (name) => `packages/${name}/src/index.${SCRIPT_PACKAGES.has(name) ? "js" : "ts"}`;
  return [
    ["package.json", { name: "acme", private: true, type: "module" }],
    ["pnpm-workspace.yaml", "packages:\n  - packages/*\n"],
    [".gitignore", "node_modules/\ndist/\n"],
    [
      "tsconfig.base.json",
      {
        compilerOptions: {
          target: "ES2022",
          lib: ["ES2023", "DOM"],
          module: "ESNext",
          moduleResolution: "Bundler",
          jsx: "react-jsx",
          strict: true,
          allowJs: true,
          noEmit: true,
          skipLibCheck: true,
          paths: Object.fromEntries(names.map((name) => [`${SCOPE}/${name}`, [`./${index(name)}`]])),
        },
      },
    ],
    ...names.flatMap((name) => [
      [`packages/${name}/tsconfig.json`, { extends: "../../tsconfig.base.json", include: ["src"] }],
      [
        `packages/${name}/package.json`,
        {
          name: `${SCOPE}/${name}`,
          version: "1.0.0",
          private: true,
          type: "module",
          exports: { ".": `./${index(name).split("/").slice(2).join("/")}` },
          dependencies: Object.fromEntries(
            names.filter((other) => other !== name).map((other) => [`${SCOPE}/${other}`, "workspace:*"]),
          ),
        },
      ],
    ]),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [directory = ".", files = "10000"] = process.argv
    .slice(2)
    .filter((argument) => !argument.startsWith("--"));
  mkdirSync(directory, { recursive: true });
  generate(directory, { files: Number(files), withKv: !process.argv.includes("--no-kv") });
}
