// Nuxt and Nitro: a storage driver, and server routes.
import { createError, defineEventHandler, getRouterParam, readRawBody } from "h3";
import { createStorage, defineDriver } from "unstorage";
import { ofetch } from "ofetch";

interface Options {
  namespace: string;
  ttl: number;
}

export const telnyxDriver = defineDriver((options: Options) => {
  const api = ofetch.create({
    baseURL: `https://api.telnyx.com/v2/storage/kvs/${options.namespace}/keys`,
    headers: { Authorization: `Bearer ${process.env.TELNYX_API_KEY}` },
  });
  return {
    name: "telnyx",
    options,
    hasItem: async (key: string) => {
      const { keys } = await api<{ keys: string[] }>("", { query: { prefix: key } });
      return keys.length > 0;
    },
    getItem: async (key: string) => {
      const stored = await api<{ value: string }>(`/${encodeURIComponent(key)}`); // get
      return stored.value;
    },
    setItem: async (key: string, value: string) => {
      await api(`/${encodeURIComponent(key)}`, { method: "PUT", body: { value, expiration_ttl: options.ttl } }); // put
    },
    getKeys: () => [],
  };
});

const storage = createStorage({ driver: telnyxDriver({ namespace: "pages", ttl: 600 }) });

export const save = defineEventHandler(async (event) => {
  await storage.setItem(String(getRouterParam(event, "id")), (await readRawBody(event)) ?? "");
  return { ok: true };
});
export const show = defineEventHandler(async (event) => {
  const page = await storage.getItem(String(getRouterParam(event, "id")));
  if (page === null) throw createError({ statusCode: 404 });
  return page;
});
