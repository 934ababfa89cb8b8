import { encodeEnvelope } from '@kv-envelope/runtime'
import type { Row } from '../csv/parse.mts'
import type { Put } from '../storage/kv.mts'
import { chunk } from '../util/chunk.mts'
import { contactKey, toContact } from './contact.mts'

export interface ImportOptions {
  campaign: string
  /** How long the campaign runs. */
  days: number
  chunkSize?: number
  onProgress?: (done: number, total: number) => void
}

/** `put` is handed in so that the importer can be tried out without a store. */
export async function importContacts(rows: readonly Row[], put: Put, options: ImportOptions): Promise<string[]> {
  const { campaign, days, chunkSize = 50, onProgress } = options
  const refused: string[] = []

  const putRow = async (row: Row) => {
    const contact = toContact(row)
    const stored = await put(
      contactKey(contact.phone),
      encodeEnvelope(contact, { ttlSeconds: days * 24 * 3600, metadata: { campaign } }),
    )
    if (!stored) refused.push(contact.phone)
  }

  let done = 0
  for (const part of chunk(rows, chunkSize)) {
    await Promise.all(part.map((row) => putRow(row)))
    done += part.length
    onProgress?.(done, rows.length)
  }
  return refused
}
