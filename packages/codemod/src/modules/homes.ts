import type { FileTree } from "./file-tree.js";

/** Which of the program's packages a file belongs to, by the folder of its `package.json`; `""` for none. */
export function homesIn({ manifests }: FileTree): (file: string) => string {
  const homes = manifests
    .map((manifest) => manifest.slice(0, -"package.json".length))
    .sort((left, right) => right.length - left.length);
  return (file) => homes.find((home) => file.startsWith(home)) ?? "";
}
