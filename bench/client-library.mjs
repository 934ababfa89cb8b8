// A run over the service's own SDK, as a generator of clients writes it: hundreds of resources that all hold the client,
// one of which is KV's, and a test for each. Beside a process that does nothing but `ts.createSourceFile` of its files.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatMb, median, row } from "./figures.mjs";
import { measure } from "./monorepo/measure.mjs";
import { codemod } from "./monorepo/peers.mjs";

const RESOURCES = 500;
const METHODS = 6;
const RUNS = 3;

const methodsOf = (path) =>
  Array.from(
    { length: METHODS },
    (_, index) => `
  /** Does the thing of number ${index}, and tells what became of it. */
  action${index}(id: string, body: ActionParams${index}, options?: RequestOptions): APIPromise<ActionResponse${index}> {
    return this._client.${["get", "post", "put", "patch", "delete"][index % 5]}(path\`${path}/\${id}/actions/${index}\`, { body, ...options });
  }
`,
  ).join("");

const typesOf = () =>
  Array.from(
    { length: METHODS },
    (_, index) => `
export interface ActionParams${index} { name?: string; ttl_secs?: number; metadata?: { [key: string]: unknown }; tags?: Array<string> }
export interface ActionResponse${index} { data?: { id: string; created_at: string; status: 'pending' | 'done' } }
`,
  ).join("");

const resource = (
  name,
  path,
  members = "",
  types = "",
  imports = "",
) => `// File generated from the API's description.
import { APIResource } from '${path.startsWith("/storage/kvs") ? "../../../" : "../"}core/resource';
import { APIPromise, RequestOptions, path } from '${path.startsWith("/storage/kvs") ? "../../../" : "../"}core/request';
${imports}
export class ${name} extends APIResource {
${members}${methodsOf(path)}}
${types}${typesOf()}`;

const KEYS = `
  update(key: string, body: string | object, params: { id: string; ttl_secs?: number }, options?: RequestOptions): APIPromise<void> {
    const { id, ttl_secs } = params;
    return this._client.put(path\`/storage/kvs/\${id}/keys/\${key}\`, { query: { ttl_secs }, body, ...options });
  }

  retrieve(key: string, params: { id: string }, options?: RequestOptions): APIPromise<string> {
    return this._client.get(path\`/storage/kvs/\${params.id}/keys/\${key}\`, options);
  }
`;

/** What the API tells of a namespace: none of a binding's types. */
const NAMESPACE = `
export interface KvNamespace { id?: string; name?: string }
export interface KvNamespaceResponse { data?: KvNamespace }
`;

const REQUEST = `export type RequestOptions = { path?: string; headers?: object; query?: object; body?: unknown };
export class APIPromise<T> extends Promise<T> {}
export const path = (texts: TemplateStringsArray, ...params: readonly unknown[]): string =>
  texts.reduce((sum, text, index) => sum + text + (index === params.length ? '' : encodeURIComponent('' + params[index])), '');
`;

function client(names) {
  const verbs = ["get", "post", "put", "patch", "delete"]
    .map(
      (verb) =>
        `  ${verb}<T>(path: string, options?: RequestOptions): APIPromise<T> { return this.methodRequest('${verb}', path, options); }\n`,
    )
    .join("");
  return `import { APIPromise, RequestOptions } from './core/request';
import * as API from './resources/index';
export interface ClientOptions { apiKey?: string; baseURL?: string; fetch?: typeof fetch }
export class Client {
  baseURL: string;
  private fetch: typeof fetch;
  constructor({ baseURL = 'https://api.telnyx.com/v2', ...options }: ClientOptions = {}) {
    this.baseURL = baseURL;
    this.fetch = options.fetch ?? fetch;
  }
${verbs}  private methodRequest<T>(method: string, path: string, options?: RequestOptions): APIPromise<T> {
    return this.request({ method, path, ...options });
  }
  request<T>(options: RequestOptions & { method: string }): APIPromise<T> {
    const url = new URL(this.baseURL + options.path);
    return new APIPromise((resolve) => this.fetch(url, { method: options.method, body: JSON.stringify(options.body) }).then((response) => resolve(response.json())));
  }
${names.map((name) => `  ${name[0].toLowerCase()}${name.slice(1)}: API.${name} = new API.${name}(this);\n`).join("")}}
export default Client;
`;
}

