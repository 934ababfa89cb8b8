export interface Payments {
  paymentIntents: {
    create(params: { amount: number; currency: string; metadata?: Record<string, string> }): Promise<{ id: string }>;
    update(id: string, params: { metadata?: Record<string, string> }): Promise<{ id: string }>;
  };
}

export async function charge(stripe: Payments, parcel: string, amount: number): Promise<string> {
  const { id } = await stripe.paymentIntents.create({ amount, currency: "eur", metadata: { parcel } });
  await stripe.paymentIntents.update(id, { metadata: { parcel, value: String(amount) } });
  return id;
}
