import { checks, type ClientParts, type Form, type Mode } from "../client-parts.js";

const write = (payload: string): string => `await send("PUT", key, JSON.stringify(${payload}));`;

/** How the wrapper of `http.request` collects the body, and what it resolves with. */
const COLLECTING: readonly (readonly [name: string, text: string])[] = [
  [
    "text",
    'let body = ""; res.setEncoding("utf8"); res.on("data", (chunk) => { body += chunk; }); res.on("end", () => resolve({ status: res.statusCode, body }));',
  ],
  [
    "chunks",
    'const chunks = []; res.on("data", (chunk) => chunks.push(chunk)); res.on("end", () => resolve({ status: res.statusCode, body: Buffer.concat(chunks).toString("utf8") }));',
  ],
  [
    "joined parts",
    'const parts = []; res.setEncoding("utf8").on("data", (part) => { parts.push(part); }).on("end", () => { resolve({ status: res.statusCode, body: parts.join("") }); });',
  ],
  ["consumers", "readText(res).then((body) => resolve({ status: res.statusCode, body }), reject);"],
  [
    "iterated",
    '(async () => { let body = ""; for await (const chunk of res) body += chunk; resolve({ status: res.statusCode, body }); })();',
  ],
];

/** How the response is taken. */
const TAKING: readonly (readonly [name: string, text: (collect: string) => string])[] = [
  [
    "callback",
    (collect) =>
      `const req = request(url(key), { method, headers }, (res) => { ${collect} });\n  req.on("error", reject);\n  if (body !== undefined) req.write(body);\n  req.end();`,
  ],
  [
    "event",
    (collect) =>
      `const req = request(url(key), { method, headers });\n  req.on("response", (res) => { ${collect} });\n  req.on("error", reject).end(body);`,
  ],
  [
    "once",
    (collect) =>
      `const req = request(url(key), { method, headers });\n  req.end(body);\n  once(req, "response").then(([res]) => { ${collect} }, reject);`,
  ],
];

const forms: Form[] = TAKING.flatMap(([taking, text]) =>
  COLLECTING.map(
    ([collecting, collect]): Form => ({
      name: `${taking}, ${collecting}`,
      instance: "send",
      make: () =>
        `const send = (method, key, body) => new Promise((resolve, reject) => {\n  ${text(collect)}\n});`,
      read: () => 'send("GET", key)',
      write,
    }),
  ),
);

const STATUS = { status: "status", ok: "status === 200", body: "JSON.parse(body)" };
const modes: Mode[] = [
  {
    name: "pattern",
    lenient: true,
    body: (read, { check }, take) =>
      `const { status, body } = await ${read};\n  ${check?.text(STATUS) ?? ""}\n  ${take("JSON.parse(body)")}`,
  },
  {
    name: "then",
    lenient: true,
    body: (read, { check }, take) =>
      `return ${read}.then(({ status, body }) => {\n  ${check?.text(STATUS) ?? ""}\n  ${take("JSON.parse(body)")}\n  });`,
  },
];

export const NODE_HTTP: ClientParts = {
  name: "node:http",
  imports: [
    'import { once } from "node:events";',
    'import { request } from "node:http";',
    'import { text as readText } from "node:stream/consumers";',
  ],
  forms,
  modes,
  throwing: [],
  lenient: checks(),
  extras: [],
};
