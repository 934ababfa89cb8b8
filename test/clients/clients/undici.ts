import { braced, checks, type ClientParts } from "../client-parts.js";

export const UNDICI: ClientParts = {
  name: "undici request",
  imports: ['import { text } from "node:stream/consumers";', 'import { request } from "undici";'],
  forms: [
    {
      name: "request",
      instance: "request",
      make: () => "",
      read: (options) => `request(url(key), ${braced("headers", options)})`,
      write: (payload) =>
        `const { body } = await request(url(key), { method: "PUT", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(${payload}) }); await body.dump();`,
    },
  ],
  modes: [
    ["json", "await body.json()"],
    ["text", "JSON.parse(await body.text())"],
    ["arrayBuffer", "JSON.parse(decode(await body.arrayBuffer()))"],
    ["consumers", "JSON.parse(await text(body))"],
    ["blob", "JSON.parse(await (await body.blob()).text())"],
  ].map(([name = "", doc = ""]) => ({
    name,
    lenient: true,
    body: (read, { check }, take) =>
      `const { statusCode, body } = await ${read};\n  ${check?.text({ status: "statusCode", ok: "statusCode === 200", body: "await body.json()" }) ?? ""}\n  ${take(doc)}`,
  })),
  throwing: [],
  lenient: checks(),
  extras: [],
};
