const LINE = 20;
const CHARACTER = 8.4;
const MARGIN = 16;
const BAR = 32;
const STYLE = `
  text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #d6deeb; white-space: pre; }
  .bold { font-weight: 700; } .underline { text-decoration: underline; }
  .dim { fill: #8b98a9; } .red { fill: #ff6b6b; } .yellow { fill: #f2c55c; }`;

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A style for each piece, and its column: fonts differ in width, the columns must not. */
function textOf(pieces, y) {
  let column = 0;
  const spans = pieces.map(({ text, classes }) => {
    const x = (MARGIN + column * CHARACTER).toFixed(1);
    column += text.length;
    const kind = classes.length === 0 ? "" : ` class="${classes.join(" ")}"`;
    return text.trim() === "" ? "" : `<tspan x="${x}"${kind} xml:space="preserve">${escape(text)}</tspan>`;
  });
  return spans.join("") === "" ? "" : `  <text y="${y}">${spans.join("")}</text>\n`;
}

/**
 * A terminal's window.
 * @param {{ text: string, classes: string[] }[][]} lines
 * @param {number} columns
 * @param {string} title what the picture shows, for those who can't see it
 */
export function terminalSvg(lines, columns, title) {
  const width = Math.ceil(columns * CHARACTER + 2 * MARGIN);
  const height = BAR + lines.length * LINE + MARGIN;
  const lights = ["#ff5f56", "#ffbd2e", "#27c93f"].map(
    (fill, position) => `<circle cx="${20 + 20 * position}" cy="16" r="6" fill="${fill}"/>`,
  );
  const texts = lines.map((pieces, position) => textOf(pieces, BAR + (position + 0.7) * LINE)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
  <title id="title">${escape(title)}</title>
  <style>${STYLE}
  </style>
  <rect width="${width}" height="${height}" rx="8" fill="#011627"/>
  ${lights.join("")}
${texts}</svg>
`;
}
