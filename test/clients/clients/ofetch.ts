import { braced, direct, handlers, type ClientParts } from "../client-parts.js";
import { CATCH_ALL, RETHROWN, bodyCatch, statusCatch } from "../parts.js";

export const OFETCH: ClientParts = {
  name: "ofetch",
  imports: ['import { ofetch } from "ofetch";'],
  forms: [
    {
      name: "ofetch",
      instance: "ofetch",
      make: () => "",
      read: (options) => `ofetch(url(key), ${braced("headers", "retry: 0", options)})`,
      write: (payload) => `await ofetch(url(key), { method: "PUT", headers, retry: 0, body: ${payload} });`,
    },
    {
      name: "create",
      instance: "api",
      atMaking: true,
      make: (options) =>
        `const api = ofetch.create(${braced("baseURL: root", "headers", "retry: 0", options)});`,
      read: () => "api(key)",
      write: (payload) => `await ofetch(url(key), { method: "PUT", headers, retry: 0, body: ${payload} });`,
    },
    {
      name: "written as text",
      instance: "ofetch",
      make: () => "",
      read: (options) => `ofetch(url(key), ${braced("headers", "retry: 0", options)})`,
      write: (payload) =>
        `await fetch(url(key), { method: "PUT", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(${payload}) });`,
    },
  ],
  modes: [
    { name: "plain", lenient: false, body: direct((read) => `await ${read}`) },
    {
      name: "json",
      options: 'responseType: "json"',
      lenient: false,
      body: direct((read) => `await ${read}`),
    },
    {
      name: "text",
      options: 'responseType: "text"',
      lenient: false,
      body: direct((read) => `JSON.parse(await ${read})`),
    },
    {
      name: "blob",
      options: 'responseType: "blob"',
      lenient: false,
      body: direct((read) => `JSON.parse(await (await ${read}).text())`),
    },
    {
      name: "arrayBuffer",
      options: 'responseType: "arrayBuffer"',
      lenient: false,
      body: direct((read) => `JSON.parse(decode(await ${read}))`),
    },
    {
      name: "then",
      lenient: false,
      body: (read, _lenience, take) => `return await ${read}.then((doc) => { ${take("doc")} });`,
    },
    {
      name: "raw",
      lenient: false,
      body: direct((read) => `(await ${read.replace(/^(ofetch|api)/, "$1.raw")})._data`),
    },
    {
      name: "native",
      lenient: false,
      body: direct(
        (read) =>
          `await (await ${read.replace(/^(ofetch|api)/, "$1.native").replace("native(key)", "native(url(key), { headers })")}).json()`,
      ),
    },
    {
      name: "error as data",
      options: "ignoreResponseError: true",
      lenient: false,
      body: direct((read) => `await ${read}`),
    },
  ],
  throwing: handlers(
    undefined,
    CATCH_ALL,
    RETHROWN,
    statusCatch("error.status"),
    statusCatch("error.statusCode"),
    statusCatch("error.response?.status"),
    bodyCatch("error.data"),
    bodyCatch("error.response?._data"),
    {
      name: "by name",
      text: 'if (error.name === "FetchError" && error.statusMessage === "Not Found") return null;\n    throw error;',
    },
  ),
  lenient: [],
  extras: [
    { name: "timeout", options: "timeout: 5000" },
    {
      name: "parseResponse",
      options:
        "parseResponse: (text) => { const doc = JSON.parse(text); return doc.errors ? doc : { value: [doc.value] }; }",
    },
    { name: "JSON.parse", options: "parseResponse: JSON.parse" },
    { name: "onRequest", options: 'onRequest({ options }) { options.headers.set("x-trace", "1"); }' },
    {
      name: "onResponse that logs",
      options: "onResponse({ response }) { console.groupEnd(response.status); }",
    },
    {
      name: "onResponse",
      options:
        "onResponse({ response }) { if (response._data?.value !== undefined) response._data = { value: [response._data.value] }; }",
    },
    {
      name: "onResponseError",
      options:
        'onResponseError({ response }) { throw Object.assign(new Error("kv"), { name: "KvError", status: response.status }); }',
    },
  ],
};
