// @ts-check
import { defineConfig, globalIgnores } from "eslint/config";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import tseslint from "typescript-eslint";
// The built plugin, as users load it: `npm run lint` builds it first.
import kvEnvelope from "./packages/eslint-plugin/dist/index.js";

export default defineConfig(
  // Input of tests, of the demo and of the bench is wrong on purpose.
  globalIgnores([
    "**/dist/",
    "**/fixtures/",
    "**/programs/",
    "examples/",
    ".demo/",
    "coverage/",
    "bench/generated/",
  ]),
  { linterOptions: { noInlineConfig: true } },
  {
    extends: [kvEnvelope.configs.recommended],
    // These name the service on every other line and call it nowhere. With types, searching them takes longer than
    // all other rules together.
    ignores: ["packages/{codemod,detector,eslint-plugin,project-facts}/src/**"],
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      // A type alias is assignable to an index signature, an interface is not; each has its place.
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { args: "after-used", argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
    },
  },
  {
    files: ["**/test/**/*.ts"],
    // A test's store or server often has nothing to do.
    rules: { "@typescript-eslint/no-empty-function": "off" },
  },
  {
    // What is shipped. The tests' types are checked by `tsc`: with types, linting them took as long again as the rest.
    files: ["packages/*/src/**/*.ts", "packages/*/*.ts", "playground/**/*.ts"],
    extends: [tseslint.configs.strictTypeCheckedOnly, tseslint.configs.stylisticTypeCheckedOnly],
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.src.json", "playground/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `noPropertyAccessFromIndexSignature` asks for the brackets that this rule would take away.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // `node.type === "Literal"` is how ESTree is read; the enum would load its whole package at run time.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ["packages/runtime/test/**/*.ts"],
    rules: {
      // What the helpers refuse is passed to them on purpose.
      "kv-envelope/valid-ttl": "off",
    },
  },
  {
    files: [
      "packages/eslint-plugin/src/rules/**/*.ts",
      "packages/eslint-plugin/test/**/*.test.ts",
      "test/false-alarms/**/*.test.ts",
    ],
    extends: [eslintPlugin.configs.all],
    rules: {
      // `createRule` adds the address of the docs to each rule.
      "eslint-plugin/require-meta-docs-url": "off",
      // ESLint ends a run in which a rule meets a language that it does not list. A preset of ours without `files`
      // would do that to every project that lints its JSON or CSS as well.
      "eslint-plugin/require-meta-languages": "off",
      // What the case is first, then its surroundings.
      "eslint-plugin/test-case-property-ordering": [
        "error",
        ["name", "filename", "languageOptions", "settings", "options", "code", "output", "errors"],
      ],
    },
  },
);
