import { defineConfig } from "tsup";
import { declarations } from "../../tsup.base.js";

export default defineConfig({
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  target: "node20.19",
  platform: "node",
  // `require()` of the CJS build gives the plugin itself, as ESLint's legacy configuration needs it.
  cjsInterop: true,
  splitting: true,
  clean: true,
  // The private workspace packages are bundled, their types included; what users install is not.
  noExternal: [/^@kv-envelope\//],
  dts: { compilerOptions: declarations },
});
