// Reads and writes through clients that are given something which is not known: what the helper would be handed, or
// what would be stored, can't be told. Each with what its reason names.
import type { LeftShape } from "./left-shapes.js";

const AXIOS = 'import axios from "axios"; const api = axios.create({ timeout: 1000 });';
const GOT = 'import got from "got";';
const KY = 'import ky from "ky";';
const OFETCH = 'import { ofetch } from "ofetch";';
const SUPERAGENT = 'import superagent from "superagent";';

/** Reads of axios: interceptors, transforms, defaults, code that is given the instance. */
const AXIOS_READS: readonly LeftShape[] = [
  {
    name: "a response interceptor that gives the data",
    code: `${AXIOS} api.interceptors.response.use((response) => response.data); export const load = async () => (await api.get(url("k")) as any).value;`,
    reason: /axios's `interceptors\.response` \(line 6, column \d+\) decides what this call gives/,
  },
  {
    name: "a response interceptor of axios itself",
    code: 'import axios from "axios"; axios.interceptors.response.use((r) => r.data); export const load = async () => (await axios.get(url("k")) as any).value;',
    reason: /`interceptors\.response` \(line 6, column \d+\)/,
  },
  {
    name: "a response interceptor that turns an error into another",
    code: `${AXIOS} api.interceptors.response.use((r) => r, (e) => Promise.reject(new Error(e.code))); export const load = async () => (await api.get(url("k"))).data.value;`,
    reason: /`interceptors\.response`/,
  },
  {
    name: "axios told to transform the response",
    code: `${AXIOS} export const load = async () => (await api.get(url("k"), { transformResponse: [(text: string) => JSON.parse(text).value] })).data;`,
    reason:
      /option `transformResponse` \(line 6, column \d+\) decides what this call gives: decode the body there/,
  },
  {
    name: "an instance of axios made with a transform",
    code: 'import axios from "axios"; const api = axios.create({ transformResponse: (text: string) => JSON.parse(text).value }); export const load = async () => (await api.get(url("k"))).data;',
    reason: /option `transformResponse`/,
  },
  {
    name: "axios whose defaults are changed",
    code: 'import axios from "axios"; axios.defaults.transformResponse = [(text: string) => JSON.parse(text)]; export const load = async () => (await axios.get(url("k"))).data.value;',
    reason: /`defaults\.transformResponse` \(line 6, column \d+\)/,
  },
  {
    name: "a reviver given to axios",
    code: 'import axios from "axios"; const api = axios.create({ parseReviver: (_: string, v: unknown) => v } as object); export const load = async () => (await api.get(url("k"))).data.value;',
    reason: /option `parseReviver`/,
  },
  {
    name: "an adapter of axios",
    code: `${AXIOS} declare const cached: any; export const load = async () => (await api.get(url("k"), { adapter: cached })).data.value;`,
    reason: /option `adapter`/,
  },
  {
    name: "an instance of axios that comes as a parameter",
    code: 'import type { AxiosInstance } from "axios"; export const load = async (api: AxiosInstance) => (await api.get(url("k"))).data.value;',
    reason: /made by code that is not seen/,
  },
  {
    name: "an instance of axios that is handed to a package",
    code: `${AXIOS} import { setupCache } from "axios-cache-interceptor"; setupCache(api); export const load = async () => (await api.get(url("k"))).data.value;`,
    reason: /handed to `setupCache` \(line 6, column \d+\)/,
  },
  {
    name: "options of axios that are not all visible",
    code: `${AXIOS} declare const more: object; export const load = async () => (await api.get(url("k"), { ...more })).data.value;`,
    reason: /not all options of axios are visible/,
  },
];

