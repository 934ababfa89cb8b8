// Modules that write to something else in the same words: none of them may change by a byte.
import type { Linker } from "./linker.js";
import type { LookAlike } from "./spec.js";

const PATHS: Readonly<Record<LookAlike, string>> = {
  cloudflare: "src/vendor/cloudflare",
  cache: "src/util/cache",
  stripe: "src/vendor/billing",
};

export function addLookAlike(kind: LookAlike, linker: Linker): string {
  const draft = linker.module(PATHS[kind]);
  const type = (text: string): string => draft.type(text);
  switch (kind) {
    case "cloudflare":
      draft.function(
        {
          name: "put",
          async: true,
          parameters: `key${type(": string")}, value${type(": string")}, ttl${type(": number")}`,
          returns: "Promise<void>",
          body: `await fetch(\`https://api.cloudflare.com/client/v4/accounts/\${process.env.CF_ACCOUNT}/storage/kv/namespaces/\${process.env.CF_KV}/values/\${key}\`, {
  method: "PUT",
  headers: { Authorization: \`Bearer \${process.env.CF_TOKEN}\` },
  body: JSON.stringify({ value, expiration_ttl: ttl, metadata: { source: "edge" } }),
});`,
        },
        "function",
      );
      break;
    case "cache":
      draft.add(`const kept = new Map${type("<string, string>")}();`);
      draft.function(
        {
          name: "put",
          parameters: `key${type(": string")}, value${type(": unknown")}, ttl${type(": number")}`,
          returns: "void",
          body: "kept.set(key, JSON.stringify({ value, ttl, expiration_ttl: ttl }));",
        },
        "function",
      );
      draft.function(
        {
          name: "get",
          parameters: `key${type(": string")}`,
          returns: "unknown",
          body: 'return JSON.parse(kept.get(key) ?? "{}").value;',
        },
        "arrow",
      );
      break;
    case "stripe":
      if (type("ts") !== "")
        draft.add(
          "interface Billing {\n  customers: { update(id: string, change: { metadata: Record<string, string> }): Promise<void> };\n}",
        );
      draft.function(
        {
          name: "tag",
          parameters: `billing${type(": Billing")}, id${type(": string")}, value${type(": string")}`,
          returns: "Promise<void>",
          body: 'return billing.customers.update(id, { metadata: { value, expiration: "never" } });',
        },
        "function",
      );
      break;
  }
  return draft.path;
}
