/** Ids as `telnyx-edge storage kv list` prints them. */
export const namespaces = {
	desk: process.env.KV_NAMESPACE_ID ?? "",
} as const;

export type NamespaceName = keyof typeof namespaces;
