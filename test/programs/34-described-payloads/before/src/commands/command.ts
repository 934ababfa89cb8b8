export type Command =
  | { type: "put"; key: string; payload: { value: string; expiration_ttl: number } }
  | { type: "log"; text: string };
