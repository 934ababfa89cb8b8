import type { Phase } from "@kv-envelope/detector";
import { UsageError } from "../../shared/errors.js";

/** The phases there are, as an error names them. */
export const PHASES = "reads, writes or all";
export const PHASE_NAMES = ["reads", "writes", "all"] as const satisfies readonly Phase[];

export const isPhase = (value: unknown): value is Phase => PHASE_NAMES.some((phase) => phase === value);

/**
 * Reads the option `--phase` of the command line or of a runner; left out, it is `all`.
 * @throws {UsageError} if it is none of {@link PHASES}.
 */
export function readPhase(given: unknown = "all"): Phase {
  if (isPhase(given)) return given;
  throw new UsageError(`--phase: ${JSON.stringify(given)} given; allowed: ${PHASES}`);
}
