import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeclarations } from "../files/extensions.js";
import { lookAt, readSource, sourceOf } from "../files/read.js";
import type { Source } from "../files/read.js";
import { insideRoot } from "../files/root.js";

/** The files of a program, by their paths relative to its root, with `/`. */
export interface FileTree {
  /** Absolute, without links. */
  readonly root: string;
  /** The sources that make up the program, sorted. */
  readonly sources: readonly string[];
  /** The `package.json`s of the program's own packages. */
  readonly manifests: readonly string[];
  /** What of the program declares types and holds no code. */
  readonly declarations: readonly string[];
  /** @throws a system error if the file can't be read. */
  readonly read: (file: string) => Source;
  /**
   * The `ascii` of what `read` gives, where nothing else of it is wanted.
   * @param words a text without any of these may be given as an empty one.
   * @throws as `read` does.
   */
  readonly look: (file: string, words?: readonly string[]) => string;
  readonly isInMemory: boolean;
  /** How TypeScript's module resolution looks at the disk: absolute paths. */
  readonly disk: Disk;
}

interface Disk {
  readonly fileExists: (path: string) => boolean;
  readonly directoryExists: (path: string) => boolean;
  readonly readFile: (path: string) => string | undefined;
  readonly realpath: (path: string) => string;
}

/**
 * The files on disk.
 * @param instead what to take some files to hold, whatever lies on disk.
 */
export function diskTree(
  root: string,
  sources: readonly string[],
  { manifests, declarations }: Pick<FileTree, "manifests" | "declarations">,
  instead: ReadonlyMap<string, Buffer> = new Map(),
): FileTree {
  const read = (file: string): Source => {
    const bytes = instead.get(file);
    return bytes === undefined ? readSource(`${root}/${file}`) : sourceOf(bytes);
  };
  const look = (file: string, words?: readonly string[]): string =>
    instead.has(file) ? read(file).ascii : lookAt(`${root}/${file}`, words);
  return { root, sources, manifests, declarations, read, look, isInMemory: false, disk: realDisk };
}

/** A tree of the same files, which are read in another way. */
export const readBy = (tree: FileTree, read: FileTree["read"]): FileTree => ({
  ...tree,
  read,
  look: (file) => read(file).ascii,
});

const realDisk: Disk = {
  fileExists: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  directoryExists: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  readFile: (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
  realpath: (path) => realpathSync(path),
};

/** Files that are only in memory: nothing is read from disk. */
export function memoryTree(
  files: Readonly<Record<string, string>>,
  isSource: (path: string) => boolean,
): FileTree {
  const root = "/program";
  const byPath = new Map(Object.entries(files).map(([file, text]) => [join(root, file), text]));
  const directories = new Set<string>();
  for (const path of byPath.keys()) {
    for (let current = dirname(path); !directories.has(current); current = dirname(current))
      directories.add(current);
  }
  const names = Object.keys(files).sort();
  return {
    root,
    sources: names.filter(isSource),
    manifests: names.filter((name) => /(^|\/)package\.json$/.test(name)),
    declarations: names.filter(isDeclarations),
    read: (file) => {
      const text = files[file] ?? "";
      return { bytes: Buffer.from(text), text, ascii: text, encoding: "UTF-8" };
    },
    look: (file) => files[file] ?? "",
    isInMemory: true,
    disk: {
      fileExists: (path) => byPath.has(path),
      directoryExists: (path) => directories.has(path),
      readFile: (path) => byPath.get(path),
      realpath: (path) => path,
    },
  };
}

/** A path relative to the tree's root; `undefined` outside of it. */
export const inTree = ({ root }: FileTree, absolute: string): string | undefined =>
  insideRoot(root, absolute);

/** A file's text, as far as it is ASCII; nothing of one that can't be read, which is told where the program is scanned. `words` as for `look`. */
export function textOf(tree: FileTree, name: string, words?: readonly string[]): string {
  try {
    return tree.look(name, words);
  } catch {
    return "";
  }
}
