import {
  braced,
  checks,
  direct,
  handlers,
  responseModes,
  RESPONSE_DOCS,
  type ClientParts,
  type Mode,
} from "../client-parts.js";
import { CATCH_ALL, RETHROWN, bodyCatch, statusCatch } from "../parts.js";

export const KY: ClientParts = {
  name: "ky",
  imports: ['import ky, { HTTPError } from "ky";'],
  forms: [
    {
      name: "ky.get",
      instance: "ky",
      make: () => "",
      read: (options) => `ky.get(url(key), ${braced("headers", "retry: 0", options)})`,
      write: (payload) => `await ky.put(url(key), { headers, retry: 0, json: ${payload} });`,
    },
    {
      name: "create",
      instance: "api",
      atMaking: true,
      make: (options) =>
        `const api = ky.create(${braced("prefixUrl: root", "headers", "retry: 0", options)});`,
      read: () => "api(key)",
      write: (payload) => `await api.put(key, { json: ${payload}, throwHttpErrors: true });`,
    },
    {
      name: "extend",
      instance: "api",
      atMaking: true,
      make: (options) =>
        `const base = ky.create({ headers });\nconst api = base.extend(${braced("retry: 0", options)});`,
      read: () => "api.get(url(key))",
      write: (payload) => `await base.put(url(key), { retry: 0, body: JSON.stringify(${payload}) });`,
    },
  ],
  modes: [
    { name: "json", lenient: false, body: direct((read) => `await ${read}.json()`) },
    { name: "text", lenient: false, body: direct((read) => `JSON.parse(await ${read}.text())`) },
    {
      name: "arrayBuffer",
      lenient: false,
      body: direct((read) => `JSON.parse(decode(await ${read}.arrayBuffer()))`),
    },
    ...RESPONSE_DOCS.map(
      ([name, doc]): Mode => ({
        name: `awaited ${name}`,
        lenient: false,
        body: (read, _lenience, take) => `const res = await ${read};\n    ${take(doc)}`,
      }),
    ),
    {
      name: "then",
      lenient: false,
      body: (read, _lenience, take) =>
        `return await ${read}.then((res) => res.json()).then((doc) => { ${take("doc")} });`,
    },
    ...responseModes(),
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
    statusCatch("error.response?.status"),
    bodyCatch("await error.response?.json()"),
    {
      name: "by name",
      text: 'if (error.name === "HTTPError" && error.response.status === 404) return null;\n    throw error;',
    },
    {
      name: "by class",
      text: "if (error instanceof HTTPError && error.response.status === 404) return null;\n    throw error;",
    },
  ),
  lenient: checks("throwHttpErrors: false"),
  extras: [
    { name: "timeout", options: "timeout: 5000" },
    {
      name: "parseJson",
      options:
        "parseJson: (text) => { const doc = JSON.parse(text); return doc.errors ? doc : { value: [doc.value] }; }",
    },
    { name: "JSON.parse", options: "parseJson: JSON.parse" },
    {
      name: "beforeRequest",
      options: 'hooks: { beforeRequest: [(request) => { request.headers.set("x-trace", "1"); }] }',
    },
    {
      name: "beforeRequest that looks",
      options: "hooks: { beforeRequest: [(request) => { seen.push(request.url, request.method); }] }",
      setup: () => "const seen = [];",
    },
    {
      name: "afterResponse that logs",
      options:
        "hooks: { afterResponse: [(_request, _options, response) => { console.groupEnd(response.status); }] }",
    },
    {
      name: "beforeError",
      options: 'hooks: { beforeError: [(error) => Object.assign(error, { name: "KvError" })] }',
    },
    {
      name: "afterResponse",
      options:
        'hooks: { afterResponse: [async (_request, _options, response) => (response.ok && response.headers.get("content-type") !== null ? Response.json({ value: [JSON.parse((await response.text()) || "{}").value] }) : response)] }',
    },
  ],
};
