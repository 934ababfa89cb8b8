interface SearchClient {
  put(path: string, document: { value: string; ttl: number; metadata: Record<string, string> }): Promise<void>;
}

/** The search service does expire what it is told to. */
export class LetterIndex {
  constructor(private readonly client: SearchClient) {}

  remember(id: string, text: string) {
    return this.client.put(`/letters/keys/${id}`, { value: text, ttl: 3600, metadata: { kind: "letter" } });
  }
}
