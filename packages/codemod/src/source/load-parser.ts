import { requireLazily } from "./require.js";

/** What `./parser.ts` exports, loaded when it is first needed. The build has one file in the place of these packages. */
export const loadParser = (): unknown => ({
  ...Object(requireLazily("@typescript-eslint/scope-manager")),
  ...Object(requireLazily("@typescript-eslint/typescript-estree")),
  ...Object(requireLazily("@typescript-eslint/visitor-keys")),
});
