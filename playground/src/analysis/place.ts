import type { Program } from "./protocol.js";

/** Where a program stands as the rules see it: a folder for each version of the edge runtime. Nothing is there on a disk. */
export const placeOf = ({ edgeRuntime, fileName }: Pick<Program, "edgeRuntime" | "fileName">): string =>
  `/edge-runtime-${edgeRuntime}/${fileName}`;

/** The version that is installed where a path leads, if the path is that of its manifest. */
export const edgeRuntimeAt = (path: string): string | undefined =>
  /^\/edge-runtime-(\d[\d.]*)\/node_modules\/@telnyx\/edge-runtime\/package\.json$/.exec(path)?.[1];
