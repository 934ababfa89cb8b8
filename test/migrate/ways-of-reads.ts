// Programs that take what they read through copies, pipelines, wrappers, caches and fields, each with a write of its
// store: for ways-of-reads.test.ts. `load` takes `.value` from what was stored, so it gives the same before and after.

export interface Way {
  readonly name: string;
  readonly code: string;
  /** What the reason says, where the program is left as it is. */
  readonly left?: RegExp;
}

/** What stands above each program. */
export const HEAD = `
const url = (key) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${key}\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };
export const save = async (key, value, ttl) => {
  await fetch(url(key), { method: "PUT", headers, body: JSON.stringify({ value, expiration_ttl: ttl }) });
};
`;

/** A package of which no code is seen. */
export const PIPELINES = `
export const pipe = (value, ...steps) => steps.reduce((given, step) => given.then(step), Promise.resolve(value));
export const map = (step) => (value) => step(value);
export const retry = async (run) => { try { return await run(); } catch { return run(); } };
export const memoize = (load) => { const known = new Map(); return (key) => known.get(key) ?? known.set(key, load(key)).get(key); };
export const query = async ({ queryFn, select = (data) => data }) => select(await queryFn());
export class Loader { constructor(load) { this.load = load; } async one(key) { return (await this.load([key]))[0]; } }
export class Emitter {
  constructor() { this.heard = []; }
  on(hear) { this.heard.push(hear); }
  emit(data) { for (const hear of this.heard) hear(data); }
}
`;

const IMPORTS = 'import { pipe, map, retry, memoize, query, Loader, Emitter } from "pipelines";';
const READ =
  "const read = async (key) => { const res = await fetch(url(key), { headers }); return res.ok ? res.json() : null; };";
const using = (...lines: readonly string[]): string => [IMPORTS, READ, ...lines].join("\n");

