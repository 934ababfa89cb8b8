import store from './store.js'

export async function add(visitor, sku, amount = 1) {
  const items = await store.load(visitor)
  const line = items.find(item => item.sku === sku)
  if (line) line.amount += amount
  else items.push({ sku, amount })
  return store.save(visitor, items)
}

export async function count(visitor) {
  let sum = 0
  for (const { amount } of await store.load(visitor)) sum += amount
  return sum
}

export const { clear } = store
