import { defineConfig } from "tsup";
import { declarations } from "../../tsup.base.js";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    stores: "src/stores/index.ts",
    unstorage: "src/adapters/unstorage.ts",
    keyv: "src/adapters/keyv.ts",
    "express-session": "src/adapters/express-session.ts",
    "better-auth": "src/adapters/better-auth.ts",
  },
  format: ["esm", "cjs"],
  target: "es2022",
  // tsup's own declaration build sets `baseUrl`, which TypeScript 6 calls deprecated.
  dts: { compilerOptions: declarations },
  minify: false,
  clean: true,
});
