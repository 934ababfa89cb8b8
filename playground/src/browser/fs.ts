// What our own packages take from `node:fs`, of a disk that holds one manifest: that of the edge runtime.
import { edgeRuntimeAt } from "../analysis/place.js";

class MissingFile extends Error {
  readonly code = "ENOENT";
}

export const existsSync = (path: string): boolean => edgeRuntimeAt(path) !== undefined;

export function readFileSync(path: string): string {
  const version = edgeRuntimeAt(path);
  if (version === undefined) throw new MissingFile(path);
  return JSON.stringify({ name: "@telnyx/edge-runtime", version });
}

/** Only ever asked with `throwIfNoEntry: false`. */
export const statSync = (path: string): object | undefined =>
  existsSync(path) ? { isFile: () => true, isDirectory: () => false } : undefined;

function notHere(path: string): never {
  throw new MissingFile(path);
}

export const closeSync = notHere;
export const openSync = notHere;
export const readSync = notHere;
export const realpathSync = notHere;
