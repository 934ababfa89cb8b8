import type { Variables } from "../env.ts";
import { createKvClient } from "../kv/client.ts";
import type { Handler } from "../web/app.ts";

/** Puts the store on the context; one client serves all requests. */
export const kv = (): Handler<Variables> => {
  const client = createKvClient(process.env.KV_NAMESPACE_ID!, process.env.TELNYX_API_KEY!);
  return async (c, next) => {
    c.set("kv", client);
    c.set("lane", c.req.headers.get("x-lane") ?? "1");
    c.set("memo", new Map());
    await next();
  };
};
