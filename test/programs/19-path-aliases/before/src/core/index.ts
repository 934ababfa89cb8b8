export * from "./storage";
export { putEntry as writeEntry } from "./storage";
export { normalise } from "./address";
