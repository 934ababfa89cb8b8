/**
 * The service's generations, one switch for the server and for the runtime that a program finds beside it:
 * - `verbatim`: bytes are stored as they are, and no query is looked at; the binding drops its options.
 * - `refusing`: `ttl_secs` is known, and this namespace has no support for it (409).
 * - `ttl, binding 0.2.1`: `ttl_secs` is honoured; that runtime's binding does not say it.
 * - `ttl, binding 0.2.2`: as today.
 */
export const GENERATIONS = {
  verbatim: { ttl: "ignored", edgeRuntime: "0.2.1" },
  refusing: { ttl: "refused", edgeRuntime: "0.2.2" },
  "ttl, binding 0.2.1": { ttl: "honoured", edgeRuntime: "0.2.1" },
  "ttl, binding 0.2.2": { ttl: "honoured", edgeRuntime: "0.2.2" },
} as const satisfies Readonly<Record<string, { readonly ttl: TtlSupport; readonly edgeRuntime: string }>>;

/** What becomes of a `ttl_secs`. */
export type TtlSupport = "ignored" | "refused" | "honoured";
export type Generation = keyof typeof GENERATIONS;
export const NEWEST: Generation = "ttl, binding 0.2.2";

/** The environment in which a program finds the runtime of a generation. */
export const envOf = (generation: Generation): Readonly<Record<string, string>> => ({
  EDGE_RUNTIME_VERSION: GENERATIONS[generation].edgeRuntime,
});
