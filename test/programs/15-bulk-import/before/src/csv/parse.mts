export type Row = Readonly<Record<string, string>>

/** Enough for what our CRM exports: a header, commas, no quotes. */
export function parseCsv(text: string): Row[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name.trim(), (cells[index] ?? '').trim()]))
  })
}
