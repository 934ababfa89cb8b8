import { UsageError } from "../shared/errors.js";

/** The forms in which the helper module can be written. */
const helperExtensions = ["ts", "mts", "js", "mjs", "cjs"] as const;

export type HelperExtension = (typeof helperExtensions)[number];

const isHelperExtension = (text: string): text is HelperExtension =>
  helperExtensions.some((each) => each === text);

/** Where migrated code takes the envelope helpers from, as `--helpers` says. */
export type HelpersChoice =
  | { readonly kind: "package" }
  | { readonly kind: "file"; readonly path: string; readonly extension: HelperExtension };

/**
 * A file that is to hold the helpers.
 * @param option what an error calls the option.
 * @throws {UsageError} if its name does not say in which form.
 */
export function fileHelpers(path: string, option: string): HelpersChoice {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1] ?? "";
  if (isHelperExtension(extension)) return { kind: "file", path, extension };
  const allowed = helperExtensions.map((each) => `.${each}`).join(", ");
  throw new UsageError(`${option}: ${JSON.stringify(path)} given; allowed: a path that ends in ${allowed}`);
}