/** Reads of got and ky: hooks, parse functions, schemas, modes. */
const GOT_AND_KY_READS: readonly LeftShape[] = [
  {
    name: "got told how to parse",
    code: `${GOT} export const load = () => got(url("k"), { parseJson: (text) => JSON.parse(text).value }).json();`,
    reason: /got's option `parseJson`/,
  },
  {
    name: "got with a hook that turns a 404 into another error",
    code: `${GOT} const api = got.extend({ hooks: { beforeError: [(e) => Object.assign(e, { name: "Gone" })] } }); export const load = async () => (await api(url("k")).json<any>()).value;`,
    reason: /got's hook `beforeError` \(line 6, column \d+\) decides/,
  },
  {
    name: "got that gives the body alone, parsed, where the body of an error is looked at",
    code: `${GOT} export const load = async () => { try { return (await got(url("k"), { resolveBodyOnly: true, responseType: "json" }) as any).value; } catch (error: any) { return error.response.body.errors[0].code; } };`,
    reason: /reads the body of the error's response/,
  },
  {
    name: "got that gives the body alone, and does not throw",
    code: `${GOT} export const load = async () => JSON.parse(await got(url("k"), { resolveBodyOnly: true, throwHttpErrors: false })).value;`,
    reason: /through this client/,
  },
  {
    name: "a stream from got",
    code: `${GOT} export const load = () => got.stream(url("k")).pipe(process.stdout);`,
    reason: /`got\.stream`/,
  },
  {
    name: "got told not to throw, and its own json()",
    code: `${GOT} export const load = async () => (await got(url("k"), { throwHttpErrors: false }).json<any>()).value ?? null;`,
    reason: /client's own `\.json` \(line 6, column \d+\)/,
  },
  {
    name: "ky told not to throw, and its own json()",
    code: `${KY} const api = ky.create({ throwHttpErrors: false }); export const load = async () => (await api.get(url("k")).json<any>()).value ?? null;`,
    reason: /client's own `\.json` \(line 6, column \d+\)/,
  },
  {
    name: "ky told by a function what to throw on",
    code: `${KY} export const load = async () => (await ky.get(url("k"), { throwHttpErrors: (s: number) => s > 404 } as object).json<any>()).value;`,
    reason: /option `throwHttpErrors`/,
  },
  {
    name: "ky with a hook behind the response",
    code: `${KY} const api = ky.create({ hooks: { afterResponse: [async (_a, _b, r) => new Response(await r.text())] } }); export const load = async () => (await api.get(url("k")).json<any>()).value;`,
    reason: /ky's hook `afterResponse`/,
  },
  {
    name: "ky told how to parse",
    code: `${KY} const api = ky.extend({ parseJson: (text) => JSON.parse(text).value }); export const load = async () => (await api.get(url("k"))).json();`,
    reason: /ky's option `parseJson`/,
  },
  {
    name: "a schema given to ky's json()",
    code: `${KY} declare const Entry: any; export const load = async () => (await (ky.get(url("k")) as any).json(Entry)).value;`,
    reason: /schema/,
  },
  {
    name: "a schema given to json() of ky's response",
    code: `${KY} declare const Entry: any; export const load = async () => { const res: any = await ky.get(url("k")); return (await res.json(Entry)).value; };`,
    reason: /schema/,
  },
  {
    name: "ky with a fetch of one's own",
    code: `${KY} declare const traced: typeof fetch; export const load = async () => (await ky.get(url("k"), { fetch: traced }).json<any>()).value;`,
    reason: /ky's option `fetch`/,
  },
];

