import type { Settings } from "./settings.js";
import { DEFAULT_HELPERS_MODULE } from "./vocabulary.js";

/** Whether a module is the one that the envelope helpers are imported from. */
export const isHelpersModule = ({ helpers }: Settings, specifier: string): boolean =>
  specifier === DEFAULT_HELPERS_MODULE || specifier === helpers?.module;
