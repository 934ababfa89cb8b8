import { existsSync, lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../shared/record.js";

/** A package manager, and how it is told to add a package for development. */
export interface PackageManager {
  readonly name: "npm" | "pnpm" | "yarn" | "bun";
  readonly add: string;
  /** Installs what the lockfile says, as CI does. */
  readonly install: string;
  /** Runs a package's command. */
  readonly run: string;
}

/** A service that runs checks, and where it is told of them. */
interface Ci {
  readonly name: string;
  readonly file: string;
}

/** A file of the repository, by its path from the root. */
interface RepositoryFile {
  readonly file: string;
  readonly text: string;
}

/** What a repository uses, as far as its files say. */
export interface Survey {
  readonly packageJson:
    | { readonly text: string; readonly value: Readonly<Record<string, unknown>> }
    | undefined;
  /** Several where the lockfiles disagree and `package.json` says nothing. */
  readonly managers: readonly PackageManager[];
  /** ESLint's major and minor version: that which is installed, else the lowest that `package.json` allows. */
  readonly eslint: { readonly major: number; readonly minor: number } | undefined;
  /** The first flat configuration that ESLint would take. */
  readonly flat: RepositoryFile | undefined;
  /** The first older configuration that ESLint would take; `package.json` for the one in there. */
  readonly legacy: RepositoryFile | undefined;
  readonly hasTypeScript: boolean;
  readonly ci: readonly Ci[];
  /** Files that already run this program in CI. */
  readonly runsUs: boolean;
  readonly dependencies: ReadonlySet<string>;
}

const MANAGERS: Readonly<Record<string, PackageManager>> = {
  npm: { name: "npm", add: "npm install --save-dev", install: "npm ci", run: "npx" },
  pnpm: {
    name: "pnpm",
    add: "pnpm add --save-dev",
    install: "pnpm install --frozen-lockfile",
    run: "pnpm exec",
  },
  yarn: { name: "yarn", add: "yarn add --dev", install: "yarn install --immutable", run: "yarn" },
  bun: { name: "bun", add: "bun add --dev", install: "bun install --frozen-lockfile", run: "bunx" },
};

const LOCKFILES: readonly (readonly [string, string])[] = [
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
];

/** In ESLint's own order. */
const FLAT_FILES = ["js", "mjs", "cjs", "ts", "mts", "cts"].map((ending) => `eslint.config.${ending}`);
const LEGACY_FILES = [".js", ".cjs", ".yaml", ".yml", ".json", ""].map((ending) => `.eslintrc${ending}`);

const OTHER_CI: readonly Ci[] = [
  { name: "GitLab CI", file: ".gitlab-ci.yml" },
  { name: "CircleCI", file: ".circleci/config.yml" },
  { name: "Azure Pipelines", file: "azure-pipelines.yml" },
  { name: "Bitbucket Pipelines", file: "bitbucket-pipelines.yml" },
  { name: "Jenkins", file: "Jenkinsfile" },
];

export const WORKFLOWS = ".github/workflows";

/** Looks at a repository's files; runs nothing of it. */
export function survey(root: string): Survey {
  const read = (file: string): RepositoryFile | undefined => {
    const path = join(root, file);
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
      ? { file, text: readFileSync(path, "utf8") }
      : undefined;
  };
  const first = (files: readonly string[]): RepositoryFile | undefined => {
    for (const file of files) {
      const found = read(file);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const manifest = read("package.json");
  const value = manifest === undefined ? undefined : recordIn(manifest.text);
  const packageJson =
    manifest === undefined || value === undefined ? undefined : { text: manifest.text, value };
  const dependencies = new Map(
    ["dependencies", "devDependencies", "peerDependencies"].flatMap((key) => {
      const listed = value?.[key];
      return isRecord(listed) ? Object.entries(listed) : [];
    }),
  );
  const workflows = existsSync(join(root, WORKFLOWS))
    ? readdirSync(join(root, WORKFLOWS))
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
        .flatMap((name) => read(`${WORKFLOWS}/${name}`) ?? [])
    : [];
  const others = OTHER_CI.flatMap((ci) => {
    const found = read(ci.file);
    return found === undefined ? [] : [{ ...ci, text: found.text }];
  });
  const scripts = isRecord(value?.["scripts"]) ? Object.values(value["scripts"]).join("\n") : "";
  return {
    packageJson,
    managers: managersOf(root, value),
    eslint: versionIn(read("node_modules/eslint/package.json")) ?? rangeOf(dependencies.get("eslint")),
    flat: first(FLAT_FILES),
    legacy: first(LEGACY_FILES) ?? (isRecord(value?.["eslintConfig"]) ? manifest : undefined),
    hasTypeScript: existsSync(join(root, "tsconfig.json")) || dependencies.has("typescript"),
    ci: [
      ...(workflows.length > 0 ? [{ name: "GitHub Actions", file: WORKFLOWS }] : []),
      ...others.map(({ name, file }) => ({ name, file })),
    ],
    runsUs:
      [...workflows, ...others].some(({ text }) => /\bkv-envelope\b/.test(text)) ||
      /\bkv-envelope\b/.test(scripts),
    dependencies: new Set(dependencies.keys()),
  };
}

function recordIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function managersOf(root: string, manifest: Readonly<Record<string, unknown>> | undefined): PackageManager[] {
  const field = manifest?.["packageManager"];
  const named = typeof field === "string" ? MANAGERS[field.split("@")[0] ?? ""] : undefined;
  if (named !== undefined) return [forWorkspace(root, named)];
  const found = new Set(LOCKFILES.flatMap(([file, name]) => (existsSync(join(root, file)) ? [name] : [])));
  const names = found.size === 0 ? ["npm"] : [...found];
  return names.flatMap((name) => {
    const manager = MANAGERS[name];
    return manager === undefined ? [] : [forWorkspace(root, manager)];
  });
}

/** At a workspace's root pnpm wants to be told that it is meant. */
const forWorkspace = (root: string, manager: PackageManager): PackageManager =>
  manager.name === "pnpm" && existsSync(join(root, "pnpm-workspace.yaml"))
    ? { ...manager, add: `${manager.add} --workspace-root` }
    : manager;

function versionIn(manifest: RepositoryFile | undefined): Survey["eslint"] {
  const version = manifest === undefined ? undefined : recordIn(manifest.text)?.["version"];
  return rangeOf(version);
}

/** The lowest version of a range, as it is mostly written: `^9.2.0`, `~8.57`, `>=9`, `10.x`. */
function rangeOf(range: unknown): Survey["eslint"] {
  const [, major, minor = "0"] = typeof range === "string" ? (/(\d+)(?:\.(\d+))?/.exec(range) ?? []) : [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}
