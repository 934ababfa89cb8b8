import { httpPut } from "../lib/http";

export interface Labels {
  putObject(input: { Bucket: string; Key: string; Body: string; Metadata?: Record<string, string>; Expires?: Date }): Promise<void>;
}

export async function archiveLabel(s3: Labels, id: string, zpl: string): Promise<void> {
  await s3.putObject({ Bucket: "labels", Key: `keys/${id}`, Body: zpl, Metadata: { id }, Expires: new Date(Date.now() + 86_400_000) });
}

// Presigned uploads, for the depots' printers.
export const uploadLabel = (presigned: string, zpl: string) =>
  httpPut(presigned, JSON.stringify({ value: zpl, expiration: Math.floor(Date.now() / 1000) + 86_400 }));
