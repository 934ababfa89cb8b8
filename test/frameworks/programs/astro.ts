// Astro: a middleware that fills `locals`, and an endpoint.
import type { APIRoute, MiddlewareHandler } from "astro";
import { env, type KvNamespace } from "@telnyx/edge-runtime";

declare global {
  namespace App {
    interface Locals {
      drafts: KvNamespace;
    }
  }
}

export const onRequest: MiddlewareHandler = async (context, next) => {
  context.locals.drafts = env.DRAFTS;
  return next();
};

export const GET: APIRoute = async ({ locals, params }) => {
  const draft = await locals.drafts.get(`draft/${params["id"]}`); // get
  return draft === null ? new Response(null, { status: 404 }) : new Response(draft);
};

export const PUT: APIRoute = async ({ locals, params, request }) => {
  await locals.drafts.put(`draft/${params["id"]}`, await request.text(), { expirationTtl: 7200 }); // put
  return new Response(null, { status: 204 });
};
