// The requests that the raw write and read make: straight with `fetch`, or through what stands between.
import type { Draft } from "./draft.js";
import { indented } from "./format.js";
import type { Linker } from "./linker.js";
import { missingResponse } from "./opening.js";
import type { Spec } from "./spec.js";

export const API = '"https://api.telnyx.com/v2"';

/** By which expressions the raw functions know their namespace and token. */
export interface Access {
  readonly namespace: string;
  readonly token: string;
  /** The URL up to `/keys`, where the program keeps it. */
  readonly base: string;
}

/** What the raw functions of one program send their requests with. */
export interface Sender {
  /** A promise of the response, or with `spec.parsed` of the data: the text of an expression. */
  send(method: "GET" | "PUT", access: Access, body?: string): string;
}

function urlOf({ url }: Spec, { namespace, base }: Access, root: string): string {
  switch (url) {
    case "template":
      return `\`${root === "" ? "" : "${API}"}/storage/kvs/\${${namespace}}/keys/\${encodeURIComponent(key)}\``;
    case "concat":
      return `${root === "" ? "" : "API + "}"/storage/kvs/" + ${namespace} + "/keys/" + encodeURIComponent(key)`;
    case "base":
      return `\`\${${base}}/keys/\${encodeURIComponent(key)}\``;
  }
}

const authorization = (token: string): string => `{ Authorization: \`Bearer \${${token}}\` }`;

function fetchText(url: string, method: "GET" | "PUT", token: string, body: string | undefined): string {
  if (method === "GET") return `fetch(${url}, { headers: ${authorization(token)} })`;
  const lines = [
    'method: "PUT",',
    `headers: ${authorization(token)},`,
    body === "body" ? "body," : `body: ${body},`,
  ];
  return `fetch(${url}, {\n${indented(lines.join("\n"))}\n})`;
}

/** The body of a function that all requests go through: `method`, `path` and `body` are its parameters. */
export function requestBody({ parsed, missing, missingTest }: Spec, token: string): string {
  const text = parsed ? "body === undefined ? undefined : JSON.stringify(body)" : "body";
  const init = `{\n${indented(`method,\nheaders: ${authorization(token)},\n${parsed ? `body: ${text}` : "body"},`)}\n}`;
  if (!parsed) return `return fetch(API + path, ${init});`;
  return `const res = await fetch(API + path, ${init});\n${missingResponse(missing, missingTest)}const text = await res.text();\nreturn text === "" ? null : JSON.parse(text);`;
}

export const requestParameters = (draft: Draft, { parsed }: Spec): string =>
  `method${draft.type(": string")}, path${draft.type(": string")}, body${draft.type(parsed ? "?: unknown" : "?: string")}`;

export const requestReturns = ({ parsed }: Spec): string => (parsed ? "Promise<any>" : "Promise<Response>");

/** @param raw the module of the raw functions. */
export function createSender(spec: Spec, linker: Linker, raw: Draft): Sender {
  const through =
    (name: string): Sender["send"] =>
    (method, access, body) =>
      `${name}("${method}", ${urlOf({ ...spec, url: spec.url === "base" ? "template" : spec.url }, access, "")}${body === undefined ? "" : `, ${body}`})`;

  if (spec.shape === "subclass") return { send: through("this.send") };

  if (spec.shape === "request") {
    const module = linker.module("src/http/request");
    module.add(`const API = ${API};`);
    const text = {
      name: "request",
      async: spec.parsed,
      parameters: requestParameters(module, spec),
      returns: requestReturns(spec),
    };
    module.function({ ...text, body: requestBody(spec, "process.env.TELNYX_API_KEY") }, "function");
    return { send: through(linker.use(raw, module.path, "request")) };
  }

  if (spec.shape === "url-helper") {
    const module = linker.module("src/config/urls");
    module.add(`const API = ${API};`);
    const returned = urlOf(
      { ...spec, url: spec.url === "base" ? "template" : spec.url },
      { namespace: "process.env.KV_NAMESPACE_ID", token: "", base: "" },
      "API",
    );
    module.function(
      {
        name: "keyUrl",
        parameters: `key${module.type(": string")}`,
        returns: "string",
        body: `return ${returned};`,
      },
      "function",
    );
    const url = `${linker.use(raw, module.path, "keyUrl")}(key)`;
    return { send: (method, { token }, body) => fetchText(url, method, token, body) };
  }

  if (spec.url !== "base") raw.add(`const API = ${API};`);
  const send: Sender["send"] = (method, access, body) =>
    fetchText(urlOf(spec, access, "API"), method, access.token, body);
  if (spec.shape !== "retry") return { send };
  const retry = retryIn(linker, raw);
  return { send: (method, access, body) => `${retry}(() => ${send(method, access, body)})` };
}

/** Imports the program's retry function, which knows nothing of the store. */
export function retryIn(linker: Linker, into: Draft): string {
  const module = linker.module("src/util/retry");
  if (!module.has("withRetry")) {
    const body = `for (let attempt = 1; ; attempt++) {
  try {
    return await run();
  } catch (error) {
    if (attempt >= attempts) throw error;
  }
}`;
    const parameters = `run${module.type(": () => Promise<T>")}, attempts = 2`;
    module.function(
      { name: "withRetry", typeParameters: "<T>", async: true, parameters, returns: "Promise<T>", body },
      "function",
    );
  }
  return linker.use(into, module.path, "withRetry");
}
