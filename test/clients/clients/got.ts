import { awaited, braced, checks, direct, handlers, type ClientParts, type Mode } from "../client-parts.js";
import { CATCH_ALL, RETHROWN, bodyCatch, statusCatch } from "../parts.js";

const GOT_RETRY = "retry: { limit: 0 }";

export const GOT: ClientParts = {
  name: "got",
  imports: ['import got, { HTTPError } from "got";'],
  forms: [
    {
      name: "got",
      instance: "got",
      make: () => "",
      read: (options) => `got(url(key), ${braced("headers", GOT_RETRY, options)})`,
      write: (payload) => `await got.put(url(key), { headers, ${GOT_RETRY}, json: ${payload} });`,
    },
    {
      name: "extend",
      instance: "api",
      atMaking: true,
      make: (options) =>
        `const api = got.extend(${braced("prefixUrl: root", "headers", GOT_RETRY, options)});`,
      read: () => "api.get(key)",
      write: (payload) =>
        `await api.put(key, { json: ${payload}, throwHttpErrors: true, responseType: "text" });`,
    },
  ],
  modes: [
    { name: "json", lenient: false, body: direct((read) => `await ${read}.json()`) },
    { name: "text", lenient: false, body: direct((read) => `JSON.parse(await ${read}.text())`) },
    { name: "buffer", lenient: false, body: direct((read) => `JSON.parse(decode(await ${read}.buffer()))`) },
    { name: "body", lenient: false, body: direct((read) => `JSON.parse((await ${read}).body)`) },
    {
      name: "body only",
      options: "resolveBodyOnly: true",
      lenient: false,
      body: direct((read) => `JSON.parse(await ${read})`),
    },
    {
      name: "body as json",
      options: 'responseType: "json"',
      lenient: false,
      body: direct((read) => `(await ${read}).body`),
    },
    ...[
      ["", "JSON.parse(body)"],
      ['responseType: "json"', "body"],
    ].map(
      ([options = "", doc = ""]): Mode => ({
        name: `pattern ${options}`,
        ...(options === "" ? {} : { options }),
        lenient: true,
        body: (read, { check }, take) =>
          `const { statusCode, body } = await ${read};\n  ${check?.text({ status: "statusCode", ok: "statusCode === 200", body: doc }) ?? ""}\n  ${take(doc)}`,
      }),
    ),
    {
      name: "raw body",
      lenient: true,
      body: awaited(
        { status: "res.statusCode", ok: "res.ok", body: "JSON.parse(res.body)" },
        "JSON.parse(decode(res.rawBody))",
      ),
    },
    {
      name: "json of a call that does not throw",
      lenient: true,
      body: (read, _lenience, take) => take(`await ${read}.json()`),
    },
  ],
  throwing: handlers(
    undefined,
    CATCH_ALL,
    RETHROWN,
    statusCatch("error.response?.statusCode"),
    bodyCatch('JSON.parse(error.response?.body ?? "{}")'),
    {
      name: "by code",
      text: 'if (error.code === "ERR_NON_2XX_3XX_RESPONSE" && error.response.statusCode === 404) return null;\n    throw error;',
    },
    {
      name: "by class",
      text: "if (error instanceof HTTPError && error.response.statusCode === 404) return null;\n    throw error;",
    },
  ),
  lenient: checks("throwHttpErrors: false"),
  extras: [
    { name: "timeout", options: "timeout: { request: 5000 }" },
    {
      name: "parseJson",
      options:
        "parseJson: (text) => { const doc = JSON.parse(text); return doc.errors ? doc : { value: [doc.value] }; }",
    },
    { name: "JSON.parse", options: "parseJson: (text) => JSON.parse(text)" },
    {
      name: "beforeRequest",
      options: 'hooks: { beforeRequest: [(options) => { options.headers["x-trace"] = "1"; }] }',
    },
    {
      name: "beforeRequest that looks",
      options: "hooks: { beforeRequest: [(options) => { seen.push(options.url.href, options.method); }] }",
      setup: () => "const seen = [];",
    },
    {
      name: "beforeError",
      options: 'hooks: { beforeError: [(error) => Object.assign(error, { name: "KvError" })] }',
    },
    { name: "afterResponse", options: "hooks: { afterResponse: [(response) => response] }" },
  ],
};
