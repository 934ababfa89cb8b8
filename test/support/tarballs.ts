import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/pack/main.mjs", import.meta.url));

/** The folders of the packages that are published. */
export const PUBLISHED = ["eslint-plugin", "codemod", "runtime"] as const;
type Published = (typeof PUBLISHED)[number];

/** The absolute path of each package's tarball. */
export type Tarballs = Readonly<Record<Published, string>>;

/** Packs the built packages as `npm run pack` does, and as a release does, into a folder that holds no tarballs yet. */
export function packInto(folder: string): Tarballs {
  execFileSync(process.execPath, [script, path.resolve(folder)], { stdio: ["ignore", "pipe", "pipe"] });
  const files = readdirSync(folder);
  const tarballOf = (name: Published): string => {
    const [file, ...others] = files.filter((each) => each.startsWith(`kv-envelope-${name}-`));
    if (file === undefined || others.length > 0)
      throw new Error(`no single tarball of ${name} in ${folder}: ${files.join(", ")}`);
    return path.join(folder, file);
  };
  return {
    "eslint-plugin": tarballOf("eslint-plugin"),
    codemod: tarballOf("codemod"),
    runtime: tarballOf("runtime"),
  };
}
