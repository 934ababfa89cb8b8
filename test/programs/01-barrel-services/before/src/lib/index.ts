export * from "./kv";
export { config } from "./config";
export { createMemo } from "./memo";
