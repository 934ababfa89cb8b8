// The client comes from the caller: this shop has one account for each country.
export const tagCustomer = (stripe, id, visitor) =>
  stripe.customers.update(id, { metadata: { visitor }, expand: ['sources'] })

export async function hold(stripe, amount, visitor) {
  const intent = { amount, currency: 'eur', metadata: { visitor } }
  return stripe.paymentIntents.create(intent)
}
