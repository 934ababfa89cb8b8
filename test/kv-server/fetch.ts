import type { KvService } from "./service.js";

/** The hosts at which a program in this process finds the service. */
const HOSTS: readonly string[] = ["api.telnyx.com"];

/** A `fetch` that reaches the service in this process, and nothing else. */
export const createKvFetch =
  (service: KvService): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const { host, pathname, search } = new URL(request.url);
    if (!HOSTS.includes(host))
      throw new TypeError(`fetch failed: there is no network here, and ${host} is not the service's`);
    const { status, contentType, body } = service.answer({
      method: request.method,
      url: pathname + search,
      headers: Object.fromEntries(request.headers),
      body: Buffer.from(await request.arrayBuffer()),
    });
    // A status without a body refuses even an empty one.
    const response = new Response(body ? new Uint8Array(body) : null, {
      status,
      headers: contentType === undefined ? {} : { "content-type": contentType },
    });
    // Only fetch itself can set it.
    return Object.defineProperty(response, "url", { value: request.url });
  };
