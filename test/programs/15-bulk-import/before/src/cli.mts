import { importContacts } from './contacts/import.mts'
import { parseCsv } from './csv/parse.mts'
import { putText } from './storage/kv.mts'

export { findContact, findMany } from './contacts/lookup.mts'
export { isSuppressed, suppress } from './suppression/list.mts'

export async function runImport(text: string, campaign: string, days: number) {
  const progress: string[] = []
  const refused = await importContacts(parseCsv(text), putText, {
    campaign,
    days,
    chunkSize: 2,
    onProgress: (done, total) => progress.push(`${done}/${total}`),
  })
  return { progress, refused }
}
