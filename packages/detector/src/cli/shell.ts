import { forEachChild, parse } from "unbash";
import type { Command, SyntaxNode, Word as ShellWord } from "unbash";
import { HOLE } from "../eval/text/static-text.js";
import { placeOf, sliceOf } from "./source-text.js";
import type { SourceText } from "./source-text.js";
import type { Word } from "./words.js";

/** The commands of a shell script, each as its words: those in pipes, lists, loops, subshells and substitutions too. */
export function commandsOf(script: SourceText): Word[][] {
  const commands: Word[][] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name !== undefined)
      commands.push(wordsOf(script, [node.name, ...argumentsOf(node)]));
    forEachChild(node, visit);
  };
  visit(parse(script.text));
  return commands;
}

type Spelled = Pick<ShellWord, "text" | "value" | "pos" | "end" | "parts">;

/** What a command is given: redirections are none of it, and `A=1` behind its name is a word like others. */
const argumentsOf = ({ suffix }: Command): Spelled[] =>
  suffix.flatMap((argument) => {
    if (argument.type === "Word") return [argument];
    return argument.type === "Assignment"
      ? [{ text: argument.text, value: argument.text, pos: argument.pos, end: argument.end }]
      : [];
  });

function wordsOf(script: SourceText, words: readonly Spelled[]): Word[] {
  const placed: Word[] = [];
  for (const [position, word] of words.entries()) {
    const inner = innerOf(script, word);
    placed.push({
      value: word.value,
      // Quotes and escapes in the middle of a word leave only the word as a whole.
      placeOf: (length) => {
        if (inner !== undefined) return placeOf(inner, 0, length);
        return placeOf(
          script,
          word.pos,
          word.text.startsWith(word.value.slice(0, length)) ? word.pos + length : word.end,
        );
      },
      inner,
      removalFrom: (first) => {
        const at = placed.indexOf(first);
        return at < 1 ? undefined : removal(script, words.slice(at - 1, position + 1));
      },
    });
  }
  return placed;
}

/** What stands in a word's quotes, where nothing in them is escaped or replaced. */
function innerOf(script: SourceText, word: Spelled): SourceText | undefined {
  const isQuoted = word.parts?.length === 1 && /^(?:Single|Double)Quoted$/.test(word.parts[0]?.type ?? "");
  const [start, end] = isQuoted ? [word.pos + 1, word.end - 1] : [word.pos, word.end];
  const inner = sliceOf(script, start, end);
  return inner.text === word.value ? inner : undefined;
}

/** From the end of the first word to the end of the last: nothing but white space may lie between them. */
function removal(
  { text, marks }: SourceText,
  words: readonly Spelled[],
): { start: number; end: number; text: string } | undefined {
  const [start, end] = [words[0]?.end, words.at(-1)?.end];
  if (start === undefined || end === undefined || text.slice(start, end).includes(HOLE)) return undefined;
  const isClean = words.every((word, position) => {
    const before = words[position - 1];
    return before === undefined || /^(?:\s|\\\r?\n)+$/.test(text.slice(before.end, word.pos));
  });
  const place = isClean ? placeOf({ text, marks }, start, end) : undefined;
  return place === undefined ? undefined : { start: place.start, end: place.end, text: "" };
}
