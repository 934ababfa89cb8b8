import { EXPIRIES } from "@kv-envelope/detector/evidence";
import type { Expiry, Phase, Settings } from "@kv-envelope/detector";
import { UsageError } from "../../shared/errors.js";
import { PHASES } from "./phase.js";

/** The remedies there are, as an error names them. */
export const EXPIRY_NAMES = EXPIRIES.join(", ").replace(/, (\w+)$/, " or $1");

export const isExpiry = (value: unknown): value is Expiry => EXPIRIES.some((each) => each === value);

/**
 * Reads the option `--expiry` of the command line or of a runner; left out, the settings say it.
 * @throws {UsageError} if it is none of {@link EXPIRIES}
 */
export function readExpiry(given: unknown): Expiry | undefined {
  if (given === undefined || isExpiry(given)) return given;
  throw new UsageError(`--expiry: ${JSON.stringify(given)} given; allowed: ${EXPIRY_NAMES}`);
}

/**
 * Checks that no half is asked for of what has no halves.
 * @param name what the option is called where it is given
 * @throws {UsageError} if one is
 */
export function checkPhase(expiry: Expiry | undefined, phase: Phase, name: string): void {
  if (expiry === "server" && phase !== "all")
    throw new UsageError(
      `${name}: ${JSON.stringify(phase)} given with the expiry "server", which changes no read; allowed: all (of ${PHASES})`,
    );
}

/**
 * The settings with what an option says of the expiry.
 * @throws {UsageError} as {@link checkPhase} does
 */
export function withExpiry(settings: Settings, expiry: Expiry | undefined, phase: Phase): Settings {
  const all = expiry === undefined ? settings : { ...settings, expiry };
  checkPhase(all.expiry, phase, "--phase");
  return all;
}
