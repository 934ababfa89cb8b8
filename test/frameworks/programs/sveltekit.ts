// SvelteKit: hooks that put the binding into `locals`, a load function and an endpoint.
import { error, json, type Handle, type RequestHandler, type ServerLoad } from "@sveltejs/kit";
import { env } from "@telnyx/edge-runtime";
import type { KvNamespace } from "@telnyx/edge-runtime";

declare global {
  namespace App {
    interface Locals {
      cart: KvNamespace;
    }
  }
}

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.cart = env.CART;
  return resolve(event);
};

export const load: ServerLoad = async ({ locals, params }) => {
  const cart = await locals.cart.get(`cart/${params["id"]}`); // get
  if (cart === null) error(404, "no cart");
  return { cart };
};

export const PUT: RequestHandler = async ({ locals, params, request }) => {
  await locals.cart.put(`cart/${params["id"]}`, await request.text(), { expirationTtl: 1800 }); // put
  return json({ ok: true });
};
