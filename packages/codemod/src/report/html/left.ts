import type { RunResult } from "../../run/result.js";
import { byReason, placeText, uncheckedReadsIn } from "../items.js";
import type { Item } from "../items.js";
import { isLeft, plural } from "../next-steps.js";
import { idOf } from "./item-list.js";
import type { Html } from "./escape.js";
import { html, NOTHING, prose } from "./escape.js";

/** What a person has to do: each reason once, with its places. It is the first thing on the page. */
export function leftSection(items: readonly Item[], result: RunResult): Html {
  const left = items.filter(isLeft);
  const unchecked = uncheckedReadsIn(result);
  if (left.length + unchecked.length === 0) return NOTHING;
  return html`<section aria-labelledby="left"><h2 id="left">Left, to be done by hand</h2>
<ul class="reasons">
${byReason(left, ({ reason = "" }) => reason).map(({ reason, items: same }) =>
  reasonOf(
    reason,
    same.map(
      (item) => html`<li><a href="#${idOf(items.indexOf(item))}"><code>${placeText(item)}</code></a></li>`,
    ),
  ),
)}${byReason(unchecked, ({ message }) => message).map(({ reason, items: same }) =>
    reasonOf(
      reason,
      same.map((read) => html`<li><code>${placeText(read)}</code></li>`),
    ),
  )}</ul></section>`;
}

/** Many places are folded away: the reason is what is read. */
const reasonOf = (reason: string, places: readonly Html[]): Html =>
  html`<li><p class="reason">${prose(reason)}</p>${
    places.length <= MAX_SHOWN
      ? html`<ul class="places">${places}</ul>`
      : html`<details><summary>${plural(places.length, "place")}</summary><ul class="places">${places}</ul></details>`
  }</li>
`;

const MAX_SHOWN = 5;
