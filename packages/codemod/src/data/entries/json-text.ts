/**
 * The source text of each member's value of the JSON object `text`, by the member's name; of a name that is there twice the
 * last, as `JSON.parse` has it. A number that JavaScript would round and the spelling of a string come through as they are.
 * @param text what `JSON.parse` took for an object.
 */
export function memberTexts(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = text.indexOf("{") + 1;
  for (;;) {
    const nameStart = text.indexOf('"', at);
    if (nameStart === -1) return members;
    const nameEnd = endOfString(text, nameStart);
    const valueStart = text.indexOf(":", nameEnd) + 1;
    at = endOfValue(text, valueStart);
    members.set(String(JSON.parse(text.slice(nameStart, nameEnd))), text.slice(valueStart, at).trim());
  }
}

/** @returns the position after the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** @returns the position of the comma or bracket that ends the value which begins at `start`. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (character === "{" || character === "[") depth += 1;
    else if (depth === 0 && (character === "," || character === "}")) return at;
    else if (character === "}" || character === "]") depth -= 1;
    at += 1;
  }
  return at;
}
