import { createReadStream } from "node:fs";
import { messageOf, UsageError } from "../../shared/errors.js";
import { displayName } from "../../report/style.js";
import { readHead, readLine } from "./backup-format.js";
import type { BackupEntry, BackupHead } from "./backup-format.js";

/** What a backup file says of its run. */
export interface BackupInfo {
  readonly head: BackupHead;
  readonly entries: number;
  /** Where the run stopped; `undefined`: in its first page. */
  readonly cursor: string | undefined;
  readonly isEnded: boolean;
  /** Bytes up to the end of the last whole line: a kill may have cut off the one after, whose entry then is not changed. */
  readonly wholeBytes: number;
}

/**
 * Reads a whole backup and holds each line to its form.
 * @throws {UsageError} that names the file.
 */
export async function inspectBackup(file: string): Promise<BackupInfo> {
  let head: BackupHead | undefined;
  let entries = 0;
  let cursor: string | undefined;
  let isEnded = false;
  let wholeBytes = 0;
  for await (const { text, number, endsAt } of wholeLines(file)) {
    wholeBytes = endsAt;
    if (number === 1) {
      head = readHead(text);
      if (head === undefined) break;
      continue;
    }
    const line = readLine(text);
    if (line === undefined)
      throw new UsageError(
        `${displayName(file)}: line ${number} is no line of a backup; nothing was changed`,
      );
    isEnded = line.kind === "end";
    if (line.kind === "entry") entries += 1;
    if (line.kind === "cursor") ({ cursor } = line);
  }
  if (head === undefined)
    throw new UsageError(`${displayName(file)}: is no backup of this version of kv-envelope`);
  return { head, entries, cursor, isEnded, wholeBytes };
}

/** The entries of a backup that was inspected, in the order in which they were written. */
export async function* backupEntries(file: string): AsyncGenerator<BackupEntry> {
  for await (const { text, number } of wholeLines(file)) {
    const line = number === 1 ? undefined : readLine(text);
    if (line?.kind === "entry") yield line.entry;
  }
}

interface NumberedLine {
  readonly text: string;
  readonly number: number;
  /** The position in the file after its line end. */
  readonly endsAt: number;
}

/** Lines with their line ends: what stands behind the last one was cut off. Not by `readline`, which also breaks at U+2028. */
async function* wholeLines(file: string): AsyncGenerator<NumberedLine> {
  let number = 0;
  let endsAt = 0;
  let pieces: Buffer[] = [];
  for await (const chunk of chunksOf(file)) {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end !== -1; end = chunk.indexOf("\n", start)) {
      const bytes = Buffer.concat([...pieces, chunk.subarray(start, end)]);
      number += 1;
      endsAt += bytes.length + 1;
      yield { text: bytes.toString(), number, endsAt };
      pieces = [];
      start = end + 1;
    }
    pieces.push(chunk.subarray(start));
  }
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file)) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw new UsageError(`${displayName(file)}: can't be read: ${messageOf(error)}`);
  }
}
