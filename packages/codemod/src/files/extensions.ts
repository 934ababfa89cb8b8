import { COMPONENT_EXTENSIONS } from "@kv-envelope/detector/evidence";
import { extname } from "node:path/posix";

/** The files that can hold a write: JavaScript and TypeScript sources, and components with scripts in them. */
export const SOURCE_EXTENSIONS: readonly string[] = [
  ".js",
  ".mjs",
  ".cjs",
  ".jsx",
  ".ts",
  ".mts",
  ".cts",
  ".tsx",
  ...COMPONENT_EXTENSIONS,
];

/** Whether a file is a source by its name; declarations (`.d.ts`, `.d.css.ts`) hold no code. */
export const isSource = (path: string): boolean =>
  SOURCE_EXTENSIONS.includes(extname(path)) && !/\.d\.(?:[^./]+\.)?[cm]?ts$/.test(path);

/** Whether a file declares types and holds no code. */
export const isDeclarations = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);

/** The pages whose code fences are looked at on request. */
export const PAGE_EXTENSIONS: readonly string[] = [".md", ".mdx"];

export const isPage = (path: string): boolean => PAGE_EXTENSIONS.includes(extname(path));
