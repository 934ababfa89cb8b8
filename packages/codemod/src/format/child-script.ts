import { readFileSync } from "node:fs";

/** The program that runs Prettier. The build replaces this whole file by its text (tsup.config.ts), as with the assets of the HTML report. */
export const prettierChild = (): string =>
  readFileSync(new URL("./prettier-child.js", import.meta.url), "utf8");
