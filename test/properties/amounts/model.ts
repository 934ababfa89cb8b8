// What a write means, told from the payload that the unmigrated program stores: in plain JavaScript, without the engine.

/** An envelope, as it has to be stored. */
export interface ExpectedEnvelope {
  readonly text: string;
  /** Epoch milliseconds; `undefined`: for good. */
  readonly end: number | undefined;
}

const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null;

/** Seconds that count: what is missing, 0, or the text of nothing means "for good". */
function seconds(given: unknown): number | undefined {
  if (typeof given !== "number" && typeof given !== "string") return undefined;
  const amount = Number(given);
  return given !== "" && Number.isFinite(amount) && amount > 0 ? amount : undefined;
}

/** The envelope that takes the place of a payload stored at `now`. */
export function envelopeFor(payload: string, now: number): ExpectedEnvelope {
  const stored: unknown = JSON.parse(payload);
  if (!isRecord(stored)) throw new Error(`no payload: ${payload}`);
  const { value, metadata, expiration } = stored;
  const ttl = seconds(stored["expiration_ttl"] ?? stored["expirationTtl"] ?? stored["ttl"]);
  const at = seconds(expiration);
  const end = ttl === undefined ? (at === undefined ? undefined : at * 1000) : now + ttl * 1000;
  const envelope = {
    value,
    ...(end === undefined ? {} : { expires_at: end }),
    ...("metadata" in stored ? { metadata } : end === undefined ? { metadata: {} } : {}),
  };
  return { text: JSON.stringify(envelope), end };
}
