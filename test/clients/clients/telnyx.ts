import { direct, handlers, RESPONSE_DOCS, type ClientParts, type Mode } from "../client-parts.js";
import { CATCH_ALL, RETHROWN, bodyCatch, statusCatch } from "../parts.js";

export const SDK: ClientParts = {
  name: "telnyx",
  imports: ['import Telnyx from "telnyx";'],
  forms: [
    {
      name: "update",
      instance: "client",
      make: () =>
        "const client = new Telnyx({ apiKey: process.env.TELNYX_API_KEY, baseURL: `${process.env.TELNYX_BASE_URL}/v2`, maxRetries: 0 });\nconst id = process.env.KV_NAMESPACE_ID;",
      read: () => "client.storage.kvs.keys.retrieve(key, { id })",
      write: (payload) => `await client.storage.kvs.keys.update(key, JSON.stringify(${payload}), { id });`,
    },
  ],
  modes: [
    ...RESPONSE_DOCS.map(
      ([name, doc]): Mode => ({
        name,
        lenient: false,
        body: (read, _lenience, take) => `const res = await ${read};\n    ${take(doc)}`,
      }),
    ),
    { name: "at once", lenient: false, body: direct((read) => `await (await ${read}).json()`) },
  ],
  throwing: handlers(undefined, CATCH_ALL, RETHROWN, statusCatch("error.status"), bodyCatch("error.error"), {
    name: "by class",
    text: "if (error instanceof Telnyx.NotFoundError) return null;\n    throw error;",
  }),
  lenient: [],
  extras: [],
};
