/** Text of a source on a terminal: what would steer the terminal, or turn the order of the signs around, is shown as an escape. */
export const visible = (text: string): string =>
  text.replace(
    /[^\P{Cc}\t]|[\p{Bidi_Control}\u2028\u2029]/gu,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
