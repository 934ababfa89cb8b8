import type { Location, Log, Notification, ReportingDescriptor, Result } from "sarif";
import { version } from "../../package.json";
import type { RunResult } from "../run/result.js";
import { itemsOf } from "./items.js";
import type { Item } from "./items.js";
import { isLeft } from "./next-steps.js";

const WRITE_RULE = "verbatim-fields";
const READ_RULE = "raw-read";

const rules: ReportingDescriptor[] = [
  {
    id: WRITE_RULE,
    name: "VerbatimFields",
    shortDescription: { text: "A Telnyx KV write with fields that the service only stores." },
    fullDescription: {
      text: "Telnyx KV stores what it is given byte for byte: an expiry or metadata beside the value is never applied. The value belongs in an envelope that readers check.",
    },
    defaultConfiguration: { level: "error" },
  },
  {
    id: READ_RULE,
    name: "RawRead",
    shortDescription: { text: "A Telnyx KV read that does not know envelopes yet." },
    fullDescription: {
      text: "The writes of this store are to become envelopes. A read that hands on what it finds would hand on the envelope instead of the value.",
    },
    defaultConfiguration: { level: "error" },
  },
];

/**
 * A run as a SARIF 2.1.0 log. There are no `fixes`: one place is never mended by itself, but its
 * store as a whole, and a viewer that applies a fix of a single result would break the others.
 */
export function sarifReport(result: RunResult): string {
  const { dryRun, outcomes, problems } = result;
  // What is rewritten by now is not in the source any more.
  const items = itemsOf(result).filter(({ status }) => dryRun || status === "left");
  const failed = outcomes.flatMap(({ file, status, reason = "" }): Notification[] =>
    status === "failed"
      ? [
          {
            level: "error",
            message: { text: reason },
            locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
          },
        ]
      : [],
  );
  const unknown = problems.map((text): Notification => ({ level: "warning", message: { text } }));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "kv-envelope", semanticVersion: version, rules } },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: [...failed, ...unknown] }],
        results: items.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** What is left needs a person; what is to be rewritten needs only the run. */
function resultOf(item: Item): Result {
  const ruleId = item.access === "write" ? WRITE_RULE : READ_RULE;
  const what =
    item.access === "write"
      ? item.locations.map(({ message }) => message).join(" ")
      : "This read is of a store whose writes become envelopes.";
  const next = nextFor(item);
  const [, ...others] = item.locations;
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    level: isLeft(item) ? "error" : "warning",
    message: { text: [what, next, ...(item.notes ?? [])].join(" ") },
    locations: [locationOf(item.file, item)],
    ...(others.length === 0
      ? {}
      : {
          relatedLocations: others.map((each) => ({
            ...locationOf(item.file, each),
            message: { text: each.message },
          })),
        }),
    properties: { status: item.status, kind: item.kind, stores: item.stores },
  };
}

function nextFor({ status, waitsFor, reason = "" }: Item): string {
  if (waitsFor !== undefined) return `kv-envelope --phase ${waitsFor} rewrites it: it ${reason}.`;
  return status === "left" ? `Left, to be done by hand: ${reason}` : "kv-envelope --write rewrites it.";
}

const locationOf = (
  file: string,
  { line, column, endLine, endColumn }: Pick<Item, "line" | "column" | "endLine" | "endColumn">,
): Location => ({
  physicalLocation: {
    artifactLocation: artifact(file),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  },
});

/** Relative to the directory of the run, which a viewer takes for the repository's root. */
const artifact = (file: string): { uri: string; uriBaseId: string } => ({
  uri: file.split("/").map(encodeURIComponent).join("/"),
  uriBaseId: "%SRCROOT%",
});
