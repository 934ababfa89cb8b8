/** The styles that ESLint's output uses, as classes of the picture. */
const CLASSES = new Map([
  ["1", "bold"],
  ["2", "dim"],
  ["4", "underline"],
  ["31", "red"],
  ["33", "yellow"],
  ["90", "dim"],
]);
const ENDS = new Map([
  ["22", ["bold", "dim"]],
  ["24", ["underline"]],
  ["39", ["red", "yellow"]],
]);

/**
 * Splits a line of a terminal's output into pieces of one style each.
 * @param {string} line
 * @param {Set<string>} styles those in force where the line begins; afterwards, where it ends
 * @returns {{ text: string, classes: string[] }[]}
 */
export function piecesOf(line, styles) {
  const pieces = [];
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
    if (codes === undefined) {
      if (part !== "") pieces.push({ text: part, classes: [...styles] });
      continue;
    }
    for (const code of codes.split(";")) {
      if (code === "" || code === "0") styles.clear();
      else if (CLASSES.has(code)) styles.add(CLASSES.get(code));
      else for (const ended of ENDS.get(code) ?? []) styles.delete(ended);
    }
  }
  return pieces;
}

/**
 * Breaks a line's pieces at blanks, so that no line is wider than the terminal.
 * @param {{ text: string, classes: string[] }[]} pieces
 * @param {number} width in characters
 * @param {number} indent of the lines that follow the first
 */
export function wrap(pieces, width, indent) {
  const lines = [[]];
  let column = 0;
  for (const { text, classes } of pieces) {
    for (const word of text.split(/(?<= )(?=[^ ])/)) {
      if (column + word.trimEnd().length > width && column > indent) {
        lines.push([{ text: " ".repeat(indent), classes: [] }]);
        column = indent;
      }
      lines.at(-1).push({ text: word, classes });
      column += word.length;
    }
  }
  return lines;
}
