// The files that touch KV: a package with wrappers three deep round `fetch`, and 200 calls of them in
// 96 files of other packages, 8 of which only hand the wrappers on.
import { ENTITIES, KV_PACKAGE, SCOPE } from "./words.mjs";
import { pick } from "./random.mjs";

const KV_FILES = 100;
export const CALL_SITES = 200;
/** The packages with a `src/lib/kv.ts` of their own, through which their files call the wrappers. */
export const BARREL_PACKAGES = [
  "accounts",
  "auth",
  "billing",
  "calls",
  "carts",
  "identity",
  "messaging",
  "webhooks",
];
export const CALLER_FILES = KV_FILES - 4 - BARREL_PACKAGES.length;

export const KV_SOURCES = {
  "client.ts": `const BASE = "https://api.telnyx.com/v2/storage/kvs";

const keyUrl = (key: string): string => \`\${BASE}/\${process.env["TELNYX_KV_ID"] ?? ""}/keys/\${encodeURIComponent(key)}\`;

const headers = (): Record<string, string> => ({ authorization: \`Bearer \${process.env["TELNYX_API_KEY"] ?? ""}\` });

export class KvError extends Error {
  constructor(readonly status: number, key: string) {
    super(\`KV answered \${status} for \${key}\`);
  }
}

/** Stores a text as it is. */
export async function putRaw(key: string, body: string): Promise<void> {
  const response = await fetch(keyUrl(key), { method: "PUT", headers: headers(), body });
  if (!response.ok) throw new KvError(response.status, key);
}

/** The stored text, or null where there is none. */
export async function getRaw(key: string): Promise<string | null> {
  const response = await fetch(keyUrl(key), { headers: headers() });
  if (response.status === 404) return null;
  if (!response.ok) throw new KvError(response.status, key);
  return await response.text();
}
`,
  "writer.ts": `import { putRaw } from "./client.js";

export interface KvPayload<T> {
  value: T;
  expiration_ttl?: number;
  metadata?: Record<string, string>;
}

export async function putText(key: string, text: string): Promise<void> {
  await putRaw(key, text);
}

export async function putJson<T>(key: string, payload: KvPayload<T>): Promise<void> {
  await putText(key, JSON.stringify(payload));
}

export async function remember<T>(key: string, value: T, seconds: number): Promise<void> {
  await putJson(key, { value, expiration_ttl: seconds });
}
`,
  "reader.ts": `import { getRaw } from "./client.js";
import type { KvPayload } from "./writer.js";

export async function getText(key: string): Promise<string | null> {
  return await getRaw(key);
}

export async function getJson<T>(key: string): Promise<KvPayload<T> | null> {
  const text = await getText(key);
  return text === null ? null : (JSON.parse(text) as KvPayload<T>);
}

export async function recall<T>(key: string): Promise<T | null> {
  const payload = await getJson<T>(key);
  return payload === null ? null : payload.value;
}
`,
  "index.ts": `export { KvError } from "./client.js";
export { getJson, getText, recall } from "./reader.js";
export { putJson, putText, remember } from "./writer.js";
export type { KvPayload } from "./writer.js";
`,
};

export const BARREL = `export { getJson, getText, putJson, putText, recall, remember } from "${SCOPE}/${KV_PACKAGE}";
`;

/** @typedef {{ uses: string, text: (name: string, noun: string, seconds: number) => string }} Site */

/** Six writes of every ten calls. @type {readonly Site[]} */
const SITES = [
  {
    uses: "putJson",
    text: (
      name,
      noun,
      seconds,
    ) => `export async function save${name}(id: string, value: { id: string; total: number }): Promise<void> {
  await putJson(\`${noun}/\${id}\`, { value, expiration_ttl: ${seconds} });
}
`,
  },
  {
    uses: "getJson",
    text: (
      name,
      noun,
    ) => `export async function load${name}(id: string): Promise<{ id: string; total: number } | null> {
  const payload = await getJson<{ id: string; total: number }>(\`${noun}/\${id}\`);
  return payload === null ? null : payload.value;
}
`,
  },
  {
    uses: "putText",
    text: (
      name,
      noun,
      seconds,
    ) => `export async function keep${name}(id: string, value: string, ttl = ${seconds}): Promise<void> {
  // ${noun}s are short-lived
  await putText(\`${noun}/\${id}/text\`, JSON.stringify({ value, expiration_ttl: ttl }));
}
`,
  },
  {
    uses: "putJson",
    text: (
      name,
      noun,
      seconds,
    ) => `export async function tag${name}(id: string, value: string, origin: string): Promise<void> {
  await putJson(\`${noun}/\${id}/tagged\`, {
    value,
    expiration_ttl: ${seconds},
    metadata: { origin, kind: "${noun}" },
  });
}
`,
  },
  {
    uses: "getText",
    text: (name, noun) => `export async function show${name}(id: string): Promise<string> {
  const text = await getText(\`${noun}/\${id}/text\`);
  if (text === null) return "";
  return (JSON.parse(text) as { value: string }).value;
}
`,
  },
  {
    uses: "remember",
    text: (name, noun, seconds) => `export async function note${name}(id: string): Promise<void> {
  await remember(\`${noun}/\${id}/seen\`, new Date().toISOString(), ${seconds});
}
`,
  },
  {
    uses: "recall",
    text: (name, noun) => `export async function seen${name}(id: string): Promise<boolean> {
  return (await recall<string>(\`${noun}/\${id}/seen\`)) !== null;
}
`,
  },
  {
    uses: "putJson",
    text: (name, noun) => `export async function mark${name}(id: string, by: string): Promise<void> {
  await putJson(\`${noun}/\${id}/mark\`, { value: true, metadata: { by } });
}
`,
  },
  {
    uses: "getJson",
    text: (name, noun) => `export async function marker${name}(id: string): Promise<boolean> {
  return (await getJson<boolean>(\`${noun}/\${id}/mark\`))?.value ?? false;
}
`,
  },
  {
    uses: "putText",
    text: (
      name,
      noun,
      seconds,
    ) => `export async function lock${name}(id: string, owner: string): Promise<void> {
  const body = JSON.stringify({ value: owner, expiration_ttl: ${seconds}, metadata: { noun: "${noun}" } });
  await putText(\`${noun}/\${id}/lock\`, body);
}
`,
  },
];

/**
 * What the caller file of a number has of KV: the wrappers that it imports, and its calls, two or three.
 * @param {import("./random.mjs").Random} random
 */
export function callerParts(random, number, name) {
  const before = (at) => Math.floor((at * CALL_SITES) / CALLER_FILES);
  const uses = new Set();
  const blocks = [];
  for (let site = before(number); site < before(number + 1); site += 1) {
    const { uses: wrapper, text } = SITES[site % SITES.length];
    uses.add(wrapper);
    blocks.push(text(`${name}${site}`, pick(random, ENTITIES), 60 * (1 + Math.floor(random() * 1440))));
  }
  return { uses: [...uses].sort(), blocks };
}
