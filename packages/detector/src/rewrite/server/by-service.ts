import type { Reason } from "../../http/reason.js";

/** What only the other remedy writes. */
const OF_ENVELOPES = /`(?:encodeEnvelope|toEnvelope|expiresAtMs)\b/;

/** A reason as it is told where the service is to expire a key: nothing is advised that makes an envelope. */
export const reasonByService = (reason: Reason): Reason =>
  OF_ENVELOPES.test(reason.remedy)
    ? { ...reason, remedy: "take the field out by hand, and add `ttl_secs` where the request is made" }
    : reason;
