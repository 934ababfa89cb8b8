import { kvClient, type KvBody } from '../clients/kv-client';

type Notice = { text: string; severity: number };

/** `seconds` undefined: the notice stands until it is replaced. */
export function postNotice(line: string, notice: Notice, seconds?: number) {
  const body: KvBody<Notice> = { value: notice, expiration_ttl: seconds };
  return kvClient.put(`notice/${line}`, body).then(() => undefined);
}

export const noticeFor = (line: string) =>
  kvClient
    .get<Notice>(`notice/${line}`, { validateStatus: null })
    .then((res) => (res.status === 200 ? res.data.value.text : ''));
