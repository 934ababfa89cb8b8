import { commandOf, commandsBelow } from "./commands.js";
import type { OptionSpec } from "./option-spec.js";

const WIDTH = 98;
const INDENT = 26;

/** What `kv-envelope NAME --help` prints. */
export function helpOf(name: string): string {
  const command = commandOf(name);
  const below = commandsBelow(command);
  const sections = [
    [typed(name, command.takes), ...below.map((each) => row(typed(each.name), each.summary))].join("\n"),
    ...command.about.map((text) => wrapped(text, WIDTH).join("\n")),
    Object.entries(command.options)
      .map(([option, spec]) => row(`  ${optionText(option, spec)}`, spec.help))
      .join("\n"),
    ...(below.length === 0
      ? []
      : [`Each command has a --help of its own: ${typed(below[0]?.name ?? "", "--help")}.`]),
  ];
  return `${sections.join("\n\n")}\n`;
}

const typed = (...words: readonly string[]): string =>
  ["kv-envelope", ...words].filter((word) => word !== "").join(" ");

function optionText(name: string, { short, value }: OptionSpec): string {
  const long = `--${name}${value === undefined ? "" : ` <${value}>`}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

/** A name with what it means beside it, or below it where the name is long. */
function row(name: string, text: string): string {
  const [first = "", ...rest] = wrapped(text, WIDTH - INDENT);
  const indent = " ".repeat(INDENT);
  const lines = name.length < INDENT - 1 ? [name.padEnd(INDENT) + first] : [name, indent + first];
  return [...lines, ...rest.map((line) => indent + line)].join("\n");
}

/** A text in lines that are broken at blanks. Its own, as `--help` answers before anything is loaded. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
