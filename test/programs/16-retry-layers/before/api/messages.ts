import { resilient } from "../lib/resilient";
import { telnyxFetch } from "./telnyx-fetch";

export interface Sms {
  from: string;
  to: string;
  text: string;
}

export async function sendSms(sms: Sms, reference: string): Promise<string> {
  const response = await resilient((signal) =>
    telnyxFetch("/messages", {
      method: "POST",
      signal,
      body: JSON.stringify({ ...sms, value: sms.text, metadata: { reference }, expiration: 600 }),
    }),
  );
  const { data } = (await response.json()) as { data: { id: string } };
  return data.id;
}

/** The profile of a number holds metadata too; this is an API that knows the field. */
export const tagNumber = (id: string, tag: string) =>
  telnyxFetch(`/phone_numbers/${id}`, { method: "PUT", body: JSON.stringify({ value: tag, metadata: { tag } }) });
