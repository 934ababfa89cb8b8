import type { Reason } from "../../http/reason.js";
import { BINDING_TTL_OPTION, TTL_PARAMETER } from "../../kv/vocabulary.js";
import type { WriteKind } from "../../kv/operations/raw-writes.js";

/** What only the other remedy writes. */
const OF_ENVELOPES = /`(?:encodeEnvelope|toEnvelope|expiresAtMs)\b/;
/** What looks into one. */
const OPENS_ENVELOPES = /`(?:decodeEnvelope|expires_at)\b/;

/**
 * A reason as it is told where the service is to expire a key: nothing is advised that makes an envelope, and a binding is
 * told by its own option.
 */
export function reasonByService(reason: Reason, kind: WriteKind): Reason {
  const remedy = OF_ENVELOPES.test(reason.remedy)
    ? `take the field out by hand, and add \`${TTL_PARAMETER}\` where the request is made`
    : reason.remedy;
  return { ...reason, remedy: kind === "binding" ? ofBinding(remedy) : remedy };
}

const ofBinding = (remedy: string): string =>
  remedy
    .replaceAll(`\`${TTL_PARAMETER}\` to the URL`, `\`${BINDING_TTL_OPTION}\` to the options`)
    .replaceAll(`\`${TTL_PARAMETER}\``, `\`${BINDING_TTL_OPTION}\``);

/** The same of a read, where values are to be stored by themselves: it opens no envelope, and none keeps an end. */
export const reasonOfBareRead = ({ why, remedy }: Reason): Reason => ({
  why: why.replace(
    /an envelope keeps the time of the end instead/,
    "a value that is stored by itself has none",
  ),
  remedy: OPENS_ENVELOPES.test(remedy)
    ? "take the value by itself there by hand, or run without --unwrap"
    : remedy,
});
