import { defineConfig } from "tsup";
import { thirdParty } from "../../third-party.js";
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
  // The private workspace packages are bundled, their types included. So is what of typescript-eslint's the rules run:
  // as a package it would bring a TypeScript of its choice along.
  noExternal: [/^@kv-envelope\//, /^@typescript-eslint\//],
  esbuildPlugins: [thirdParty("dist/THIRD-PARTY.md")],
  dts: { compilerOptions: declarations },
});
