export * as codes from "./codes.js";
