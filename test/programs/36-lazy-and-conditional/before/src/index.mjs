export { default as kv } from './kv.mjs';
export * as names from './names.mjs';
