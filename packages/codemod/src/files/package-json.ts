import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord } from "../shared/record.js";

/** The nearest `package.json` at or above a directory, as far as we care about it. */
export interface PackageJson {
  readonly path: string;
  readonly isModule: boolean;
  /** Every package that it lists, of whatever kind of dependency. */
  readonly dependencies: ReadonlySet<string>;
}

const DEPENDENCY_KEYS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

export function nearestPackageJson(directory: string): PackageJson | undefined {
  for (let current = directory; ; current = dirname(current)) {
    const path = join(current, "package.json");
    if (existsSync(path)) return { path, ...readPackageJson(path) };
    if (dirname(current) === current) return undefined;
  }
}

function readPackageJson(path: string): Omit<PackageJson, "path"> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // A broken package.json is for npm to complain of; here it says nothing.
  }
  if (!isRecord(value)) return { isModule: false, dependencies: new Set() };
  const dependencies = new Set<string>();
  for (const key of DEPENDENCY_KEYS) {
    const listed = value[key];
    if (isRecord(listed)) for (const name of Object.keys(listed)) dependencies.add(name);
  }
  // The runtime's own repository, and anyone who vendors it under its name.
  if (typeof value["name"] === "string") dependencies.add(value["name"]);
  return { isModule: value["type"] === "module", dependencies };
}
