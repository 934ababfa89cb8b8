// The project that everybody installs the packages into: one write, the read that belongs to it, and a small program.
import { PUBLISHED, type Tarballs } from "../support/tarballs.js";

/** A TypeScript file that the codemod rewrites and the plugin reports. */
export const SOURCE = "src/sessions.ts";

const SESSIONS = `const url = (id: string): string =>
  \`https://api.telnyx.com/v2/storage/kvs/\${process.env.KV_SESSIONS}/keys/session-\${encodeURIComponent(id)}\`;

export async function save(id: string, token: string): Promise<void> {
  await fetch(url(id), { method: "PUT", body: JSON.stringify({ value: token, expiration_ttl: 3600 }) });
}

export async function load(id: string): Promise<string | null> {
  const response = await fetch(url(id));
  if (response.status === 404) return null;
  const { value } = (await response.json()) as { value: string };
  return value;
}
`;

const PROGRAM = `import { decodeEnvelope, encodeEnvelope } from "@kv-envelope/runtime";

console.log(decodeEnvelope(encodeEnvelope("kept", { ttlSeconds: 60 })).value);
`;

/** What `check.mjs` prints. */
export const PRINTED = "kept\n";

/** @param beside what else the project depends on, with versions. */
export const filesOf = (
  tarballs: Partial<Tarballs>,
  beside: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  [SOURCE]: SESSIONS,
  "check.mjs": PROGRAM,
  "package.json": JSON.stringify({
    name: "installs",
    private: true,
    type: "module",
    dependencies: {
      ...Object.fromEntries(
        PUBLISHED.flatMap((name) =>
          tarballs[name] === undefined ? [] : [[`@kv-envelope/${name}`, `file:${tarballs[name]}`]],
        ),
      ),
      ...beside,
    },
  }),
});
