export interface EntryFields {
  expiration_ttl?: number;
  metadata?: { reason: string };
}

export interface Entry<T> extends EntryFields {
  value: T;
}