/** Reads of ofetch and superagent. */
const OTHER_READS: readonly LeftShape[] = [
  {
    name: "ofetch told how to parse",
    code: `${OFETCH} export const load = () => ofetch(url("k"), { parseResponse: (text) => JSON.parse(text).value });`,
    reason: /ofetch's option `parseResponse`/,
  },
  {
    name: "ofetch with a hook behind the response",
    code: `${OFETCH} const api = ofetch.create({ onResponse({ response }) { response._data = response._data.value; } }); export const load = () => api(url("k"));`,
    reason: /ofetch's option `onResponse`/,
  },
  {
    name: "ofetch that gives a Blob",
    code: `${OFETCH} export const load = async () => JSON.parse(await (await ofetch(url("k"), { responseType: "blob" })).text()).value;`,
    reason: /ofetch's option `responseType`/,
  },
  {
    name: "what ofetch gives, taken as a Blob",
    code: `${OFETCH} export const load = async () => JSON.parse(await (await ofetch(url("k"))).text()).value;`,
    reason: /taken as bytes/,
  },
  {
    name: "the body of a raw response of ofetch, once more",
    code: `${OFETCH} export const load = async () => (await (await ofetch.raw(url("k"))).json()).value;`,
    reason: /taken as bytes or as a stream/,
  },
  {
    name: "undici with a dispatcher that is composed",
    code: `import { Agent, interceptors, request } from "undici"; const dispatcher = new Agent().compose(interceptors.responseError()); export const load = async () => (await (await request(url("k"), { dispatcher })).body.json() as any).value;`,
    reason: /undici's option `dispatcher` \(line 6, column \d+\) decides what this call gives/,
  },
  {
    name: "the SDK's answer with its response",
    code: `import Telnyx from "telnyx"; const client = new Telnyx(); export const load = async () => { const { data } = await client.storage.kvs.keys.retrieve("k", { id: process.env.KV_ID! }).withResponse(); return (await data.json()).value; };`,
    reason: /`\.withResponse` \(line 6, column \d+\) takes the answer/,
  },
  {
    name: "a response of node:https that is piped",
    code: `import https from "node:https"; export const load = () => https.get(url("k"), (res) => { res.pipe(process.stdout); });`,
    reason: /taken as bytes or as a stream/,
  },
  {
    name: "a request of node:https that other code gets",
    code: `import https from "node:https"; declare const watch: any; export const load = () => { const req = https.get(url("k"), (res) => { let text = ""; res.on("data", (part) => { text += part; }); res.on("end", () => { console.log(JSON.parse(text).value); }); }); watch(req); };`,
    reason: /handed to code that is not seen here \(line 6, column \d+\)/,
  },
  {
    name: "a request of node:https whose response nobody takes",
    code: `import https from "node:https"; export const load = () => { https.get(url("k")); };`,
    reason: /not seen where the response to this request is taken/,
  },
  {
    name: "ofetch told to give the body of an error",
    code: `${OFETCH} export const load = async () => (await ofetch(url("k"), { ignoreResponseError: true })).value ?? null;`,
    reason: /option `ignoreResponseError`/,
  },
  {
    name: "superagent with a parser",
    code: `${SUPERAGENT} export const load = async () => (await superagent.get(url("k")).parse((res: any, done: any) => done(null, 1))).body;`,
    reason: /superagent's `\.parse\(\)` \(line 6, column \d+\)/,
  },
  {
    name: "superagent with a plugin",
    code: `${SUPERAGENT} declare const plugin: any; const agent = superagent.agent().use(plugin); export const load = async () => (await agent.get(url("k"))).body.value;`,
    reason: /superagent's `\.use\(\)`/,
  },
  {
    name: "superagent whose request is completed by later calls",
    code: `${SUPERAGENT} declare const token: string; export const load = async () => { const request = superagent.get(url("k")); if (token) request.set("x", token); return (await request).body.value; };`,
    reason: /superagent's request is only completed in another place \(line 6, column \d+\)/,
  },
  {
    name: "superagent with a callback that is not seen",
    code: `${SUPERAGENT} export const load = (done: any) => superagent.get(url("k")).end(done);`,
    reason: /superagent's `\.end\(\)`/,
  },
  {
    name: "undici's stream",
    code: 'import { stream } from "undici"; declare const sink: any; export const load = () => stream(url("k"), { method: "GET" }, sink);',
    reason: /what `undici\.stream` \(line 6, column \d+\) gives is not what undici gives as a rule/,
  },
  {
    name: "the stream of undici's pool",
    code: 'import { Pool } from "undici"; declare const sink: any; const pool = new Pool("https://api.telnyx.com"); export const load = () => pool.stream({ method: "GET", path: new URL(url("k")).pathname }, sink);',
    reason: /what `undici\.stream`/,
  },
  {
    name: "the SDK's own get",
    code: 'import Telnyx from "telnyx"; const client = new Telnyx(); export const load = async () => (await client.get<unknown, any>(`/storage/kvs/${process.env.KV_ID}/keys/k`)).value;',
    reason:
      /the SDK's own `client\.get` \(line 6, column \d+\) parses an answer by its content type: read with the SDK's `storage\.kvs\.keys\.retrieve`/,
  },
  {
    name: "a hook of ky that counts answers",
    code: `${KY} let seen = 0; const api = ky.create({ hooks: { afterResponse: [() => { seen += 1; }] } }); export const load = async () => (await api.get(url("k")).json<any>()).value;`,
    reason: /ky's hook `afterResponse`/,
  },
  {
    name: "a hook of got that changes where a request goes",
    code: `${GOT} const api = got.extend({ hooks: { beforeRequest: [(options) => { options.url = new URL("https://elsewhere.example"); }] } }); export const load = async () => (await api.get(url("k")).json<any>()).value;`,
    reason: /got's hook `beforeRequest`/,
  },
  {
    name: "a shared function that catches what axios throws",
    code: 'import axios from "axios"; const ask = async (address: string) => { try { return await axios.get(address); } catch { return { data: null }; } }; export const load = async () => (await ask(url("k"))).data?.value; export const other = async () => (await ask("https://example.com/config")).data;',
    reason: /a missing key is caught in the function around the read/,
  },
  {
    name: "a client from a module that is not seen",
    code: 'import { api } from "./api.js"; export const load = async () => (await api.get(url("k"))).data.value;',
    reason: /what `[^`]+` \(line \d+, column \d+\) makes of an answer or a missing key is not seen here/,
  },
  {
    name: "wretch",
    code: 'import wretch from "wretch"; export const load = async () => (await wretch(url("k")).get().json<any>()).value;',
    reason: /wretch is not known well/,
  },
  {
    name: "one of two clients whose answers differ",
    code: 'import axios from "axios"; import got from "got"; const client: any = process.env.PLAIN ? got : axios; export const load = async () => { const answer = await client.get(url("k")); return process.env.PLAIN ? JSON.parse(answer.body).value : answer.data.value; };',
    reason: /`client\.get` \(line 6, column \d+\) is a call of one of several clients/,
  },
  {
    name: "one of two clients of which one does not throw",
    code: `${GOT} const quiet = got.extend({ throwHttpErrors: false }); export const load = async (isStrict: boolean) => JSON.parse((await (isStrict ? got : quiet).get(url("k"))).body).value;`,
    reason: /is a call of one of several clients/,
  },
  {
    name: "one of two clients of which one has a hook",
    code: `${AXIOS} const other = axios.create(); other.interceptors.response.use((r) => r.data); export const load = async (isOther: boolean) => (await (isOther ? other : api).get(url("k"))).data.value;`,
    reason: /axios's `interceptors\.response` \(line 6, column \d+\)/,
  },
  {
    name: "one of two clients of which another module makes one",
    code: 'import axios from "axios"; import { makeClient } from "./clients.js"; const client = process.env.OWN ? axios : makeClient(); export const load = async () => (await client.get(url("k"))).data.value;',
    reason: /is a call of one of several clients/,
  },
];

/** Reads that keep the write above them from being rewritten. */
export const CLIENT_READS: readonly LeftShape[] = [...AXIOS_READS, ...GOT_AND_KY_READS, ...OTHER_READS];

/** Writes of which it is not known what is sent. */
export const CLIENT_WRITES: readonly LeftShape[] = [
  {
    name: "axios told to transform the request",
    code: `${AXIOS} api.put(url("k"), { value: 1, ttl: 60 }, { transformRequest: [(body: unknown) => JSON.stringify(body)] });`,
    reason:
      /axios's option `transformRequest` \(line 5, column \d+\) decides what is sent: write an envelope there/,
  },
  {
    name: "axios with an interceptor of requests",
    code: `${AXIOS} api.interceptors.request.use((config) => ({ ...config, data: JSON.stringify(config.data) })); api.put(url("k"), { value: 1, ttl: 60 });`,
    reason: /`interceptors\.request` \(line 5, column \d+\)/,
  },
  {
    name: "got told how to make JSON",
    code: `${GOT} got.put(url("k"), { json: { value: 1, expiration_ttl: 60 }, stringifyJson: (doc) => JSON.stringify(doc) });`,
    reason: /got's option `stringifyJson`/,
  },
  {
    name: "ky with a hook that makes the request anew",
    code: `${KY} ky.put(url("k"), { json: { value: 1, expiration_ttl: 60 }, hooks: { beforeRequest: [(request) => new Request(request, { body: "1" })] } });`,
    reason: /ky's hook `beforeRequest`/,
  },
  {
    name: "superagent told how to make JSON",
    code: `${SUPERAGENT} superagent.put(url("k")).serialize((doc: any) => JSON.stringify(doc)).send({ value: 1, expiration_ttl: 60 });`,
    reason: /superagent's `\.serialize\(\)`/,
  },
  {
    name: "superagent that is sent a field under a condition",
    code: `${SUPERAGENT} declare const ttl: number; const request = superagent.put(url("k")); request.send({ value: 1 }); if (ttl) request.send({ expiration_ttl: ttl });`,
    reason: /put together of what several calls send \(line 5, column \d+\): give it to one `\.send\(\)`/,
  },
  {
    name: "superagent that is sent an object from elsewhere besides",
    code: `${SUPERAGENT} const rest = { expiration_ttl: 60 }; superagent.put(url("k")).send({ value: 1 }).send(rest);`,
    reason: /put together of what several calls send/,
  },
  {
    name: "superagent that is sent fields that do something, one by one",
    code: `${SUPERAGENT} let n = 60; superagent.put(url("k")).send({ value: 1 }).set("x", String(n++)).send({ expiration_ttl: n++ });`,
    reason: /has side effects, and would move past other calls/,
  },
  {
    name: "superagent that is sent a field which an envelope has no place for",
    code: `${SUPERAGENT} superagent.put(url("k")).send({ value: 1, note: 2 }).send({ expiration_ttl: 60 });`,
    reason: /also holds `note`/,
  },
  {
    name: "superagent with a form",
    code: `${SUPERAGENT} superagent.put(url("k")).type("form").send({ value: 1, expiration_ttl: 60 });`,
    reason: /superagent's `\.type\(\)`/,
  },
  {
    name: "a write through needle",
    code: 'import needle from "needle"; needle("put", url("k"), { value: 1, expiration_ttl: 60 }, { json: true });',
    reason: /the client needle is not known well/,
  },
  {
    name: "a write through wretch",
    code: 'import wretch from "wretch"; wretch(url("k")).json({ value: 1, expiration_ttl: 60 }).put();',
    reason: /the client wretch is not known well/,
  },
];
