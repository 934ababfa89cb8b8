import {
  braced,
  checks,
  responseModes,
  thenMode,
  RESPONSE_DOCS,
  type ClientParts,
  type Form,
} from "../client-parts.js";

const fetchForms = (callee: string): Form[] => [
  {
    name: "plain",
    instance: callee,
    make: () => "",
    read: (options) => `${callee}(url(key), ${braced("headers", options)})`,
    write: (payload) =>
      `await ${callee}(url(key), { method: "PUT", headers, body: JSON.stringify(${payload}) });`,
  },
  {
    name: "wrapped",
    instance: callee,
    make: () =>
      `const request = (key, init = {}) => ${callee}(url(key), { ...init, headers: { ...headers, ...init.headers } });`,
    read: (options) => (options === "" ? "request(key)" : `request(key, ${braced(options)})`),
    write: (payload) => `await request(key, { method: "PUT", body: JSON.stringify(${payload}) });`,
  },
];

/** A request as an object, which another one is made of. */
const REQUEST_FORM: Form = {
  name: "request",
  instance: "fetch",
  make: () => "const about = (key) => new Request(url(key), { headers });",
  read: (options) =>
    options === "" ? "fetch(about(key))" : `fetch(new Request(about(key), ${braced(options)}))`,
  write: (payload) =>
    `await fetch(new Request(about(key), { method: "PUT", body: JSON.stringify(${payload}) }));`,
};

export const fetchLike = (name: string, imports: readonly string[], callee: string): ClientParts => ({
  name,
  imports,
  forms: callee === "fetch" ? [...fetchForms(callee), REQUEST_FORM] : fetchForms(callee),
  modes:
    name === "node-fetch"
      ? [...responseModes(RESPONSE_DOCS.slice(0, 5)), thenMode]
      : [...responseModes(), thenMode],
  throwing: [],
  lenient: checks(),
  extras: [],
});
