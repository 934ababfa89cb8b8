import type { JSONSchema4ObjectSchema } from "@typescript-eslint/utils/json-schema";
import { parseSettings, settingsSchema } from "@kv-envelope/detector";
import type { Settings } from "@kv-envelope/detector";
import { NAMESPACE } from "./package-info.js";

const isObjectSchema = (schema: object): schema is JSONSchema4ObjectSchema =>
  "type" in schema && schema.type === "object";

/** Carries a schema from the detector's library of JSON Schema types to ESLint's. */
function objectSchema(schema: object): JSONSchema4ObjectSchema {
  if (isObjectSchema(schema)) return schema;
  throw new TypeError("the settings' schema does not describe an object");
}

/** The options of every rule that goes by the settings: one object of their shape. */
export const optionsSchema = objectSchema(settingsSchema);

/** The same of a rule that has options of its own. */
export const optionsSchemaWith = (own: Readonly<Record<string, object>>): JSONSchema4ObjectSchema =>
  objectSchema({ ...settingsSchema, properties: { ...settingsSchema.properties, ...own } });

/** The options of a rule that goes by one setting alone. */
export const serverTtlOption = objectSchema({
  ...settingsSchema,
  properties: { serverTtl: settingsSchema.properties.serverTtl },
});

/**
 * What a rule goes by: the shared settings, and the rule's own options where they say something.
 * ESLint has validated the options by the rule's schema; of settings it knows no schema.
 * @throws {SettingsError} if `settings["kv-envelope"]` is not of the settings' shape.
 */
export function effectiveSettings(
  shared: Readonly<Record<string, unknown>>,
  options: Settings | undefined,
): Settings {
  const settings = parseSettings(shared[NAMESPACE], `settings["${NAMESPACE}"]`);
  // The same object for each rule that adds nothing: what is found by it is found once.
  return options === undefined || Object.keys(options).length === 0 ? settings : { ...settings, ...options };
}
