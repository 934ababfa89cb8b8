import { getText } from '../storage/kv.mts'
import { contactKey, type Contact } from './contact.mts'

export async function findContact(phone: string): Promise<Contact | undefined> {
  const text = await getText(contactKey(phone))
  return text === undefined ? undefined : (JSON.parse(text).value as Contact)
}

export async function findMany(phones: readonly string[]): Promise<string[]> {
  const found = await Promise.all(phones.map(findContact))
  return found.flatMap((contact) => (contact ? [contact.name] : []))
}
