const BOM = "\uFEFF";

/** A text without its BOM, and whether it had one. */
export const decodeText = (text: string): { readonly text: string; readonly hasBom: boolean } =>
  text.startsWith(BOM) ? { text: text.slice(1), hasBom: true } : { text, hasBom: false };

/** A text with the BOM that its source had. */
export const withBom = (text: string, hasBom: boolean): string => (hasBom ? BOM + text : text);
