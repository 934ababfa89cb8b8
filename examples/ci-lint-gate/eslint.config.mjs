import kvEnvelope from "@kv-envelope/eslint-plugin";

export default [{ linterOptions: { reportUnusedDisableDirectives: "warn" } }, kvEnvelope.configs.recommended];
