import { readFileSync } from "node:fs";

/**
 * The page's style and script, which stand in files of their own. The build replaces this whole file
 * by their texts (tsup.config.ts), so that the published package needs none beside it.
 */
export const pageStyle = (): string => readFileSync(new URL("./page.css", import.meta.url), "utf8");
export const pageScript = (): string => readFileSync(new URL("./page-script.js", import.meta.url), "utf8");
