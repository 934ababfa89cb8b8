import { parse, printParseErrorCode } from "jsonc-parser";
import type { ParseError } from "jsonc-parser";

/** What is wrong with a text that is no JSON, and where: `line 2, column 5: a comma is expected`. */
export function jsonFault(text: string): string {
  if (text.trim() === "") return "it is empty";
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return "it can't be parsed";
  const lines = text.slice(0, first.offset).split("\n");
  const place = `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
  return `${place}: ${WORDS[printParseErrorCode(first.error)] ?? "what stands there has no place in JSON"}`;
}

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: "a word that JSON does not have",
  InvalidNumberFormat: "what begins like a number is none",
  PropertyNameExpected: "a key in double quotes is expected",
  ValueExpected: "a value is expected",
  ColonExpected: "a colon is expected",
  CommaExpected: "a comma is expected",
  CloseBraceExpected: "a closing } is expected",
  CloseBracketExpected: "a closing ] is expected",
  EndOfFileExpected: "nothing more is expected",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "a comment has no end, and JSON has no comments",
  UnexpectedEndOfString: "a text has no closing quote",
  UnexpectedEndOfNumber: "a number has no end",
  InvalidUnicode: "an escape of a character is not complete",
  InvalidEscapeCharacter: "an escape that JSON does not have",
  InvalidCharacter: "a character that must be escaped",
};
