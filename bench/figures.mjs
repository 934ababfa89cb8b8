/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One row of the table: two durations in milliseconds, their ratio, and the bound it is held to. */
export function row(what, oursMs, peerMs, aim) {
  return { what, ours: formatMs(oursMs), peer: formatMs(peerMs), ratio: (oursMs / peerMs).toFixed(2), aim };
}

function formatMs(ms) {
  if (ms >= 100) return `${ms.toFixed(0)} ms`;
  return ms >= 0.1 ? `${ms.toFixed(1)} ms` : `${(ms * 1000).toFixed(2)} µs`;
}
