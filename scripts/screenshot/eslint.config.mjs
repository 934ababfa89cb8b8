import parser from "@typescript-eslint/parser";
import kvEnvelope from "../../packages/eslint-plugin/dist/index.js";

export default [kvEnvelope.configs.recommended, { files: ["**/*.ts"], languageOptions: { parser } }];
