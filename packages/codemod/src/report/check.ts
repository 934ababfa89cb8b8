import type { RunResult } from "../run/result.js";
import { itemsOf, placeText, statusLabel, totalLine, uncheckedReadsIn } from "./items.js";
import { isLeft } from "./next-steps.js";

/** One line a finding, and a read that is left: `file:line:column kind fields status reason`; at last the totals. */
export function formatCheck(result: RunResult): string {
  const items = itemsOf(result);
  const printed = items.filter((item) => item.access === "write" || isLeft(item));
  const lines = printed.map((item) =>
    [placeText(item), item.kind, item.fields.join(","), statusLabel(item, result.dryRun), item.reason ?? ""]
      .filter((part) => part !== "")
      .join(" "),
  );
  const unchecked = uncheckedReadsIn(result).map(
    (read) => `${placeText(read)} read unchecked ${read.message}`,
  );
  const total = totalLine(result, printed, {
    reads: items.length - printed.length,
    unchecked: unchecked.length,
  });
  return [...lines, ...unchecked, total].map((line) => `${line}\n`).join("");
}
