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
 * Reads an option of a runner that is a switch: a runner hands on whatever stands behind it.
 * @throws {UsageError} if that is neither `true` nor `false`
 */
export function readSwitch(name: "unwrap" | "envelopes", given: unknown = false): boolean {
  if (typeof given === "boolean") return given;
  throw new UsageError(`--${name}: ${JSON.stringify(given)} given; allowed: true or false`);
}

/** What the options say of the expiry beside the settings. */
interface ExpiryOptions {
  readonly expiry: Expiry | undefined;
  /** Whether the value is to be stored by itself. */
  readonly unwrap: boolean;
  /** Whether what is put into envelopes is to be ended by the service, too. */
  readonly envelopes: boolean;
  readonly phase: Phase;
}

/**
 * Checks that no half is asked for of what has no halves, and that what is stored by itself is expired by the service.
 * @param prefix what stands before an option's name where it is given
 * @throws {UsageError} if not
 */
export function checkExpiry({ expiry, unwrap, envelopes, phase }: ExpiryOptions, prefix: "--" | ""): void {
  if (unwrap && expiry !== "server")
    throw new UsageError(
      `${prefix}unwrap: given with the expiry ${JSON.stringify(expiry)}; allowed: with ${prefix}expiry server, as the service alone ends a value that is stored by itself`,
    );
  if (envelopes && expiry !== "server")
    throw new UsageError(
      `${prefix}envelopes: given with the expiry ${JSON.stringify(expiry)}; allowed: with ${prefix}expiry server, which ends them`,
    );
  if (expiry === "server" && phase !== "all" && !unwrap)
    throw new UsageError(
      `${prefix}phase: ${JSON.stringify(phase)} given with the expiry "server", which changes no read; allowed: all (of ${PHASES})`,
    );
}

/**
 * The settings with what the options say of the expiry.
 * @throws {UsageError} if they contradict each other
 */
export function withExpiry(settings: Settings, options: ExpiryOptions): Settings {
  const expiry = options.expiry ?? settings.expiry;
  // Who asks for another remedy than the file has does without what belongs to that one alone.
  const isOther = options.expiry !== undefined && options.expiry !== "server";
  const unwrap = options.unwrap || (settings.unwrap === true && !isOther);
  const envelopes = options.envelopes || (settings.envelopes === true && !isOther);
  checkExpiry({ expiry: expiry ?? "envelope", unwrap, envelopes, phase: options.phase }, "--");
  const { unwrap: _, envelopes: __, ...others } = settings;
  return {
    ...others,
    ...(expiry === undefined ? {} : { expiry }),
    ...(unwrap ? { unwrap } : {}),
    ...(envelopes ? { envelopes } : {}),
  };
}
