export { kvDelete, kvGet, kvPut } from "./kv";
export * from "./keys";
