// Fields and accessors.
import type { KvNamespace } from "@telnyx/edge-runtime";

interface Stores {
  readonly sessions: KvNamespace;
  get limits(): KvNamespace;
}
abstract class Base {
  protected abstract readonly kv: KvNamespace;
  protected abstract other(): KvNamespace;
  write() {
    return this.kv.put("d/1", "v", { metadata: {} }); // put
  }
  read() {
    return this.other().get("d/1"); // get
  }
}
export class Service extends Base implements Stores {
  declare readonly sessions: Stores["sessions"];
  private stores!: Stores;
  #own!: KvNamespace;
  constructor(private readonly deps: { stores: Stores }) {
    super();
  }
  get limits(): KvNamespace {
    return this.deps.stores.limits;
  }
  protected get kv() {
    return this.stores.sessions;
  }
  protected other() {
    return this.stores.sessions;
  }
  async both() {
    await this.sessions.put("d/2", "v", { metadata: {} }); // put
    await this.sessions.get("d/2"); // get
    await this.limits.put("d/3", "v", { metadata: {} }); // put
    await this.limits.get("d/3"); // get
    await this.stores.limits.put("d/4", "v", { metadata: {} }); // put
    await this.stores.limits.get("d/4"); // get
    await this.deps.stores.sessions.put("d/5", "v", { metadata: {} }); // put
    await this.deps.stores.sessions.get("d/5"); // get
    await this.#own.put("d/6", "v", { metadata: {} }); // put
    await this.#own.get("d/6"); // get
  }
}
export const use = async (service: Service) => {
  await service.limits.put("d/7", "v", { metadata: {} }); // put
  return service.limits.get("d/7"); // get
};
