import type { DetectOptions } from "@kv-envelope/detector";
import type { FileTree } from "../modules/file-tree.js";
import type { ProgramFiles } from "../modules/program-files.js";

/** The files of a file's own package that can't be looked into: what they read is not known. */
export function unseenIn({ manifests }: FileTree, files: ProgramFiles): NonNullable<DetectOptions["unseen"]> {
  const homes = manifests
    .map((manifest) => manifest.slice(0, -"package.json".length))
    .sort((left, right) => right.length - left.length);
  const homeOf = (file: string): string => homes.find((home) => file.startsWith(home)) ?? "";
  return (parsed) => [...files.faults.keys()].filter((file) => homeOf(file) === homeOf(files.nameOf(parsed)));
}