const test = (member) => `import Client from '../src/client';
const client = new Client({ apiKey: 'key', baseURL: process.env['BASE_URL'] ?? 'http://127.0.0.1:4010' });
describe('resource ${member}', () => {
${Array.from(
  { length: METHODS },
  (_, index) => `  test('action ${index}', async () => {
    const response = await client.${member}.action${index}('id', { name: 'a', metadata: { at: 1 }, tags: ['b'] }, { path: '/unknown' });
    expect(response).not.toBeInstanceOf(Response);
  });
`,
).join("")}});
`;

/** A proxy of the client, as servers for tools make one, and what they have made by what it is of. */
const PROXY = `import Client from '../src/client';
const proxies = new WeakMap<object, object>();
export function guard(client: Client, names: readonly string[]): Client {
  const proxy = new Proxy(client, { get: (target, name) => { if (names.includes(String(name))) throw new Error('blocked'); return Reflect.get(target, name); } });
  proxies.set(proxy, client);
  return proxy;
}
`;

/** @returns {number} how many files were written */
function generate(root) {
  const names = Array.from({ length: RESOURCES }, (_, index) => `Resource${index}`);
  const files = {
    "package.json": '{ "name": "client", "type": "module" }\n',
    "src/core/request.ts": REQUEST,
    "src/core/resource.ts":
      "import type { Client } from '../client';\nexport abstract class APIResource {\n  protected _client: Client;\n  constructor(client: Client) {\n    this._client = client;\n  }\n}\n",
    "src/client.ts": client([...names, "Storage"]),
    "src/resources/index.ts": [...names, "Storage"]
      .map((name) => `export { ${name} } from './${name.toLowerCase()}';\n`)
      .join(""),
    "src/resources/storage.ts": resource(
      "Storage",
      "/storage",
      "  kvs: Kvs = new Kvs(this._client);\n",
      "",
      "import { Kvs } from './storage/kvs/kvs';",
    ),
    "src/resources/storage/kvs/kvs.ts": resource(
      "Kvs",
      "/storage/kvs",
      "  keys: Keys = new Keys(this._client);\n",
      NAMESPACE,
      "import { Keys } from './keys';",
    ),
    "src/resources/storage/kvs/keys.ts": resource("Keys", "/storage/kvs/keys", KEYS),
    "tools/guard.ts": PROXY,
  };
  for (const name of names) {
    files[`src/resources/${name.toLowerCase()}.ts`] = resource(name, `/${name.toLowerCase()}`);
    files[`tests/${name.toLowerCase()}.test.ts`] = test(name[0].toLowerCase() + name.slice(1));
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return Object.keys(files).filter((file) => file.endsWith(".ts")).length;
}

/** Reads and parses each source below the current folder, and does nothing with it. */
const PARSE_ALL = `
const ts = require(process.argv[1]);
const { readdirSync, readFileSync } = require("node:fs");
for (const file of readdirSync(".", { recursive: true }))
  if (file.endsWith(".ts")) ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
`;

/** @returns {import("./monorepo/measure.mjs").Command} */
const parseAll = () => ({
  name: "ts.createSourceFile",
  line: [
    process.execPath,
    "--eval",
    PARSE_ALL,
    fileURLToPath(new URL("../node_modules/typescript/lib/typescript.js", import.meta.url)),
  ],
  exits: [0],
});

export async function benchClientLibrary() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "kv-envelope-bench-")));
  try {
    const files = generate(root);
    const commands = [codemod(files), parseAll()];
    const all = commands.map(() => []);
    for (let run = 0; run <= RUNS; run += 1)
      for (const [at, command] of commands.entries()) {
        const measured = await measure(command, root);
        // The first run warms up.
        if (run > 0) all[at].push(measured);
      }
    const [ours, peer] = all.map((runs) => ({
      ms: median(runs.map(({ ms }) => ms)),
      megabytes: median(runs.map(({ megabytes }) => megabytes)),
    }));
    const what = `codemod, the service's SDK in ${files} files`;
    return [
      row(`${what}, beside ts.createSourceFile of them`, ours.ms, peer.ms, "< 1.00"),
      row("peak memory of that", ours.megabytes, peer.megabytes, "< 350 MB", formatMb),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
