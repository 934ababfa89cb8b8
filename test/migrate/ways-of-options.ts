// Programs that put a binding's options together in many ways, for ways-of-options.test.ts. `save` stores a text with a
// ttl that may be left out, `load` gives it.

export interface WayOfOptions {
  readonly name: string;
  readonly code: string;
  /** What the reason says, where the program is left as it is. */
  readonly left?: RegExp;
  /** The ttl of every entry, where `save` is not asked for one. */
  readonly always?: number;
}

/** What stands above each program. */
export const OPTIONS_HEAD = `import { env } from "@telnyx/edge-runtime";
export const load = (key) => env.TEXTS.get(key);
`;

/** A binding, over the service's own requests; like the runtime before 0.2.2 it drops all options. */
export const EDGE_RUNTIME = `
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };
export const env = {
  TEXTS: {
    put: async (key, body) => { await fetch(url(key), { method: "PUT", headers, body }); },
    get: async (key) => { const res = await fetch(url(key), { headers }); return res.ok ? res.text() : null; },
  },
};
`;

const put = (options: string): string =>
  `export const save = (key, text, ttl) => env.TEXTS.put(key, text, ${options});`;
const through = (helper: string, call = "store(key, text, { expirationTtl: ttl })"): string =>
  `${helper}\nexport const save = (key, text, ttl) => ${call};`;

export const WAYS_OF_OPTIONS: readonly WayOfOptions[] = [
  // In the call itself
  { name: "a literal or an empty one", code: put("ttl ? { expirationTtl: ttl } : {}") },
  { name: "a literal or nothing", code: put("ttl ? { expirationTtl: ttl } : undefined") },
  { name: "nothing or a literal", code: put("!ttl ? undefined : { expirationTtl: ttl }") },
  { name: "a condition", code: put("ttl && { expirationTtl: ttl }") },
  { name: "a spread under a condition", code: put("{ ...(ttl && { expirationTtl: ttl }) }") },
  { name: "a spread of one of two", code: put("{ ...(ttl ? { expirationTtl: ttl } : {}) }") },
  {
    name: "a field and a spread of another",
    code: put('{ expirationTtl: ttl, ...(text ? { metadata: { by: "job" } } : {}) }'),
  },
  // On lines before
  {
    name: "a name for it",
    code: "export const save = (key, text, ttl) => { const options = { expirationTtl: ttl }; return env.TEXTS.put(key, text, options); };",
  },
  {
    name: "a name for one of two",
    code: "export const save = (key, text, ttl) => { const options = ttl ? { expirationTtl: ttl } : {}; return env.TEXTS.put(key, text, options); };",
  },
  {
    name: "a member that is set under a condition",
    code: "export const save = (key, text, ttl) => { const options = {}; if (ttl) options.expirationTtl = ttl; return env.TEXTS.put(key, text, options); };",
  },
  {
    name: "several members",
    code: 'export const save = (key, text, ttl) => { const options = { metadata: { by: "job" } }; if (ttl) options.expirationTtl = ttl; return env.TEXTS.put(key, text, options); };',
  },
  {
    name: "a constant of the module",
    code: "const HOURLY = { expirationTtl: 60 };\nexport const save = (key, text) => env.TEXTS.put(key, text, HOURLY);\nexport const other = (key, text) => env.TEXTS.put(key, text, HOURLY);",
    always: 60,
  },
  // From a function
  {
    name: "what a function gives",
    code: "const optionsFor = (ttl) => ({ expirationTtl: ttl });\nexport const save = (key, text, ttl) => env.TEXTS.put(key, text, optionsFor(ttl));",
  },
  {
    name: "what a function gives, or nothing",
    code: "function optionsFor(ttl) { if (!ttl) return undefined; return { expirationTtl: ttl }; }\nexport const save = (key, text, ttl) => env.TEXTS.put(key, text, optionsFor(ttl));",
  },
  {
    name: "two fields of what a function gives",
    code: 'const optionsFor = (ttl) => ({ expirationTtl: ttl, metadata: { by: "job" } });\nexport const save = (key, text, ttl) => env.TEXTS.put(key, text, optionsFor(ttl));',
    left: /comes into the options at line \d+, column \d+, in a way that can't be taken apart here: take it out/,
  },
  // Through a helper
  {
    name: "a helper",
    code: through("const store = (key, text, options) => env.TEXTS.put(key, text, options);"),
  },
  {
    name: "a helper whose callers may pass none",
    code: through(
      "const store = (key, text, options) => env.TEXTS.put(key, text, options);\nexport const forGood = (key, text) => store(key, text);",
    ),
  },
  {
    name: "a helper with a default",
    code: through("const store = (key, text, options = {}) => env.TEXTS.put(key, text, options);"),
  },
  {
    name: "a helper with a fallback",
    code: through("const store = (key, text, options) => env.TEXTS.put(key, text, options ?? {});"),
  },
  {
    name: "a helper that copies them",
    code: through("const store = (key, text, options) => env.TEXTS.put(key, text, { ...options });"),
  },
  {
    name: "two helpers",
    code: through(
      "const raw = (key, text, options) => env.TEXTS.put(key, text, options);\nconst store = (key, text, options) => raw(key, text, options);",
    ),
  },
  {
    name: "a helper that adds to them",
    code: through(
      "const store = (key, text, options = {}) => { options.expirationTtl = options.seconds; return env.TEXTS.put(key, text, options); };",
      "store(key, text, { seconds: ttl })",
    ),
  },
  {
    name: "a method",
    code: through(
      "class Texts { put(key, text, options) { return env.TEXTS.put(key, text, options); } }\nconst texts = new Texts();",
      "texts.put(key, text, { expirationTtl: ttl })",
    ),
  },
  {
    name: "callers with different fields",
    code: through(
      'const store = (key, text, options) => env.TEXTS.put(key, text, options);\nexport const tagged = (key, text) => store(key, text, { metadata: { by: "job" } });',
    ),
  },
  {
    name: "a helper whose own field gives way to theirs",
    code: through(
      "const store = (key, text, options) => env.TEXTS.put(key, text, { expirationTtl: 5, ...options });",
    ),
    left: /comes into the options at line \d+, column \d+, in a way that can't be taken apart here: take it out/,
  },
  {
    name: "a helper that is handed on itself",
    code: through(
      "const store = (key, text, options) => env.TEXTS.put(key, text, options);\nexport const all = (list) => list.map(store);",
    ),
    left: /comes into the options at line \d+, column \d+, in a way that can't be taken apart here: take it out/,
  },
];
