/** What reads a source: the parts of @typescript-eslint/parser that are needed here. The build makes one file of them. */
export { analyze } from "@typescript-eslint/scope-manager";
export { parse } from "@typescript-eslint/typescript-estree";
export { visitorKeys } from "@typescript-eslint/visitor-keys";
