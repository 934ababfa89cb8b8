export { getText, putText, remove } from "./client.ts"
export { KvError } from "./error.ts"
