import type { Row } from '../csv/parse.mts'

export interface Contact {
  phone: string
  name: string
  tags: string[]
}

export const toContact = (row: Row): Contact => ({
  phone: (row['phone'] ?? '').replace(/[^\d]/g, ''),
  name: row['name'] ?? '',
  tags: (row['tags'] ?? '').split(';').filter((tag) => tag !== ''),
})

export const contactKey = (phone: string) => `contact/${phone}`
