import type { Item, StoreItems } from "../items.js";
import { isLeft, plural } from "../next-steps.js";
import type { Html } from "./escape.js";
import { html, NOTHING } from "./escape.js";

/** A drawing with more boxes than this in a column is no map any more. */
const MAX_BOXES = 60;
const WIDTH = 960;
const BOX = { width: 270, height: 30, step: 42, radius: 6 };
const COLUMNS = { writers: 0, stores: (WIDTH - BOX.width) / 2, readers: WIDTH - BOX.width };
const TOP = 34;
/** What fits into a box at the size of the page's style. */
const MAX_LETTERS = 34;

interface Node {
  readonly label: string;
  readonly items: readonly Item[];
  readonly x: number;
  readonly y: number;
}

interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly isLeft: boolean;
}

/** Which files write to which stores, and which read from them, as a drawing. */
export function storeMap(stores: readonly StoreItems[], dryRun: boolean): Html {
  if (stores.length === 0) return NOTHING;
  const shown = stores.slice(0, MAX_BOXES);
  const columnOf = (
    labels: readonly string[],
    x: number,
    itemsOf: (label: string) => readonly Item[],
  ): Map<string, Node> =>
    new Map(
      labels.map((label, position) => [
        label,
        { label, items: itemsOf(label), x, y: TOP + position * BOX.step },
      ]),
    );
  const filesOf = (access: "writes" | "reads"): string[] => [
    ...new Set(shown.flatMap((store) => store[access].map(({ file }) => file))),
  ];
  const ofFile =
    (access: "writes" | "reads") =>
    (file: string): Item[] =>
      shown.flatMap((store) => store[access].filter((item) => item.file === file));
  const [writing, reading] = [filesOf("writes"), filesOf("reads")];
  const writers = columnOf(writing.slice(0, MAX_BOXES), COLUMNS.writers, ofFile("writes"));
  const middle = columnOf(
    shown.map(({ name }) => name),
    COLUMNS.stores,
    (label) => shown.flatMap(({ name, writes, reads }) => (name === label ? [...writes, ...reads] : [])),
  );
  const readers = columnOf(reading.slice(0, MAX_BOXES), COLUMNS.readers, ofFile("reads"));
  const edges = shown.flatMap((store) => [
    ...edgesOf(store.writes, (file) => [writers.get(file), middle.get(store.name)]),
    ...edgesOf(store.reads, (file) => [middle.get(store.name), readers.get(file)]),
  ]);
  const height = TOP + Math.max(writers.size, middle.size, readers.size) * BOX.step;
  const omitted = [
    [stores.length - shown.length, "store"],
    [writing.length - writers.size, "writer"],
    [reading.length - readers.size, "reader"],
  ] as const;
  const notDrawn = omitted.flatMap(([count, what]) => (count > 0 ? [plural(count, `more ${what}`)] : []));
  return html`<section aria-labelledby="stores"><h2 id="stores">Stores</h2>
<p class="dim">Writers, stores and readers. A dashed line is ${dryRun ? "left as it is" : "left as it was"}; a store is migrated as a whole or not at all.${notDrawn.length > 0 ? ` Not drawn: ${notDrawn.join(", ")}; the list below has all.` : ""}</p>
<div class="scroll" role="region" tabindex="0" aria-label="Map of the stores"><svg class="map" viewBox="-1 0 ${WIDTH + 2} ${height}" width="${WIDTH + 2}" height="${height}" role="img" aria-labelledby="map-title map-text">
<title id="map-title">Map of the stores</title><desc id="map-text">${described(shown)}</desc>
${[
  ["Writers", COLUMNS.writers],
  ["Stores", COLUMNS.stores],
  ["Readers", COLUMNS.readers],
].map(([label = "", x = 0]) => html`<text class="head" x="${x}" y="16">${label}</text>`)}
${edges.map(drawEdge)}
${[...writers.values(), ...readers.values()].map((node) => drawNode(node, "file"))}
${[...middle.values()].map((node) => drawNode(node, "store"))}
</svg></div></section>`;
}

/** One line for a file, dashed if anything of it is left. */
function edgesOf(
  items: readonly Item[],
  ends: (file: string) => readonly [Node | undefined, Node | undefined],
): Edge[] {
  return [...new Set(items.map(({ file }) => file))].flatMap((file) => {
    const [from, to] = ends(file);
    return from === undefined || to === undefined
      ? []
      : [{ from, to, isLeft: items.some((item) => item.file === file && isLeft(item)) }];
  });
}

function drawEdge({ from, to, isLeft }: Edge): Html {
  const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
  const bend = (x2 - x1) / 2;
  return html`<path class="edge${isLeft ? " left" : ""}" d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 7} ${y2}"/><path class="tip${isLeft ? " left" : ""}" d="M${x2} ${y2} l-8 -4 v8 z"/>`;
}

const drawNode = ({ label, items, x, y }: Node, kind: "file" | "store"): Html =>
  html`<g class="${kind}${items.some(isLeft) ? " left" : ""}"><title>${label}</title><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="${kind === "store" ? BOX.height / 2 : BOX.radius}"/><text x="${x + 14}" y="${y + 20}">${shortened(label)}</text></g>
`;

/** The end of a path or key says more than its beginning. */
function shortened(label: string): string {
  const letters = Array.from(label);
  return letters.length <= MAX_LETTERS ? label : `…${letters.slice(1 - MAX_LETTERS).join("")}`;
}

const described = (stores: readonly StoreItems[]): string =>
  stores
    .map(
      ({ name, writes, reads }) =>
        `${name}: ${plural(writes.length, "write")}, ${plural(reads.length, "read")}, ${[...writes, ...reads].filter(isLeft).length} left.`,
    )
    .join(" ");
