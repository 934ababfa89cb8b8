import { charge } from "./billing/payments";
import { grant, granted } from "./inventory/lockers";
import { cache } from "./lib/memory-cache";
import { mirror, publish, published } from "./stores/cloudflare";
import { archiveLabel, uploadLabel } from "./stores/s3";

export { advance, price, register, status } from "./parcels";
export const peek = (key: string) => cache.get<number>(key) ?? null;
export const partners = { archiveLabel, charge, grant, granted, mirror, publish, published, uploadLabel };
