/** The configuration that a run goes by if it is there and no other is named. */
export const DEFAULT_CONFIG = "kv-envelope.config.json";
