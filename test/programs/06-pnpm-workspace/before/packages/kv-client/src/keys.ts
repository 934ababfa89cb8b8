export type Key = `${"rate" | "hook" | "token"}/${string}`

/** Colons and the like are refused by the service: they become underscores. */
const clean = (part: string) => part.replaceAll(/[^\w.=-]/g, "_")

export const rateKey = (client: string, route: string): Key => `rate/${clean(client)}/${clean(route)}`
export const hookKey = (id: string): Key => `hook/${clean(id)}`
export const tokenKey = (name: string): Key => `token/${clean(name)}`
