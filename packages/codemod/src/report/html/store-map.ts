import type { Item, StoreItems } from "../items.js";
import { isLeft, plural } from "../next-steps.js";
import type { Html } from "./escape.js";
import { html, NOTHING } from "./escape.js";

/** So many stores are looked through without a click. */
const MAX_OPEN = 12;

/**
 * Which files write to which stores, and which read from them: a row for each store, with its writers before it and
 * its readers behind it, so that no lines cross however many there are. A file that is chosen is marked in all rows.
 */
export function storeMap(stores: readonly StoreItems[], dryRun: boolean): Html {
  if (stores.length === 0) return NOTHING;
  // What is left comes first: it is looked for.
  const sorted = [...stores].sort((left, right) => Number(hasLeft(right)) - Number(hasLeft(left)));
  return html`<section aria-labelledby="stores"><h2 id="stores">Stores</h2>
<p class="dim">Who writes to a store, and who reads from it. A dashed border is ${dryRun ? "left as it is" : "left as it was"}; a store is migrated as a whole or not at all.</p>
<form id="map-filter" role="search" aria-label="Filter the stores" hidden>
<label>Store or file <input name="text" type="search" autocomplete="off" spellcheck="false"></label>
<button type="button" name="open">Open all</button> <button type="button" name="close">Close all</button>
<output aria-live="polite">${stores.length} of ${stores.length}</output>
</form>
<div class="map">
${sorted.map((store) => storeOf(store, stores.length <= MAX_OPEN || hasLeft(store)))}
</div></section>`;
}

const hasLeft = ({ writes, reads }: StoreItems): boolean => [...writes, ...reads].some(isLeft);

function storeOf(store: StoreItems, isOpen: boolean): Html {
  const { name, writes, reads } = store;
  const left = [...writes, ...reads].filter(isLeft).length;
  const figures = [
    plural(writes.length, "write"),
    plural(reads.length, "read"),
    ...(left === 0 ? [] : [`${left} left`]),
  ].join(", ");
  return html`<details class="store${left === 0 ? "" : " left"}"${isOpen ? html` open` : NOTHING}><summary title="${name}"><code>${name}</code> <span class="dim">${figures}</span></summary>
<div class="row">${filesOf("Writers", writes)}<div class="arrow" aria-hidden="true">→</div><div class="box" title="${name}"><code>${name}</code></div><div class="arrow" aria-hidden="true">→</div>${filesOf("Readers", reads)}</div></details>
`;
}

function filesOf(label: string, items: readonly Item[]): Html {
  const files = [...new Set(items.map(({ file }) => file))];
  return html`<ul aria-label="${label}">${files.map((file) =>
    fileOf(
      file,
      items.filter((item) => item.file === file),
    ),
  )}${files.length === 0 ? html`<li class="dim">none</li>` : NOTHING}</ul>`;
}

/** The name of a file is always seen; of its directories, what fits. */
function fileOf(file: string, items: readonly Item[]): Html {
  const at = file.lastIndexOf("/") + 1;
  const count = items.length === 1 ? NOTHING : html` <span class="dim">×${items.length}</span>`;
  return html`<li><button type="button" class="file${items.some(isLeft) ? " left" : ""}" data-file="${file}" title="${file}" aria-pressed="false"><span class="directory">${file.slice(0, at)}</span><span>${file.slice(at)}</span>${count}</button></li>`;
}
