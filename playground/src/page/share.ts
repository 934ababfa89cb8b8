import { compressToEncodedURIComponent, decompressFromEncodedURIComponent } from "lz-string";
import { EDGE_RUNTIMES, EXPIRIES, FILE_NAMES } from "../analysis/protocol.js";
import type { Program } from "../analysis/protocol.js";

const PREFIX = "#program=";

/** A program as the part of an address behind its `#`, which no browser sends to a server. */
export const hashOf = ({ text, fileName, edgeRuntime, expiry }: Program): string =>
  PREFIX + compressToEncodedURIComponent(JSON.stringify({ text, fileName, edgeRuntime, expiry }));

/**
 * The program that an address holds.
 * @returns `undefined` if it holds none; what is wrong if it can't be read.
 */
export function programIn(hash: string): Program | { readonly fault: string } | undefined {
  if (hash === "" || hash === "#") return undefined;
  if (!hash.startsWith(PREFIX)) return { fault: `the link does not begin with ${PREFIX}` };
  const program = programOf(jsonIn(hash.slice(PREFIX.length)));
  return program ?? { fault: "the link is not whole: copy it again" };
}

function jsonIn(compressed: string): unknown {
  try {
    return JSON.parse(decompressFromEncodedURIComponent(compressed));
  } catch {
    return undefined;
  }
}

function programOf(value: unknown): Program | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { text, fileName, edgeRuntime, expiry } = fieldsOf(value);
  if (typeof text !== "string") return undefined;
  const [file, runtime, remedy] = [
    oneOf(FILE_NAMES, fileName),
    oneOf(EDGE_RUNTIMES, edgeRuntime),
    oneOf(EXPIRIES, expiry),
  ];
  return file === undefined || runtime === undefined || remedy === undefined
    ? undefined
    : { text, fileName: file, edgeRuntime: runtime, expiry: remedy };
}

/** What a link's JSON is asked for; all of it may be missing. */
const fieldsOf = (value: object): Partial<Record<keyof Program, unknown>> => ({ ...value });

/** The one of some texts that a value is. */
export const oneOf = <T extends string>(allowed: readonly T[], value: unknown): T | undefined =>
  allowed.find((each) => each === value);
