import type { TSESTree } from "@typescript-eslint/utils";
import type { TextEdit } from "../syntax/text/edits.js";
import { placeOf } from "./source-text.js";
import type { Mark, SourceText } from "./source-text.js";

/** One word of a command line, as the program that is run gets it. */
export interface Word {
  /** A hole stands for what is only known when the program runs. */
  readonly value: string;
  /** Where the first characters of the word are written, or else the whole word. */
  readonly placeOf: (length: number) => Mark | undefined;
  /** A command line inside the word, where it is written there as it is: `sh -c 'telnyx-edge …'`. */
  readonly inner: SourceText | undefined;
  /** The text that has to go so that the words from `first` to this one are not there; `undefined` where that is no clean cut. */
  readonly removalFrom: (first: Word) => TextEdit | undefined;
  readonly element?: ListElement;
}

/** A word that is an element of a list in the source. */
export interface ListElement {
  readonly list: TSESTree.ArrayExpression | TSESTree.CallExpression;
  readonly node: TSESTree.Node;
}

/** A word of which the source shows no part. */
export const unknownWord = (value: string): Word => ({
  value,
  placeOf: () => undefined,
  inner: undefined,
  removalFrom: () => undefined,
});

/** An element of a list of arguments. */
export function elementWord(text: SourceText, element: ListElement | undefined): Word {
  const whole = placeOf(text, 0, text.text.length);
  return {
    value: text.text,
    placeOf: (length) => placeOf(text, 0, length) ?? whole,
    inner: text,
    removalFrom: (first) =>
      element === undefined || first.element === undefined
        ? undefined
        : removalOfElements(first.element, element),
    ...(element === undefined ? {} : { element }),
  };
}

/** Both elements and the comma that belongs to them; a list that they are all of is left. */
function removalOfElements(first: ListElement, last: ListElement): TextEdit | undefined {
  if (first.list !== last.list) return undefined;
  const elements: readonly (TSESTree.Node | null)[] =
    first.list.type === "ArrayExpression" ? first.list.elements : first.list.arguments;
  const [from, to] = [elements.indexOf(first.node), elements.indexOf(last.node)];
  const before = elements[from - 1];
  const behind = elements[to + 1];
  if (from < 0 || to < from || to > from + 1) return undefined;
  if (before !== undefined && before !== null)
    return { start: before.range[1], end: last.node.range[1], text: "" };
  return behind === undefined || behind === null
    ? undefined
    : { start: first.node.range[0], end: behind.range[0], text: "" };
}
