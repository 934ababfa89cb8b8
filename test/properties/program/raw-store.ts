// The raw write and read of a program, in the shape that its spec says.
import type { Draft, FunctionText } from "./draft.js";
import { payload, writerParameters, writerScope, type Migrated } from "./fields.js";
import { indented } from "./format.js";
import type { Linker } from "./linker.js";
import { missingResponse, openBelow, openResponse, withResponse } from "./opening.js";
import {
  API,
  createSender,
  requestBody,
  requestParameters,
  requestReturns,
  type Access,
  type Sender,
} from "./requests.js";
import type { Spec } from "./spec.js";

/** How functions of one height are called from a module above: the text before the parenthesis. */
export interface Pair {
  readonly put: (into: Draft) => string;
  readonly get: (into: Draft) => string;
}

export interface Context {
  readonly spec: Spec;
  readonly linker: Linker;
  readonly migrated: Migrated | undefined;
}

export const readType = ({ parsed, missing, unpackAt, unpack }: Spec, height: number): string => {
  const opened = parsed || (height >= unpackAt && unpack !== "text");
  if (opened) return "Promise<any>";
  return missing === "throw" ? "Promise<string>" : `Promise<string | ${missing}>`;
};

const ENVIRONMENT: Access = { namespace: "NAMESPACE", token: "process.env.TELNYX_API_KEY", base: "BASE" };

function writeFunction(
  { spec, migrated, linker }: Context,
  raw: Draft,
  sender: Sender,
  access: Access,
): FunctionText {
  const built = spec.payloadAt === 0;
  const { statements, expression } = built
    ? payload(spec, writerScope(spec.fields, "shared"), raw, migrated)
    : { statements: "", expression: spec.parsed ? "entry" : "body" };
  const given = built
    ? `value${raw.type(": unknown")}${writerParameters(spec.fields, raw, "shared")}`
    : expression + raw.type(spec.parsed ? ": unknown" : ": string");
  const sent = sender.send("PUT", access, expression);
  const named = spec.circular ? ` of \${${describeKeyIn(linker, raw)}(key)}` : "";
  const failure = `if (!res.ok) throw new Error(\`KV write${named} failed: \${res.status}\`);`;
  const body = spec.parsed ? `await ${sent};` : withResponse(sent, failure, spec);
  return {
    name: "put",
    async: true,
    parameters: `key${raw.type(": string")}, ${given}`,
    returns: "Promise<void>",
    body: statements + body,
  };
}

function readFunction({ spec, migrated }: Context, raw: Draft, sender: Sender, access: Access): FunctionText {
  const sent = sender.send("GET", access);
  const request = migrated ? migrated.tolerant(raw, sent) : sent;
  const { unpack, missing, missingTest, parsed } = spec;
  const here = spec.unpackAt === 0 ? unpack : "text";
  const body = parsed
    ? openBelow(request, { ...spec, unpack: here })
    : withResponse(request, missingResponse(missing, missingTest) + openResponse(here, spec), spec);
  return {
    name: "get",
    async: true,
    parameters: `key${raw.type(": string")}`,
    returns: readType(spec, 0),
    body,
  };
}

/** A module that needs one name of the raw functions' module, and gives it another. */
function describeKeyIn(linker: Linker, raw: Draft): string {
  const names = linker.module("src/kv/names");
  if (!names.has("describeKey")) {
    const store = linker.useNamed(names, raw.path, "STORE");
    names.function(
      {
        name: "describeKey",
        parameters: `key${names.type(": string")}`,
        returns: "string",
        body: `return \`\${${store}}: \${key}\`;`,
      },
      "function",
    );
  }
  return linker.useNamed(raw, names.path, "describeKey");
}

const env = (draft: Draft): string =>
  `process.env.KV_NAMESPACE_ID${draft.type(' ?? ""')}, process.env.TELNYX_API_KEY${draft.type(' ?? ""')}`;

