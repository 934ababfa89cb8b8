import type { Answer } from "../analysis/protocol.js";

interface Row {
  readonly what: string;
  readonly line: number;
  readonly status: "rewritten" | "left";
  readonly reason?: string;
  readonly notes?: readonly string[];
}

/** Lists what was found, by line; a click leads there. */
export function listFindings(list: Element, { migration }: Answer, goTo: (line: number) => void): void {
  const writes = (migration?.writes ?? []).map(({ fields, ...rest }) => ({
    what: `write of ${fields.join(", ")}`,
    ...rest,
  }));
  const reads = (migration?.reads ?? []).map((read) => ({ what: "read", ...read }));
  const rows = [...writes, ...reads].sort((left, right) => left.line - right.line);
  list.replaceChildren(...rows.map((row) => itemOf(row, goTo)));
}

function itemOf({ what, line, status, reason, notes = [] }: Row, goTo: (line: number) => void): Element {
  const item = document.createElement("li");
  const place = document.createElement("button");
  place.type = "button";
  place.textContent = `line ${line}`;
  place.addEventListener("click", () => goTo(line));
  const verdict = textElement("strong", status, status);
  const details = [...(reason === undefined ? [] : [reason]), ...notes].map((text) =>
    textElement("span", text, "why"),
  );
  item.append(place, `${what}: `, verdict, ...details);
  return item;
}

function textElement(name: "strong" | "span", text: string, className: string): Element {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}

/** The same in one line. */
export function summaryOf({ problems, fault, migration }: Answer): string {
  const unparsed = problems.find(({ rule }) => rule === undefined);
  if (unparsed !== undefined) return unparsed.message;
  if (migration === undefined) return fault ?? "";
  const items = [...migration.writes, ...migration.reads];
  if (items.length === 0 && problems.length === 0)
    return "Nothing here writes an expiry that Telnyx KV ignores.";
  const rewritten = items.filter(({ status }) => status === "rewritten").length;
  const counts = `${problems.length} reported by the rules; ${rewritten} rewritten, ${items.length - rewritten} left.`;
  return fault === undefined ? counts : `${counts} ${fault}`;
}
