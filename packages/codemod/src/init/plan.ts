import { withFlatEntry } from "./flat-config.js";
import { withLegacyPreset } from "./legacy-config.js";
import { WORKFLOWS } from "./survey.js";
import type { PackageManager, Survey } from "./survey.js";

const PLUGIN = "@kv-envelope/eslint-plugin";
const CODEMOD = "@kv-envelope/codemod";
const TS_PARSER = "@typescript-eslint/parser";

/** A file that is made or changed. */
export interface FileChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** What turns the rules on in a repository. */
export interface Plan {
  /** What was found, a line each. */
  readonly found: readonly string[];
  readonly changes: readonly FileChange[];
  /** What a person has to do where a file is not understood, a line each or more. */
  readonly byHand: readonly string[];
  /** What installs the packages that are missing; `undefined` where none is. */
  readonly install: string | undefined;
}

/** A part of a plan. */
type Part = Partial<Pick<Plan, "changes" | "byHand">> & { readonly packages?: readonly string[] };

/** What is to be changed, and what a person has to add where that is not certain. */
export function planInit(seen: Survey): Plan {
  const parts = seen.packageJson === undefined ? [NO_MANIFEST] : [lintPart(seen), ciPart(seen)];
  const missing = [
    ...new Set(parts.flatMap(({ packages = [] }) => packages.filter((name) => !seen.dependencies.has(name)))),
  ];
  return {
    found: foundIn(seen),
    changes: parts.flatMap(({ changes = [] }) => changes),
    byHand: [...parts.flatMap(({ byHand = [] }) => byHand), ...managerDoubt(seen)],
    install: missing.length === 0 ? undefined : `${managerOf(seen).add} ${missing.join(" ")}`,
  };
}

const NPM: PackageManager = {
  name: "npm",
  add: "npm install --save-dev",
  install: "npm ci",
  run: "npx",
};
const managerOf = ({ managers: [first, ...others] }: Survey): PackageManager =>
  first === undefined || others.length > 0 ? NPM : first;

const NO_MANIFEST: Part = {
  byHand: ["package.json: there is none that can be read here; run this where the project's package.json is"],
};

function managerDoubt({ managers }: Survey): string[] {
  return managers.length < 2
    ? []
    : [
        `package manager: there are lockfiles of ${managers.map(({ name }) => name).join(" and ")}; set "packageManager" in package.json, then run this again`,
      ];
}

function foundIn({ eslint, flat, legacy, hasTypeScript, ci, managers, packageJson }: Survey): string[] {
  if (packageJson === undefined) return [];
  const config = flat?.file ?? legacy?.file;
  return [
    `ESLint ${eslint === undefined ? "(not installed)" : `${eslint.major}.${eslint.minor}`}${config === undefined ? ", no configuration" : `, ${config}`}`,
    `package manager ${managers.map(({ name }) => name).join(" or ")}`,
    hasTypeScript ? "TypeScript" : "no TypeScript",
    `CI ${ci.length === 0 ? "none that is known" : ci.map(({ name }) => name).join(", ")}`,
  ];
}

const FLAT_BY_HAND = `add  import kvEnvelope from "${PLUGIN}";  and  kvEnvelope.configs.recommended  as the last entry of the exported list`;

function lintPart(seen: Survey): Part {
  const { eslint, flat, legacy } = seen;
  const packages = [PLUGIN, ...(seen.dependencies.has("eslint") ? [] : ["eslint"])];
  if (eslint !== undefined && (eslint.major < 8 || (eslint.major === 8 && eslint.minor < 57)))
    return {
      byHand: [`ESLint ${eslint.major}.${eslint.minor}: the rules need 8.57 or newer; update it first`],
    };
  if (flat !== undefined) {
    if (flat.text.includes(PLUGIN)) return { packages };
    const after = withFlatEntry(flat.text, flat.file);
    return after === undefined
      ? { byHand: [`${flat.file} is not understood: ${FLAT_BY_HAND}`], packages }
      : { changes: [{ file: flat.file, before: flat.text, after }], packages };
  }
  if (legacy !== undefined) return { ...legacyPart(seen, legacy), packages };
  return {
    changes: [{ file: "eslint.config.mjs", before: undefined, after: newFlatConfig(seen.hasTypeScript) }],
    packages: [...packages, ...(seen.hasTypeScript ? [TS_PARSER] : [])],
  };
}

function legacyPart(
  { eslint }: Survey,
  { file, text }: { readonly file: string; readonly text: string },
): Part {
  if (eslint !== undefined && eslint.major >= 9)
    return {
      byHand: [
        `${file} is not read by ESLint ${eslint.major}: move to eslint.config.mjs first (npx @eslint/migrate-config ${file}), then run this again`,
      ],
    };
  if (text.includes("plugin:@kv-envelope/")) return {};
  const isJson = file.endsWith(".json") || file === ".eslintrc";
  const after = isJson ? withLegacyPreset(text, file === "package.json" ? ["eslintConfig"] : []) : undefined;
  return after === undefined
    ? { byHand: [`${file} is not understood: add "plugin:@kv-envelope/recommended-legacy" to its "extends"`] }
    : { changes: [{ file, before: text, after }] };
}

const newFlatConfig = (hasTypeScript: boolean): string =>
  hasTypeScript
    ? `import kvEnvelope from "${PLUGIN}";
import tsParser from "${TS_PARSER}";

export default [
  { files: ["**/*.{ts,tsx,mts,cts}"], languageOptions: { parser: tsParser } },
  kvEnvelope.configs.recommended,
];
`
    : `import kvEnvelope from "${PLUGIN}";

export default [kvEnvelope.configs.recommended];
`;

const WORKFLOW = `${WORKFLOWS}/kv-envelope.yml`;

function ciPart(seen: Survey): Part {
  if (seen.runsUs) return {};
  const check = `${managerOf(seen).run} kv-envelope --check`;
  return {
    packages: seen.ci.length === 0 ? [] : [CODEMOD],
    changes: seen.ci.some(({ file }) => file === WORKFLOWS)
      ? [{ file: WORKFLOW, before: undefined, after: workflow(managerOf(seen)) }]
      : [],
    byHand: seen.ci
      .filter(({ file }) => file !== WORKFLOWS)
      .map(
        ({ name, file }) =>
          `${file}: add  ${check}  to a job of ${name}; its exit code is 1 while writes are left`,
      ),
  };
}

/** Corepack brings the pnpm or Yarn that `packageManager` names; npm comes with Node. */
function workflow({ name, install, run }: PackageManager): string {
  const setUp =
    name === "bun"
      ? "\n      - uses: oven-sh/setup-bun@v2"
      : name === "npm"
        ? ""
        : "\n      - run: corepack enable";
  return `name: kv-envelope
on: [pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22${setUp}
      - run: ${install}
      - run: ${run} kv-envelope --format github
`;
}
