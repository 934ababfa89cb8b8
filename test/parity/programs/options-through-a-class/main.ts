import type { KvNamespace } from "@telnyx/edge-runtime";

interface Options {
  readonly metadata?: Record<string, string>;
}
abstract class Cache {
  constructor(protected readonly kv: KvNamespace) {}
  protected write(key: string, text: string, options: Options = {}): Promise<void> {
    return this.kv.put(key, text, options);
  }
  read(key: string): Promise<string | null> {
    return this.kv.get(key); // get
  }
}
export class Pages extends Cache {
  save(path: string, html: string, tag?: string): Promise<void> {
    return this.write(path, html, { metadata: { tag: tag ?? "none" } }); // put
  }
}
