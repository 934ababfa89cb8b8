import type { Program } from "../analysis/protocol.js";

interface Example extends Program {
  readonly title: string;
}

const COMMON = { expiry: "envelope", edgeRuntime: "0.2.1" } as const;

/** Rewritten with its read. */
export const first: Example = {
  title: "fetch: a session and its read",
  ...COMMON,
  fileName: "kv.ts",
  text: `const url = (key: string) =>
  \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys/\${encodeURIComponent(key)}\`;
const headers = { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` };

export async function saveSession(id: string, session: { user: string }) {
  await fetch(url(\`session/\${id}\`), {
    method: "PUT",
    headers: { ...headers, "Content-Type": "application/json" },
    // The service stores this text as it is: the key never expires.
    body: JSON.stringify({ value: session, expiration_ttl: 3600 }),
  });
}

export async function loadSession(id: string): Promise<{ user: string } | undefined> {
  const response = await fetch(url(\`session/\${id}\`), { headers });
  if (response.status === 404) return undefined;
  const body = await response.json();
  return body.value;
}
`,
};

/** Binding options that are honoured from 0.2.2 on. */
export const binding: Example = {
  title: "Edge binding: options that 0.2.1 ignores",
  ...COMMON,
  fileName: "kv.ts",
  text: `import type { KvNamespace } from "@telnyx/edge-runtime";

interface Env {
  CODES: KvNamespace;
}

export const remember = (env: Env, phone: string, code: string) =>
  env.CODES.put(\`code/\${phone}\`, code, { expirationTtl: 300 });

export const recall = (env: Env, phone: string) => env.CODES.get(\`code/\${phone}\`);
`,
};

/** Left, with a reason. */
export const intercepted: Example = {
  title: "axios: an interceptor keeps the write as it is",
  ...COMMON,
  fileName: "kv.js",
  text: `import axios from "axios";

const kv = axios.create({ baseURL: \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys\` });
kv.interceptors.response.use((response) => response.data.value);

export const put = (key, value) => kv.put(\`/\${key}\`, { value, expiration_ttl: 60 });
export const get = (key) => kv.get(\`/\${key}\`);
`,
};

/** The second remedy. */
export const ofService: Example = {
  title: "The service's own expiry",
  ...COMMON,
  expiry: "server",
  fileName: "kv.mjs",
  text: `const NAMESPACE = \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_NAMESPACE_ID}/keys\`;

export const lock = (name, owner) =>
  fetch(\`\${NAMESPACE}/lock-\${name}\`, {
    method: "PUT",
    headers: { Authorization: \`Bearer \${process.env.TELNYX_API_KEY}\` },
    body: JSON.stringify({ value: owner, expiration_ttl: 20 }),
  });
`,
};

/** What the page has to try at once. */
export const EXAMPLES: readonly Example[] = [first, binding, intercepted, ofService];
