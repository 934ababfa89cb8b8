import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A program's folder outside the repository. */
export interface ProgramDir {
  readonly dir: string;
  /** The text of a file, by its path in the folder. */
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Writes the files (path in the folder → text) into a new temporary folder, whose name begins with the program's. */
export const createProgramDir = async (
  files: Readonly<Record<string, string>>,
  name = "program",
): Promise<ProgramDir> => {
  const dir = await realpath(await mkdtemp(join(tmpdir(), `kv-envelope-${name}-`)));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  return {
    dir,
    read: (path) => readFile(join(dir, path), "utf8"),
    write,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
};
