import { readFileSync } from "node:fs";
import { documentedSections } from "../support/documented-steps.js";

const page = new URL("../../docs/migrating.md", import.meta.url);

export const guideText = readFileSync(page, "utf8");

/** The sections in which something is to be done, in their order. */
export const guideSections = documentedSections(page).filter(({ steps }) => steps.length > 0);
