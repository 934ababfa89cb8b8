export { put as putEntry, get as getEntry, remove as removeEntry } from "./kv";
export { default as keyFor } from "./key";
export type { Entry, EntryFields } from "./types";
