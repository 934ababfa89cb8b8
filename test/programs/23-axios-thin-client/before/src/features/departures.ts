import { kvClient } from '../clients/kv-client';

export interface Departure {
  line: string;
  minutes: number;
}

const orMissing = { validateStatus: (status: number) => status === 200 || status === 404 };

export async function publishDepartures(stop: string, departures: Departure[]): Promise<void> {
  await kvClient.put(`departures/${stop}`, { value: departures, expiration_ttl: 45 });
}

export async function departuresAt(stop: string): Promise<Departure[]> {
  const res = await kvClient.get<Departure[]>(`departures/${stop}`, orMissing);
  if (res.status === 404) return [];
  return res.data.value;
}
