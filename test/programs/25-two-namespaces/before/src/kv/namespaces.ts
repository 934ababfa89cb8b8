import { createNamespace } from "./create-namespace.js";

export const sessions = createNamespace("sessions", process.env.KV_SESSIONS_ID);
export const flags = createNamespace("flags", process.env.KV_FLAGS_ID);
