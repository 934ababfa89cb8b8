import type { Variables } from "../env.ts";
import type { Handler } from "../web/app.ts";

const hits = new Map<string, { value: number; expiration: number }>();

/** Counts in this process only, which is enough for a lane's one tablet. */
export const throttle = (perMinute: number): Handler<Variables> => async (c, next) => {
  const minute = Math.floor(Date.now() / 60_000);
  const key = `${c.get("lane")}/${minute}`;
  const count = (hits.get(key)?.value ?? 0) + 1;
  hits.set(key, { value: count, expiration: (minute + 1) * 60 });
  if (count > perMinute) return c.text("slow down", 429);
  await next();
};
