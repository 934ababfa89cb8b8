import { awaited, braced, checks, direct, handlers, type ClientParts, type Mode } from "../client-parts.js";
import { CATCH_ALL, RETHROWN, bodyCatch, statusCatch } from "../parts.js";

export const AXIOS: ClientParts = {
  name: "axios",
  imports: ['import axios from "axios";'],
  forms: [
    {
      name: "axios.get",
      instance: "axios",
      make: () => "",
      read: (options) => `axios.get(url(key), ${braced("headers", options)})`,
      write: (payload) => `await axios.put(url(key), ${payload}, { headers });`,
    },
    {
      name: "instance",
      instance: "api",
      atMaking: true,
      make: (options) => `const api = axios.create(${braced("baseURL: root", "headers", options)});`,
      read: () => "api.get(`/${key}`)",
      write: (payload) => `await api.put(\`/\${key}\`, ${payload});`,
    },
    {
      name: "config",
      instance: "axios",
      make: () => "",
      read: (options) => `axios(${braced('method: "get"', "url: url(key)", "headers", options)})`,
      write: (payload) => `await axios({ method: "put", url: url(key), headers, data: ${payload} });`,
    },
    {
      name: "request",
      instance: "api",
      make: () => "const api = axios.create({ headers });",
      read: (options) => `api.request(${braced("url: url(key)", options)})`,
      write: (payload) => `await api.request({ method: "PUT", url: url(key), data: ${payload} });`,
    },
    {
      name: "a function for all methods",
      instance: "axios",
      make: () =>
        "const call = (method, key, data, options) => axios.request({ method, url: url(key), data, headers, ...options });",
      read: (options) => `call("GET", key, undefined, ${braced(options)})`,
      write: (payload) => `await call("PUT", key, ${payload}, {});`,
    },
  ],
  modes: [
    ...[true, false].flatMap((lenient): Mode[] => {
      const of = { status: "res.status", ok: "res.status === 200", body: "res.data" };
      const body = (doc: string): Mode["body"] => awaited(of, doc);
      return [
        { name: "data", lenient, body: body("res.data") },
        { name: "json", options: 'responseType: "json"', lenient, body: body("res.data") },
        {
          name: "bytes",
          options: 'responseType: "arraybuffer"',
          lenient,
          body: body("JSON.parse(decode(res.data))"),
        },
        {
          name: "pattern",
          lenient,
          body: (read, { check }, take) =>
            `const { data, status } = await ${read};\n  ${check?.text({ status: "status", ok: "status === 200", body: "data" }) ?? ""}\n  ${take("data")}`,
        },
      ];
    }),
    {
      name: "text",
      options: 'responseType: "text"',
      lenient: false,
      body: direct((read) => `JSON.parse((await ${read}).data)`),
    },
    {
      name: "then",
      lenient: false,
      body: (read, _lenience, take) => `return await ${read}.then((res) => { ${take("res.data")} });`,
    },
  ],
  throwing: handlers(
    undefined,
    CATCH_ALL,
    RETHROWN,
    statusCatch("error.response?.status"),
    statusCatch("error.status"),
    bodyCatch("error.response?.data"),
    { name: "by code", text: 'if (error.code === "ERR_BAD_REQUEST") return null;\n    throw error;' },
    {
      name: "by isAxiosError",
      text: "if (axios.isAxiosError(error) && error.response?.status === 404) return null;\n    throw error;",
    },
  ),
  lenient: [
    ...checks("validateStatus: () => true"),
    ...checks("validateStatus: (status) => status === 200 || status === 404"),
    ...checks("validateStatus: null"),
  ],
  extras: [
    { name: "timeout", options: "timeout: 5000" },
    {
      name: "transformResponse",
      options:
        "transformResponse: [(text) => { const doc = JSON.parse(text); return doc.errors ? doc : { value: [doc.value] }; }]",
    },
    { name: "parseReviver", options: 'parseReviver: (name, found) => (name === "value" ? [found] : found)' },
    {
      name: "request interceptor",
      setup: (instance) =>
        `${instance}.interceptors.request.use((config) => { config.headers.set("x-trace", "1"); return config; });`,
    },
    {
      name: "response interceptor that does nothing",
      setup: (instance) =>
        `${instance}.interceptors.response.use((res) => res, (error) => Promise.reject(error));`,
    },
    {
      name: "response interceptor",
      setup: (instance) =>
        `${instance}.interceptors.response.use((res) => (res.data?.value === undefined ? res : { ...res, data: { value: [res.data.value] } }));`,
    },
    {
      name: "response interceptor of errors",
      setup: (instance) =>
        `${instance}.interceptors.response.use(undefined, (error) => Promise.reject(Object.assign(new Error("kv"), { name: "KvError", status: error.response?.status })));`,
    },
    {
      name: "defaults",
      setup: (instance) =>
        `${instance}.defaults.transformResponse = [(text) => ({ value: JSON.parse(text).value ?? null, seen: true })];`,
    },
  ],
};
