import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A path in the repository, with `/`, of an absolute one. */
export const inRepository = (path: string): string => relative(root, path).split(sep).join("/");
