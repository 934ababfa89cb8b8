/** What `JSON.parse` gives for an object, and what a client may have parsed already. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(given: unknown): given is JsonObject {
  return typeof given === "object" && given !== null;
}

/**
 * The object's own property, `undefined` where it has none: what a prototype holds was not stored.
 * (Not `Object.hasOwn`, for projects whose TypeScript `lib` is older than ES2022.)
 */
export function own(object: JsonObject, key: string): unknown {
  return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
}

/** Whether `object` has no key but `value` and these. */
export function hasOnly(object: JsonObject, keys: readonly string[]): boolean {
  return Object.keys(object).every((key) => key === "value" || keys.includes(key));
}

/** What `text` is the JSON of, `undefined` where it is no JSON. Never throws. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
