// For jscodeshift and tools that run its transforms: https://github.com/facebook/jscodeshift#transform-module
import { projectFactsFor } from "@kv-envelope/project-facts";
import { readConfig } from "./config/config.js";
import type { MigrationFinding, MigrationRead } from "./program/describe.js";
import { FileError } from "./shared/errors.js";
import { isSource } from "./files/extensions.js";
import { migrateFile } from "./migrate.js";
import { readExpiry, readSwitch, withExpiry } from "./run/options/expiry.js";
import { readPhase } from "./run/options/phase.js";

/** The part of jscodeshift's API that is used: its parser is not. */
interface TransformApi {
  readonly report?: (message: string) => void;
}

/** What stands on jscodeshift's command line besides its own options. */
interface TransformOptions {
  /** Which half is rewritten: `reads`, then a deploy, then `writes`. Default: `all`. */
  readonly phase?: unknown;
  /** What a ttl becomes: `envelope`, `server` or `both`. Default: what the configuration says. */
  readonly expiry?: unknown;
  /** With `expiry=server`: stores the value by itself, and reads take that too. Default: what the configuration says. */
  readonly unwrap?: unknown;
  /** With `expiry=server`: has the service end what is put into envelopes, too. Default: what the configuration says. */
  readonly envelopes?: unknown;
}

/**
 * Migrates one file by itself, as `migrateFile` does; settings come from `kv-envelope.config.json` in the working directory.
 * What is left is told by `api.report`, a line each.
 * @returns the new text; `undefined` if the file stays as it is.
 * @throws {Error} if the file can't be parsed, the rewrite did not pass its check, or an option or the configuration is wrong.
 */
export default function transform(
  { path, source }: { readonly path: string; readonly source: string },
  api: TransformApi,
  options: TransformOptions = {},
): string | undefined {
  const phase = readPhase(options.phase);
  if (!isSource(path)) return undefined;
  const config = readConfig(process.cwd(), undefined);
  const settings = withExpiry(config.settings, {
    expiry: readExpiry(options.expiry),
    unwrap: readSwitch("unwrap", options.unwrap),
    envelopes: readSwitch("envelopes", options.envelopes),
    phase,
  });
  const { output, findings, reads, error } = migrateFile({
    text: source,
    fileName: path,
    settings,
    facts: projectFactsFor(path),
    phase,
  });
  if (error !== undefined) throw new FileError(error);
  for (const line of [...findings, ...reads].flatMap(lineOf)) api.report?.(line);
  return output === source ? undefined : output;
}

function lineOf(item: MigrationFinding | MigrationRead): string[] {
  if (item.status === "rewritten") return [];
  const what = "fields" in item ? `${item.kind} ${item.fields.join(",")}` : "read";
  return [`${item.line}:${item.column} ${what} left ${item.reason ?? ""}`];
}
