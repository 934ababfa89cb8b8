// Lays a program out as it lies on a developer's machine: its files, and a `node_modules` with what it installs.
//
// Not below test/node_modules, though its packages would be found there without links: esbuild ignores tsconfig.json
// inside a `node_modules`, and TypeScript takes what it imports there for a library.
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createProgramDir } from "../support/index.js";
import { readFiles, type Files } from "./files.js";
import { workspacePackages } from "./packages.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const installed = join(root, "test/node_modules");

export interface OpenProgram {
  readonly dir: string;
  /** What lies there now. */
  read(): Files;
  remove(): Promise<void>;
}

/** Names in a `node_modules`, scoped ones whole. */
const packageNames = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(dir, name)).map((inScope) => `${name}/${inScope}`) : [name],
    );

const link = async (dir: string, name: string, target: string): Promise<void> => {
  const path = join(dir, "node_modules", name);
  await mkdir(dirname(path), { recursive: true });
  // A junction is what Windows lets everybody make; elsewhere the type says nothing.
  await symlink(target, path, "junction");
};

/** A package of our own making in the place of the service's, which is not on npm here. */
const addEdgeRuntime = async (dir: string): Promise<void> => {
  const folder = join(dir, "node_modules/@telnyx/edge-runtime");
  const manifest = { name: "@telnyx/edge-runtime", version: "0.2.1", type: "module", types: "./index.d.ts" };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "index.d.ts"), await readFile(join(root, "test/migrate/edge-runtime.d.ts")));
};

/** Writes the files into a fresh folder and links the packages that they may import. */
export async function openProgram(name: string, files: Files): Promise<OpenProgram> {
  const program = await createProgramDir(files, name);
  const { dir } = program;
  for (const installedName of packageNames(installed))
    await link(dir, installedName, join(installed, installedName));
  await link(dir, "@types/node", join(root, "node_modules/@types/node"));
  await link(dir, "@kv-envelope/runtime", join(root, "packages/runtime"));
  await addEdgeRuntime(dir);
  for (const { name: own, folder } of workspacePackages(files)) await link(dir, own, join(dir, folder));
  return { dir, read: () => readFiles(dir), remove: () => program.remove() };
}