/** What is read and goes through something that the detector knows, or that it knows not to know. */
export const WAYS: readonly Way[] = [
  // Copies of a request
  {
    name: "a clone of a request",
    code: "export const load = async (key) => { const req = new Request(url(key), { headers }); const res = await fetch(req.clone()); return res.ok ? (await res.json()).value : null; };",
  },
  {
    name: "a request made of another one",
    code: "export const load = async (key) => { const req = new Request(url(key), { headers }); const res = await fetch(new Request(req)); return res.ok ? (await res.json()).value : null; };",
  },
  {
    name: "a clone of a request made of another one",
    code: "const ask = (key) => new Request(url(key), { headers }); export const load = async (key) => { const res = await fetch(new Request(ask(key)).clone()); return res.ok ? (await res.json()).value : null; };",
  },
  // Copies of a response
  {
    name: "a clone of a response",
    code: "export const load = async (key) => { const res = await fetch(url(key), { headers }); return res.ok ? (await res.clone().json()).value : null; };",
  },
  {
    name: "a response that is cloned for a log and then read",
    code: "export const load = async (key) => { const res = await fetch(url(key), { headers }); const copy = res.clone(); const log = [copy.status]; if (log.length > 1) return log; if (!res.ok) return null; const { value } = await res.json(); return value; };",
  },
  {
    name: "a response made of another one's body",
    code: "export const load = async (key) => { const given = await fetch(url(key), { headers }); const res = new Response(given.body, given); return res.ok ? (await res.json()).value : null; };",
  },
  {
    name: "one branch of a body",
    code: "export const load = async (key) => { const res = await fetch(url(key), { headers }); if (!res.ok) return null; const [one] = res.body.tee(); return (await new Response(one).json()).value; };",
  },
  {
    name: "a body that is decoded by hand",
    code: "export const load = async (key) => { const res = await fetch(url(key), { headers }); if (!res.ok) return null; const bytes = await res.arrayBuffer(); return JSON.parse(new TextDecoder().decode(bytes)).value; };",
  },
  // Pipelines and callbacks of a package
  {
    name: "a pipeline",
    code: using("export const load = (key) => pipe(read(key), map((entry) => entry?.value ?? null));"),
  },
  {
    name: "a pipeline of responses",
    code: using(
      "export const load = (key) => pipe(fetch(url(key), { headers }), map((res) => (res.ok ? res.json() : null)), map((entry) => entry?.value ?? null));",
    ),
  },
  {
    name: "a package's retry",
    code: using("export const load = async (key) => (await retry(() => read(key)))?.value ?? null;"),
  },
  {
    name: "a package's retry that gets the reader itself",
    code: using(
      "export const load = async (key) => { const entry = await retry(read.bind(null, key)); return entry === null ? null : entry.value; };",
    ),
  },
  {
    name: "a package's memo",
    code: using(
      "const known = memoize(read);",
      "export const load = async (key) => (await known(key))?.value ?? null;",
    ),
  },
  {
    name: "a query function",
    code: using(
      "export const load = (key) => query({ queryFn: () => read(key), select: (entry) => entry?.value ?? null });",
    ),
  },
  {
    name: "a batch loader",
    code: using(
      "const loader = new Loader((keys) => Promise.all(keys.map(read)));",
      "export const load = async (key) => (await loader.one(key))?.value ?? null;",
    ),
  },
  {
    name: "an event emitter",
    code: using(
      "export const load = async (key) => { const bus = new Emitter(); const heard = []; bus.on((entry) => { heard.push(entry?.value ?? null); }); bus.emit(await read(key)); return heard[0]; };",
    ),
  },
  // Wrappers of the program's own
  {
    name: "a wrapper that hands all arguments on",
    code: "const traced = async (...args) => { const res = await fetch(...args); return res; };\nexport const load = async (key) => { const res = await traced(url(key), { headers }); return res.ok ? (await res.json()).value : null; };",
  },
  {
    name: "a wrapper around what is written on the spot",
    code: "const timed = (run) => async function (...args) { try { return await run.apply(this, args); } finally { void args; } }; const get = timed((key) => fetch(url(key), { headers })); export const load = async (key) => { const res = await get(key); return res.ok ? (await res.json()).value : null; };",
  },
  {
    name: "a request helper that is bound to its method",
    code: 'async function send(options, method, key) { return fetch(url(key), { ...options, method }); } const get = send.bind(null, { headers }, "GET"); export const load = async (key) => { const res = await get(key); return res.ok ? (await res.json()).value : null; };',
  },
  {
    name: "a request helper that is called on an object",
    code: 'function send(method, key) { return fetch(url(key), { method, headers: this.headers }); } const context = { headers }; export const load = async (key) => { const res = await send.call(context, "GET", key); return res.ok ? (await res.json()).value : null; };',
  },
  {
    name: "a wrapper by Reflect.apply",
    code: "const logged = (...given) => Reflect.apply(fetch, undefined, given);\nexport const load = async (key) => { const res = await logged(url(key), { headers }); return res.ok ? (await res.json()).value : null; };",
  },
  {
    name: "the program's own retry in two layers",
    code: `${READ}\nconst once = (run) => run();\nconst twice = async (run) => { try { return await once(run); } catch { return once(run); } };\nexport const load = async (key) => (await twice(() => read(key)))?.value ?? null;`,
  },
  {
    name: "Promise.all with another answer",
    code: `${READ}\nexport const load = async (key) => { const [user, entry] = await Promise.all([{ id: 1 }, read(key)]); return entry === null ? null : user.id && entry.value; };`,
  },
  {
    name: "allSettled",
    code: `${READ}\nexport const load = async (key) => { const [answer] = await Promise.allSettled([read(key)]); return answer.status === "fulfilled" ? (answer.value?.value ?? null) : null; };`,
  },
  {
    name: "an object's values",
    code: `${READ}\nexport const load = async (key) => { const found = { entry: await read(key) }; return Object.values(found).at(0)?.value ?? null; };`,
  },
  // Kept and handed on
  {
    name: "a cache",
    code: `${READ}\nconst cache = new Map();\nexport const load = async (key) => { cache.set(key, await read(key)); const entry = cache.get(key); return entry === null ? null : entry.value; };`,
  },
  {
    name: "a field",
    code: `${READ}\nclass Session { async open(key) { this.entry = await read(key); return this; } get value() { return this.entry === null ? null : this.entry.value; } }\nexport const load = async (key) => (await new Session().open(key)).value;`,
  },
  {
    name: "a generator",
    code: `${READ}\nasync function* all(keys) { for (const key of keys) yield await read(key); }\nexport const load = async (key) => { for await (const entry of all([key])) return entry === null ? null : entry.value; };`,
  },
  {
    name: "an object that is spread",
    code: `${READ}\nexport const load = async (key) => { const entry = { ...(await read(key)) }; return entry.value ?? null; };`,
  },
  {
    name: "a member that is computed",
    code: `${READ}\nconst field = () => "value";\nexport const load = async (key) => { const entry = await read(key); return entry === null ? null : entry[field()]; };`,
  },
  // Where nothing fits
  {
    name: "a cache beside a check of the expiry",
    code: `${READ}\nconst cache = new Map();\nexport const load = async (key) => { const entry = await read(key); return entry && entry.expires_at < Date.now() ? null : (entry?.value ?? null); };\nexport const keep = async (key) => { cache.set(key, await read(key)); };`,
    left: /gets to a place where it can't be followed \(line \d+, column \d+\)/,
  },
  {
    name: "a client's own promise that a package gets",
    code: 'import ky from "ky";\nimport { map } from "pipelines";\nexport const load = (key) => map((res) => res)(ky.get(url(key), { headers }));',
    left: /is not opened here \(line \d+, column \d+\)/,
  },
  // Which members it has
  {
    name: "an object whose members are counted",
    code: `${READ}\nexport const load = async (key) => { const entry = await read(key); return entry !== null && Object.keys(entry).length === 2 ? entry.value : null; };`,
    left: /which members the stored object has is asked at/,
  },
  {
    name: "an object whose members are gone through",
    code: `${READ}\nexport const load = async (key) => { const entry = await read(key); for (const name in entry) if (name === "x") return name; return entry?.value ?? null; };`,
    left: /which members the stored object has is asked at/,
  },
  {
    name: "the rest of an object",
    code: `${READ}\nexport const load = async (key) => { const { value = null, ...rest } = (await read(key)) ?? {}; return rest.expiration_ttl === 1 ? rest : value; };`,
    left: /which members the stored object has is asked at|the stored ttl is read back/,
  },
  {
    name: "an object that is asked for its ttl",
    code: `${READ}\nexport const load = async (key) => { const entry = await read(key); return entry !== null && Object.hasOwn(entry, "expiration_ttl") ? entry.value : null; };`,
    left: /the stored ttl is read back/,
  },
  {
    name: "an object that is asked for its value",
    code: `${READ}\nexport const load = async (key) => { const entry = await read(key); return entry !== null && Object.hasOwn(entry, "value") ? entry.value : null; };`,
  },
  {
    name: "a function that reads, and deletes what is broken",
    code: 'export const load = async (key) => { const res = await fetch(url(key), { headers }); if (!res.ok) return null; const { value } = await res.json(); if (value === undefined) { await fetch(url(key), { method: "DELETE", headers }); return null; } return value; };',
  },
  {
    name: "beside a delete that does more",
    code: 'const log = [];\nexport const drop = async (key) => { log.push(key); await fetch(url(key), { method: "DELETE", headers }); };\nexport const load = async (key) => { const res = await fetch(url(key), { headers }); if (!res.ok) return log.length > 0 ? log : null; return (await res.json()).value; };',
  },
];
