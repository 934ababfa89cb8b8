import { forget, recall, remember } from "../api/storage";

export interface Order {
  number: string;
  carrier: string;
  state: "draft" | "submitted";
}

const HOURS = 3600;

export async function draft(number: string, carrier: string): Promise<void> {
  await remember<Order>(`porting/${number}`, { number, carrier, state: "draft" }, { seconds: 48 * HOURS });
}

export async function submit(number: string, by: string): Promise<Order | null> {
  const order = await find(number);
  if (order === null) return null;
  const submitted: Order = { ...order, state: "submitted" };
  // Until the losing carrier has answered there is no end.
  await remember(`porting/${number}`, submitted, { notes: { by } });
  return submitted;
}

export async function find(number: string): Promise<Order | null> {
  const response = await recall(`porting/${number}`);
  if (response.status === 404) return null;
  const entry = (await response.json()) as { value: Order };
  return entry.value;
}

export async function cancel(number: string): Promise<void> {
  await forget(`porting/${number}`);
}
