/** The forms in which the helper module can be written. */
export const helperExtensions = ["ts", "mts", "js", "mjs", "cjs"] as const;

export type HelperExtension = (typeof helperExtensions)[number];

export const isHelperExtension = (text: string): text is HelperExtension => helperExtensions.some((each) => each === text);

/** Where migrated code takes the envelope helpers from, as `--helpers` says. */
export type HelpersChoice =
  | { readonly kind: "package" }
  | { readonly kind: "file"; readonly path: string; readonly extension: HelperExtension };
