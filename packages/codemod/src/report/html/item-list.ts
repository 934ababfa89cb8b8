import type { RunResult } from "../../run/result.js";
import { statusLabel } from "../items.js";
import type { Item } from "../items.js";
import { kinds } from "../summary.js";
import { changeIds } from "./changes.js";
import type { Html } from "./escape.js";
import { html, NOTHING, prose } from "./escape.js";

/** All writes and reads, with what filters them. */
export function itemsSection(items: readonly Item[], result: RunResult): Html {
  if (items.length === 0)
    return html`<section aria-labelledby="items"><h2 id="items">Writes and reads</h2><p>There is nothing to do.</p></section>`;
  const ids = changeIds(result);
  return html`<section aria-labelledby="items"><h2 id="items" tabindex="-1">Writes and reads</h2>
<form id="filter" role="search" aria-label="Filter the writes and reads" hidden>
<label>Status <select name="status"><option value="">all</option><option value="rewritten">${statusLabel({ status: "rewritten" }, result.dryRun)}</option><option value="left">left</option></select></label>
<label>Kind <select name="kind"><option value="">all</option>${[...kinds, "read"].map((kind) => html`<option value="${kind}">${kind}</option>`)}</select></label>
<label>File or text <input name="text" type="search" autocomplete="off" spellcheck="false"></label>
<output aria-live="polite">${items.length} of ${items.length}</output>
</form>
<ol class="items">
${items.map((item, position) => itemOf(item, position, result.dryRun, ids.get(item.file)))}
</ol></section>`;
}

/** Where an item stands on the page. */
export const idOf = (position: number): string => `item-${position + 1}`;

function itemOf(item: Item, position: number, dryRun: boolean, changeId: string | undefined): Html {
  const { file, line, column, access, kind, fields, status, reason, notes = [], locations } = item;
  const place = `${file}:${line}:${column}`;
  const messages =
    access === "write"
      ? locations.map(({ message }) => message)
      : ["A read of a store whose writes become envelopes."];
  return html`<li class="item" id="${idOf(position)}" tabindex="-1" data-status="${status}" data-kind="${kind}">
<p class="line"><span class="status ${status}">${statusLabel(item, dryRun)}</span> <span class="kind">${kind}</span> <code class="place">${changeId === undefined ? place : html`<a href="#${changeId}">${place}</a>`}</code> ${fields.map((field) => html`<code>${field}</code> `)}</p>
${reason === undefined ? NOTHING : html`<p class="reason">${prose(reason)}</p>`}${notes.map((note) => html`<p class="note">${prose(note)}</p>`)}
${messages.map((message) => html`<p class="dim">${prose(message)}</p>`)}
</li>
`;
}
