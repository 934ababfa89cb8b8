/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * One row of the table: two figures, their ratio, and the bound it is held to.
 * @param {string} what
 * @param {number} ours milliseconds, unless `format` takes another unit
 * @param {number} peer in the same unit
 * @param {string} aim
 * @param {(figure: number) => string} format
 */
export function row(what, ours, peer, aim, format = formatMs) {
  const ratio = ours / peer;
  const bound = Number(aim.replace("<", ""));
  const met = Number.isNaN(bound) ? "" : ratio < bound ? "yes" : "no";
  return {
    what,
    ours: format(ours),
    peer: format(peer),
    ratio: ratio.toFixed(ratio < 0.01 ? 4 : ratio < 0.1 ? 3 : 2),
    aim,
    met,
  };
}

/** @param {number} megabytes */
export const formatMb = (megabytes) => `${megabytes.toFixed(0)} MB`;

/** @param {number} ms */
function formatMs(ms) {
  if (ms >= 100) return `${ms.toFixed(0)} ms`;
  return ms >= 0.1 ? `${ms.toFixed(1)} ms` : `${(ms * 1000).toFixed(2)} µs`;
}
