import { toEnvelope } from "@kv-envelope/runtime";
import type { Variables } from "../env.ts";
import type { KvClient } from "../kv/client.ts";
import { App, type Context } from "../web/app.ts";

type Coupon = { percent: number };

const couponKey = (code: string) => `coupons/${code.toUpperCase()}`;

async function findCoupon(kv: KvClient, code: string): Promise<Coupon | null> {
  const stored = await kv.get<{ value: Coupon }>(couponKey(code));
  return stored?.value ?? null;
}

const issue = async (c: Context<Variables>) => {
  const { code, percent, hours } = (await c.req.json()) as { code: string; percent: number; hours: number };
  const { put } = c.get("kv");
  await put(couponKey(code), toEnvelope({ percent }, { ttlSeconds: hours * 3600 }));
  return c.text("issued", 201);
};

const show = async (c: Context<Variables>) => {
  const coupon = await findCoupon(c.get("kv"), c.param("code"));
  if (coupon === null) return c.notFound();
  return c.text(`${coupon.percent}% off`);
};

export default new App<Variables>().post("/", issue).get("/:code", show);
