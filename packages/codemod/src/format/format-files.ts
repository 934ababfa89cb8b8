import { join, posix } from "node:path";
import { messageOf, UsageError } from "../shared/errors.js";
import { decodeText, withBom } from "../source/source-text.js";
import type { FormatRequest, FormatResult } from "./format.js";
import type { Formatted, Formatter, Unformatted } from "./formatter.js";
import { formattersFor } from "./installed.js";
import { isSameProgram } from "./same-program.js";

/** Only a formatter that hangs takes as long: one that does not takes a second, and ten on a machine that is busy. */
const TIMEOUT_MS = 120_000;

/**
 * Formats what a run writes with the formatters that are installed for it. That executes the user's code: their
 * formatter, its configuration and plugins.
 * @param root absolute.
 * @param timeoutMs how long a formatter may take for a file.
 */
export function formatFiles(
  root: string,
  requests: readonly FormatRequest[],
  timeoutMs = TIMEOUT_MS,
): Map<string, FormatResult> {
  const attempts = new Map<string, { readonly formatter: Formatter; readonly formatted: Formatted }[]>(
    requests.map(({ file }) => [file, []]),
  );
  for (const [formatter, files] of byFormatter(root, requests)) {
    for (const [index, formatted] of formatter.format(files, timeoutMs).entries())
      attempts.get(files[index]?.file ?? "")?.push({ formatter, formatted });
  }
  return new Map(
    requests.map((request) => [request.file, resultOf(request, attempts.get(request.file) ?? [])]),
  );
}

/** @throws {UsageError} if no formatter is installed for any of some files, as paths relative to the root. */
export function requireFormatter(root: string, files: readonly string[]): void {
  const directories = new Set(files.map((file) => posix.dirname(file)));
  if (![...directories].some((directory) => formattersFor(join(root, directory, "file")).length > 0)) {
    throw new UsageError(
      "--use-formatter: neither prettier nor @biomejs/biome is installed here (node_modules of the files' directories and above); install one of them, or run without --format",
    );
  }
}

function byFormatter(root: string, requests: readonly FormatRequest[]): Map<Formatter, Unformatted[]> {
  const formatters = new Map<string, Formatter>();
  const files = new Map<Formatter, Unformatted[]>();
  for (const { file, before, after } of requests) {
    const path = join(root, file);
    for (const found of formattersFor(path)) {
      const formatter = formatters.get(found.directory) ?? found;
      formatters.set(found.directory, formatter);
      const unformatted = {
        file,
        path,
        before: before === null ? null : decodeText(before).text,
        after: decodeText(after).text,
      };
      const ofFormatter = files.get(formatter);
      if (ofFormatter === undefined) files.set(formatter, [unformatted]);
      else ofFormatter.push(unformatted);
    }
  }
  return files;
}

/** Where two formatters are installed, the one that has nothing to say about the old text is the file's. */
function resultOf(
  { file, before, after }: FormatRequest,
  attempts: readonly { readonly formatter: Formatter; readonly formatted: Formatted }[],
): FormatResult {
  const { text, hasBom } = decodeText(after);
  const done = attempts.flatMap(({ formatter: { name }, formatted }) =>
    formatted.kind === "formatted" ? [{ name, text: formatted.text }] : [],
  );
  const chosen = done.find((each) => each.text !== text) ?? done[0];
  if (chosen !== undefined) {
    const fault = before === null ? undefined : meaningFault(text, chosen.text, file);
    return fault === undefined
      ? { text: withBom(chosen.text, hasBom) }
      : { text: after, note: `${chosen.name} ${fault}` };
  }
  const [first] = attempts;
  if (first === undefined) return { text: after, note: "neither Prettier nor Biome is installed for it" };
  if (attempts.every(({ formatted }) => formatted.kind === "ignored")) return { text: after };
  const untidy = attempts
    .filter(({ formatted }) => formatted.kind === "untidy")
    .map(({ formatter }) => formatter.name);
  const notes = attempts.flatMap(({ formatter: { name }, formatted }) =>
    formatted.kind === "failed"
      ? [`${name} failed: ${formatted.reason.replace(/\s*\n\s*/g, " ").trim()}`]
      : [],
  );
  if (untidy.length > 0)
    notes.unshift(
      `it was not in the layout of ${untidy.join(" or ")} before, so that more would change than the rewrite does`,
    );
  return { text: after, note: notes.join("; ") };
}

function meaningFault(before: string, after: string, file: string): string | undefined {
  try {
    return isSameProgram(before, after, file) ? undefined : "would change what the file does";
  } catch (error) {
    return `gave a text that ${messageOf(error)}`;
  }
}
