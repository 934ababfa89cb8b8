// What a framework leaves for the program to declare, in a namespace of everyone's: handlers get it by their types.
import { redirect, sequence, type Handle, type RequestHandler } from "@sveltejs/kit";
import type { APIContext } from "astro";
import type { CloudStorageBucket, KvNamespace } from "@telnyx/edge-runtime";
import type { PageServerLoad } from "./$types";

declare global {
  namespace App {
    interface Locals {
      carts: KvNamespace;
      files: CloudStorageBucket;
      user: { name: string };
    }
    interface Platform {
      env: { SESSIONS: KvNamespace; IMAGES: CloudStorageBucket };
    }
    namespace Nested {
      interface Deep {
        state: KvNamespace;
      }
    }
  }
}

export const PUT: RequestHandler = ({ locals }) => locals.carts.put("g/1", "v", { metadata: {} }); // put
export const GET: RequestHandler = async (event) => event.locals.carts.get("g/1"); // get
export const load: PageServerLoad = async ({ platform }) => ({
  session: await platform?.env.SESSIONS.get("g/2"), // get
});
export const POST = (async ({ platform }) => {
  await platform!.env.SESSIONS.put("g/2", "v", { metadata: {} }); // put
  redirect(303, "/");
}) satisfies RequestHandler;
export const handle: Handle = sequence(
  ({ event, resolve }) => resolve(event, event.locals.carts.put("g/3", "v", { metadata: {} })), // put
);
export const put4 = (context: APIContext) => context.locals.carts.put("g/4", "v", { metadata: {} }); // put
export const put5 = (locals: App.Locals) => locals.carts.put("g/5", "v", { metadata: {} }); // put
export const put6 = ({ env }: App.Platform) => env.SESSIONS.put("g/6", "v", { metadata: {} }); // put
export const put7 = (deep: App.Nested.Deep) => deep.state.put("g/7", "v", { metadata: {} }); // put
export const putFile: RequestHandler = ({ locals }) => locals.files.put("g/8", "v", { metadata: {} });
export const putImage: RequestHandler = ({ platform }) =>
  platform!.env.IMAGES.put("g/9", "v", { metadata: {} });
export const putOther: RequestHandler = ({ cookies }) => cookies.put("g/10", "v", { metadata: {} });
// Of a class of this file, whatever it is called.
class Basket {
  readonly carts = new Map<string, unknown>();
}
export const putOwn = (basket: Basket) => basket.carts.put("g/11", "v", { metadata: {} });
