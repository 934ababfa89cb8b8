import { Languages } from "./languages.js";
import { Reservations } from "./reservations.js";
import { ResetTokens } from "./reset-tokens.js";

const options = {
  namespaceId: process.env.KV_NAMESPACE_ID ?? "",
  apiKey: process.env.TELNYX_API_KEY ?? "",
};

export const stores = {
  tokens: new ResetTokens(options),
  holds: new Reservations(options, "seaside"),
  languages: new Languages(options),
} as const;

export type StoreName = keyof typeof stores;