/** Puts the functions into the module, and says how they are called. */
export function addRawStore(context: Context): Pair {
  const { spec, linker } = context;
  const raw = linker.module("src/kv/client");
  if (spec.circular) raw.constant("STORE", '"kv"');
  const sender = createSender(spec, linker, raw);
  const functions = (access: Access): readonly [FunctionText, FunctionText] => [
    writeFunction(context, raw, sender, access),
    readFunction(context, raw, sender, access),
  ];
  const member = (module: string, name: string): Pair => ({
    put: (into) => `${linker.use(into, module, name)}.put`,
    get: (into) => `${linker.use(into, module, name)}.get`,
  });
  const ownUrl = spec.shape !== "url-helper" && spec.shape !== "request" && spec.url === "base";

  switch (spec.shape) {
    case "class":
    case "subclass":
      return addClass(context, raw, functions, member);
    case "factory":
    case "curried": {
      const access: Access = { namespace: "id", token: "token", base: "base" };
      const parameters =
        spec.shape === "factory"
          ? `{ id, token }${raw.type(": { id: string; token: string }")}`
          : `id${raw.type(": string")}, token${raw.type(": string")}`;
      const base = spec.url === "base" ? "const base = `https://api.telnyx.com/v2/storage/kvs/${id}`;\n" : "";
      const instance = linker.module("src/clients/store");
      if (spec.shape === "factory") {
        const methods = functions(access).map((text) => `${raw.method(text)},`);
        raw.function(
          { name: "createKv", parameters, body: `${base}return {\n${indented(methods.join("\n"))}\n};` },
          "function",
        );
        const create = linker.use(instance, raw.path, "createKv");
        const [id, token] = env(instance).split(", ");
        instance.constant("kv", `${create}({ id: ${id}, token: ${token} })`);
        return member(instance.path, "kv");
      }
      for (const text of functions(access))
        raw.function(
          { name: text.name, parameters, body: `${base}return ${raw.functionExpression(text, "arrow")};` },
          "arrow",
        );
      instance.constant("write", `${linker.use(instance, raw.path, "put")}(${env(instance)})`);
      instance.constant("read", `${linker.use(instance, raw.path, "get")}(${env(instance)})`);
      return {
        put: (into) => linker.use(into, instance.path, "write"),
        get: (into) => linker.use(into, instance.path, "read"),
      };
    }
    case "object": {
      raw.add(
        `const NAMESPACE = process.env.KV_NAMESPACE_ID;${ownUrl ? "\nconst BASE = `https://api.telnyx.com/v2/storage/kvs/${NAMESPACE}`;" : ""}`,
      );
      const methods = functions(ENVIRONMENT).map((text) => `${raw.method(text)},`);
      raw.constant("kv", `{\n${indented(methods.join("\n"))}\n}`);
      return member(raw.path, "kv");
    }
    default: {
      if (spec.shape !== "url-helper")
        raw.add(
          `const NAMESPACE = process.env.KV_NAMESPACE_ID;${ownUrl ? "\nconst BASE = `https://api.telnyx.com/v2/storage/kvs/${NAMESPACE}`;" : ""}`,
        );
      for (const text of functions(ENVIRONMENT))
        raw.function(text, spec.fields.multiline ? "function" : "arrow");
      return {
        put: (into) => linker.use(into, raw.path, "put"),
        get: (into) => linker.use(into, raw.path, "get"),
      };
    }
  }
}

function addClass(
  { spec, linker }: Context,
  raw: Draft,
  functions: (access: Access) => readonly FunctionText[],
  member: (module: string, name: string) => Pair,
): Pair {
  const access: Access = { namespace: "this.id", token: "this.token", base: "this.base" };
  const methods = functions(access).map((text) => raw.method(text));
  const field = (name: string, draft: Draft): string => draft.type(`private readonly ${name}: string;\n`);
  if (spec.shape === "class") {
    const base = spec.url === "base";
    const fields = base ? [field("base", raw), field("token", raw)] : [field("id", raw), field("token", raw)];
    const first = base ? "this.base = `https://api.telnyx.com/v2/storage/kvs/${id}`;" : "this.id = id;";
    const constructor = `constructor(id${raw.type(": string")}, token${raw.type(": string")}) {\n  ${first}\n  this.token = token;\n}`;
    raw.class("KvClient", "", `${fields.join("")}\n${[constructor, ...methods].join("\n\n")}`.trim());
  } else {
    const api = linker.module("src/http/api-client");
    api.add(`const API = ${API};`);
    const send = api.method(
      {
        name: "send",
        async: true,
        parameters: requestParameters(api, spec),
        returns: requestReturns(spec),
        body: requestBody(spec, "this.token"),
      },
      "protected ",
    );
    const constructor = `constructor(token${api.type(": string")}) {\n  this.token = token;\n}`;
    api.class("ApiClient", "", `${field("token", api)}\n${constructor}\n\n${send}`.trim());
    const parent = linker.use(raw, api.path, "ApiClient");
    const own = `constructor(id${raw.type(": string")}, token${raw.type(": string")}) {\n  super(token);\n  this.id = id;\n}`;
    raw.class(
      "KvClient",
      ` extends ${parent}`,
      `${field("id", raw)}\n${[own, ...methods].join("\n\n")}`.trim(),
    );
  }
  const instance = linker.module("src/clients/store");
  instance.constant("kv", `new ${linker.use(instance, raw.path, "KvClient")}(${env(instance)})`);
  return member(instance.path, "kv");
}
