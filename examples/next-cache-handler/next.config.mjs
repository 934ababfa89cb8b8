import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  cacheHandler: fileURLToPath(new URL("./cache-handler.mjs", import.meta.url)),
  // Next's own memory in front of it would not hear of what other instances revalidate.
  cacheMaxMemorySize: 0,
};
