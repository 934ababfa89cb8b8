// What is left as it is, each with what its reason says: for left.test.ts, and for the table of what the tests show.

import { CLIENT_READS, CLIENT_WRITES } from "./left-clients.js";

export interface LeftShape {
  readonly name: string;
  readonly code: string;
  readonly reason: RegExp;
}

/** What stands above the code of each. */
const HEAD = `
const url = (key: string) => \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_ID}/keys/\${key}\`;
const write = (body: string) => fetch(url("k"), { method: "PUT", body });
const save = (value: unknown) => write(JSON.stringify({ value, expiration_ttl: 60 }));
`;

/** Writes that nobody can rewrite without a guess. */
export const WRITES: readonly LeftShape[] = [
  {
    name: "a body that is handed in",
    code: "export async function PUT(request: Request) { const entry: { value: string; expiration_ttl: number } = await request.json(); await write(JSON.stringify(entry)); }",
    reason: /`entry` is handed in from outside, and only a type or schema says what it holds/,
  },
  {
    name: "a payload that waits in a set",
    code: "const jobs = new Set<object>(); jobs.add({ value: 1, expiration_ttl: 60 }); for (const job of jobs) void write(JSON.stringify(job));",
    reason: /handed over by `jobs\.add`/,
  },
  {
    name: "a payload that waits in a map",
    code: 'const later = new Map<string, object>(); later.set("k", { value: 1, expiration_ttl: 60 }); for (const [, job] of later) void write(JSON.stringify(job));',
    reason: /handed over by `later\.set`/,
  },
  {
    name: "a payload that waits under a key of an object",
    code: "const dirty: Record<string, object> = {}; dirty[name] = { value: 1, expiration_ttl: 60 }; for (const job of Object.values(dirty)) void write(JSON.stringify(job));",
    reason: /handed over by `dirty\[name\]`/,
  },
  {
    name: "a payload in an event of the platform",
    code: 'const target = new EventTarget(); target.addEventListener("save", (event: any) => void write(JSON.stringify(event.detail))); target.dispatchEvent(new CustomEvent("save", { detail: { value: 1, expiration_ttl: 60 } }));',
    reason: /handed over by `target\.dispatchEvent`/,
  },
  {
    name: "a payload that a stream is given",
    code: 'import { Writable } from "node:stream"; const sink = new Writable({ objectMode: true, write(job: any, _e: string, done: () => void) { void write(JSON.stringify(job)).then(() => done()); } }); sink.write({ value: 1, expiration_ttl: 60 });',
    reason: /handed over by `sink\.write`/,
  },
  {
    name: "a payload that a library's function hands on",
    code: 'import { debounce } from "lodash"; const later = debounce((job: object) => write(JSON.stringify(job)), 100); later({ value: 1, expiration_ttl: 60 });',
    reason: /handed over by `later`/,
  },
  {
    name: "a payload that is posted to another port",
    code: "const { port1, port2 } = new MessageChannel(); port2.onmessage = ({ data }) => void write(JSON.stringify(data)); port1.postMessage({ value: 1, expiration_ttl: 60 });",
    reason: /handed over by `port1\.postMessage`/,
  },
  {
    name: "a payload that a generator is sent",
    code: "function* writer(): Generator<unknown, void, object> { for (;;) write(JSON.stringify(yield)); } const running = writer(); running.next({ value: 1, expiration_ttl: 60 });",
    reason: /handed over by `running\.next`/,
  },
  {
    name: "a text that functions make in turn",
    code: "const pipe = (...steps: any[]) => (input: unknown) => steps.reduce((current, step) => step(current), input); write(pipe((value: unknown) => ({ value, expiration_ttl: 60 }), JSON.stringify)(1));",
    reason: /its text is made at line/,
  },
  {
    name: "a request whose method a proxy's trap is asked for",
    code: 'const api: any = new Proxy({}, { get: (_: object, verb: string) => (key: string, data?: object) => fetch(url(key), { method: verb.toUpperCase(), body: data && JSON.stringify(data) }) }); api.put("k", { value: 1, expiration_ttl: 60 });',
    reason: /the method of the request is not seen/,
  },
  {
    name: "a request that middleware completes",
    code: 'const compose = (stack: any[]) => (context: any) => { const dispatch = async (at: number): Promise<void> => { if (stack[at]) await stack[at](context, () => dispatch(at + 1)); }; return dispatch(0); }; const run = compose([async (context: any) => { context.answer = await fetch(context.url, context.init); }]); run({ url: url("m"), method: "PUT", data: { value: 1, expiration_ttl: 60 } });',
    reason: /describes a request that other functions/,
  },
  {
    name: "a binding that a framework's context keeps under a name",
    code: 'import { env as edge } from "@telnyx/edge-runtime"; export const keep = (app: any) => { app.context.rates = edge.RATES; }; export const route = (app: any) => app.use((context: any) => context.rates.put("k", "v", { metadata: {} }));',
    reason: /^the binding is taken out by the name under which it is kept at line 5, column \d+/,
  },
  {
    name: "an object that another service gets as well",
    code: 'const send = (base: string, value: unknown) => fetch(`${base}/keys/k2`, { method: "PUT", body: JSON.stringify({ value, expiration_ttl: 60 }) }); send("https://api.telnyx.com/v2/storage/kvs/other", 1); send("https://example.com", 1);',
    reason: /^another service gets the same object by another call \(line 5, column \d+\)/,
  },
  {
    name: "a field that a function of the platform sets",
    code: 'const entry = { value: 1 }; Reflect.set(entry, "expiration_ttl", 60); write(JSON.stringify(entry));',
    reason: /set by a call, of which no type knows/,
  },
  {
    name: "an object made of entries",
    code: 'write(JSON.stringify(Object.fromEntries([["value", 1], ["expiration_ttl", 60]])));',
    reason: /set elsewhere than in the object that is written/,
  },
  {
    name: "a ttl of 0",
    code: "write(JSON.stringify({ value: 1, expiration_ttl: 0 }));",
    reason: /is 0, which is no time to live/,
  },
  {
    name: "a ttl that is a word",
    code: 'write(JSON.stringify({ value: 1, expiration_ttl: "soon" }));',
    reason: /is the text "soon", not seconds/,
  },
  {
    name: "a time computed in milliseconds",
    code: "write(JSON.stringify({ value: 1, expiration: Date.now() + 60_000 }));",
    reason: /computed in milliseconds/,
  },
  {
    name: "a time written in milliseconds",
    code: "write(JSON.stringify({ value: 1, expiration: 1_900_000_000_000 }));",
    reason: /is in milliseconds, not seconds/,
  },
  {
    name: "a date as text",
    code: "write(JSON.stringify({ value: 1, expiration: new Date().toISOString() }));",
    reason: /a date as text/,
  },
  {
    name: "a date as a number",
    code: "declare const end: Date; write(JSON.stringify({ value: 1, expiration: +end }));",
    reason: /computed in milliseconds/,
  },
  {
    name: "bytes as the value",
    code: "declare const bytes: Uint8Array; write(JSON.stringify({ value: bytes, expiration_ttl: 60 }));",
    reason: /`value` is bytes/,
  },
  {
    name: "a further field in the body",
    code: "write(JSON.stringify({ value: 1, expiration_ttl: 60, owner: 2 }));",
    reason: /also holds `owner`/,
  },
  {
    name: "a spread that may hold anything",
    code: "declare const rest: object; write(JSON.stringify({ value: 1, expiration_ttl: 60, ...rest }));",
    reason: /may hold more than is seen/,
  },
  {
    name: "a ttl and a value that are calls, in that order, under a condition",
    code: "if (next() > 1 && write(JSON.stringify({ expiration_ttl: next(), value: next() }))) next(); declare function next(): number;",
    reason: /order in which two calls are made/,
  },
  {
    name: "a ttl that is a call behind one that does more than compute",
    code: 'const keep = (key: string) => { log.push(key); return key; }; export const save = async (key: string) => fetch(url(keep(key)), { method: "PUT", body: JSON.stringify({ expiration_ttl: next(), value: await load() }) }); declare const log: string[]; declare function next(): number; declare function load(): Promise<string>;',
    reason: /order in which two calls are made/,
  },
  {
    name: "JSON written by hand",
    code: 'write(\'{"value":1,"expiration_ttl":60}\');',
    reason: /JSON written by hand/,
  },
  {
    name: "a ttl in the query",
    code: 'fetch(`${url("k")}?expiration_ttl=60`, { method: "PUT", body: "v" });',
    reason: /stands in the query/,
  },
  {
    name: "a negative ttl",
    code: "write(JSON.stringify({ value: 1, expiration_ttl: -1 }));",
    reason: /is -1, which is no time to live/,
  },
  {
    name: "a ttl of 0 out of a table",
    code: "const TTL = { short: 60, never: 0 }; write(JSON.stringify({ value: 1, expiration_ttl: TTL.never }));",
    reason: /is always 0 or nothing here/,
  },
  {
    name: "a ttl that may be infinite",
    code: "declare const ttl: number; write(JSON.stringify({ value: 1, expiration_ttl: ttl || Infinity }));",
    reason: /can have a value here that is no time/,
  },
  {
    name: "a ttl that may be what is left of no time",
    code: "declare const end: number; write(JSON.stringify({ value: 1, expiration_ttl: Math.max(0, end - Date.now() / 1000) }));",
    reason: /can have a value here that is no time/,
  },
  {
    name: "a date as a ttl",
    code: "declare const end: Date; write(JSON.stringify({ value: 1, expiration_ttl: end }));",
    reason: /can be an object here/,
  },
  {
    name: "a time in milliseconds in a variable",
    code: "const end = Date.now() + 60_000; write(JSON.stringify({ value: 1, expiration: end }));",
    reason: /computed in milliseconds/,
  },
  {
    name: "a replacer",
    code: 'const mask = (name: string, given: unknown) => (name === "pin" ? "*" : given); write(JSON.stringify({ value: 1, expiration_ttl: 60 }, mask));',
    reason: /second argument of `JSON.stringify`, `mask`/,
  },
  {
    name: "a list of the fields that are stored",
    code: 'write(JSON.stringify({ value: 1, expiration_ttl: 60 }, ["value"]));',
    reason: /second argument of `JSON.stringify`/,
  },
  {
    name: "a value that may be missing by its type",
    code: "declare const user: { theme?: string }; write(JSON.stringify({ value: user.theme, expiration_ttl: 60 }));",
    reason: /`value` can be `undefined`/,
  },
  {
    name: "a value that is nothing under a condition",
    code: "declare const isOn: boolean; write(JSON.stringify({ value: isOn ? 1 : undefined, expiration_ttl: 60 }));",
    reason: /`value` can be `undefined`/,
  },
  {
    name: "a value of an object that may be missing",
    code: "declare const user: { name: string } | undefined; write(JSON.stringify({ value: user?.name, expiration_ttl: 60 }));",
    reason: /`value` can be `undefined`/,
  },
  {
    name: "a value that is looked up in a map",
    code: "const plans = new Map<string, object>(); export const keep = (name: string) => write(JSON.stringify({ value: plans.get(name), expiration_ttl: 60 }));",
    reason: /`value` can be `undefined`/,
  },
  {
    name: "a value that is found in a list, by a name",
    code: "declare const users: { name: string }[]; export const keep = (name: string) => { const user = users.find((each) => each.name === name); return write(JSON.stringify({ value: user, expiration_ttl: 60 })); };",
    reason: /`value` can be `undefined`/,
  },
  {
    name: "a clock in milliseconds, plus a span",
    code: "export const keep = (end: Date, lag: number) => write(JSON.stringify({ value: 1, expiration: end.getTime() + lag }));",
    reason: /computed in milliseconds/,
  },
  {
    name: "an instance whose class has a `toJSON`",
    code: 'class Entry { constructor(readonly text: string) {} toJSON() { return { value: this.text, expiration_ttl: 60 }; } } const entry = new Entry("v"); write(JSON.stringify(entry));',
    reason: /object's `toJSON` \(line 5, column \d+\) decides what is stored/,
  },
  {
    name: "a payload that a library filters",
    code: 'import { isUndefined, omitBy } from "lodash"; export const keep = (ttl?: number) => write(JSON.stringify(omitBy({ value: 1, expiration_ttl: ttl }, isUndefined)));',
    reason:
      /`omitBy` \(line 5, column \d+\) decides which fields are stored: call `encodeEnvelope` in its place/,
  },
  {
    name: "a payload that a schema checks",
    code: 'import { z } from "zod"; const Payload = z.object({ value: z.number(), expiration_ttl: z.number() }); export const keep = (ttl: number) => write(JSON.stringify(Payload.parse({ value: 1, expiration_ttl: ttl })));',
    reason: /`Payload\.parse` \(line 5, column \d+\) decides which fields are stored/,
  },
  {
    name: "a payload whose members a function takes over one by one",
    code: "function clean(body: Record<string, unknown>) { const kept: Record<string, unknown> = {}; for (const key in body) if (body[key] !== undefined) kept[key] = body[key]; return kept; } export const keep = (ttl?: number) => write(JSON.stringify(clean({ value: 1, expiration_ttl: ttl })));",
    reason:
      /the code that sets its members one by one \(line 5, column \d+\) decides which fields are stored/,
  },
  {
    name: "a payload that goes through a queue",
    code: 'const queue: { key: string; payload: object }[] = []; queue.push({ key: "k", payload: { value: 1, expiration_ttl: 60 } }); for (const { payload } of queue.splice(0)) write(JSON.stringify(payload));',
    reason: /handed over by `queue.push` \(line 5, column \d+\), and who else takes it there is not seen/,
  },
  {
    name: "a payload that an event hands on",
    code: 'import { EventEmitter } from "node:events"; const bus = new EventEmitter(); bus.on("save", (payload: object) => write(JSON.stringify(payload))); bus.emit("save", { value: 1, expiration_ttl: 60 });',
    reason: /handed over by `bus.emit` \(line 5, column \d+\)/,
  },
  {
    name: "a text that is sent in base64",
    code: 'write(Buffer.from(JSON.stringify({ value: 1, expiration_ttl: 60 })).toString("base64"));',
    reason: /\.toString` \(line 5, column \d+\) spells the body another way/,
  },
  {
    name: "a text that a library encodes",
    code: 'import { encode } from "base64-arraybuffer"; write(encode(JSON.stringify({ value: 1, expiration_ttl: 60 }) as never));',
    reason: /`encode` \(line 5, column \d+\) spells the body another way/,
  },
  {
    name: "a text that is sent compressed",
    code: 'import { gzipSync } from "node:zlib"; write(gzipSync(JSON.stringify({ value: 1, expiration_ttl: 60 })));',
    reason: /`gzipSync` \(line 5, column \d+\) spells/,
  },
  {
    name: "an object under a form content type",
    code: 'import axios from "axios";\naxios.put(url("k"), { value: 1, expiration_ttl: 60 }, { headers: { "Content-Type": "application/x-www-form-urlencoded" } });',
    reason: /sends this object as a form/,
  },
  {
    name: "an object in a chain that names a form",
    code: 'import superagent from "superagent";\nsuperagent.put(url("k")).set("Content-Type", "application/x-www-form-urlencoded").send({ value: 1, expiration_ttl: 60 });',
    reason: /sends this object as a form/,
  },
  {
    name: "axios' own verb for forms",
    code: 'import axios from "axios";\naxios.putForm(url("k"), { value: 1, expiration_ttl: 60 });',
    reason: /the body is form data/,
  },
  {
    name: "a serialiser of the program's own client",
    code: 'declare const http: { put(url: string, body: object, options: object): Promise<void> }; http.put(url("k"), { value: 1, expiration_ttl: 60 }, { transformRequest: (data) => JSON.stringify({ ...data, by: 1 }) });',
    reason: /`transformRequest` decides what is stored/,
  },
  {
    name: "a text that the SDK makes JSON of",
    code: 'import Telnyx from "telnyx";\nconst client = new Telnyx(); client.put("/storage/kvs/n/keys/k", { body: JSON.stringify({ value: 1, expiration_ttl: 60 }) });',
    reason: /the SDK makes JSON of this text once more/,
  },
  {
    name: "an expected error on a line that changes",
    code: "const send = (body: { value: number }) => write(JSON.stringify(body));\n// @ts-expect-error one field too many\nsend({ value: 1, expiration_ttl: 60 });",
    reason: /names the old fields|`@ts-expect-error` \(line \d+\) expects/,
  },
  {
    name: "a field that the variable's type does not name",
    code: "const body: { value: number } = { value: 1,\n// @ts-expect-error one field too many\nexpiration_ttl: 60 }; write(JSON.stringify(body));",
    reason: /the type of `body` has no `expiration_ttl`/,
  },
  ...CLIENT_WRITES,
];

/** Reads that keep the write above them from being rewritten. */
export const READS: readonly LeftShape[] = [
  {
    name: "a read that a schema checks",
    code: 'import { z } from "zod"; const Entry = z.object({ value: z.string() }); export const load = async () => Entry.parse(await (await fetch(url("k"))).json());',
    reason: /schema that describes the old wrapper, or that is not visible/,
  },
  {
    name: "a read of the ttl that was stored",
    code: 'export const load = async () => { const { value, expiration_ttl } = await (await fetch(url("k"))).json(); return [value, expiration_ttl]; };',
    reason: /the stored ttl is read back/,
  },
  {
    name: "a function that reads another service, too, and opens what it reads",
    code: 'import axios from "axios"; const take = async (address: string) => (await axios.get(address)).data.value; export const both = () => Promise.all([take(url("k")), take("https://example.com/config")]);',
    reason: /also opens what it reads of other stores/,
  },
  {
    name: "a client's body that a shared function gives",
    code: 'import axios from "axios"; const ask = (address: string) => axios.get(address).then((answer) => answer.data); export const load = async () => (await ask(url("k"))).value; export const other = () => ask("https://example.com/config");',
    reason: /gives for a missing key is not visible/,
  },
  ...CLIENT_READS,
];

/** The program of a write, and that of a read with a write that it holds back. */
export const programOfWrite = ({ code }: LeftShape): string => HEAD + code;
export const programOfRead = ({ code }: LeftShape): string => `${HEAD}save(1);\n${code}`;
