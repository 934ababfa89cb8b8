import { httpGetText, httpPut } from "../lib/http";

// Our own locker API. It has keys as well, but of steel, and it does honour what the body says.
const lockerKey = (locker: string, key: string) =>
  `${process.env.LOCKER_API ?? "https://lockers.parcel-hub.example"}/v2/lockers/${locker}/keys/${encodeURIComponent(key)}`;

export async function grant(locker: string, key: string, parcel: string): Promise<void> {
  await httpPut(
    lockerKey(locker, key),
    JSON.stringify({ value: parcel, expiration_ttl: 48 * 3600, metadata: { locker } }),
    { "X-Api-Key": process.env.LOCKER_KEY ?? "" },
  );
}

export async function granted(locker: string, key: string): Promise<string | null> {
  const raw = await httpGetText(lockerKey(locker, key));
  return raw === null ? null : (JSON.parse(raw) as { value: string }).value;
}
