export interface Payload {
  value: string;
  expiration_ttl: number;
}

const isPayload = (input: unknown): input is Payload =>
  typeof input === "object" && input !== null && "value" in input && "expiration_ttl" in input;

export const unpack = (input: unknown): string => (isPayload(input) ? input.value : String(input));
