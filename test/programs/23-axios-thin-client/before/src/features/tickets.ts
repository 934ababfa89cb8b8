import { isAxiosError } from 'axios';
import { kvClient } from '../clients/kv-client';

interface Ticket {
  zone: 'A' | 'AB' | 'ABC';
  passenger: string;
}

const TWO_HOURS = 2 * 60 * 60;

// Day tickets run twelve times as long.
export async function sellTicket(id: string, ticket: Ticket, day = false): Promise<number> {
  const seconds = day ? 12 * TWO_HOURS : TWO_HOURS;
  const { status } = await kvClient.put(`ticket/${id}`, { value: ticket, expiration_ttl: seconds });
  return status;
}

export async function inspect(id: string): Promise<string> {
  try {
    const { data } = await kvClient.get<Ticket>(`ticket/${id}`);
    return `${data.value.passenger}, zone ${data.value.zone}`;
  } catch (err) {
    if (isAxiosError(err) && err.response?.status === 404) return 'no valid ticket';
    throw err;
  }
}

export async function refund(id: string): Promise<void> {
  await kvClient.delete(`ticket/${id}`);
}
