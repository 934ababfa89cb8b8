// Injected into a class.
import { Inject, Injectable } from "@nestjs/common";
import type { KvNamespace } from "@telnyx/edge-runtime";

@Injectable()
export class Sessions {
  @Inject("KV") private readonly kv!: KvNamespace;
  constructor(@Inject("SPARE") private readonly spare: KvNamespace) {}
  save() {
    return this.kv.put("j/1", "v", { metadata: {} }); // put
  }
  load() {
    return this.kv.get("j/1"); // get
  }
  saveSpare() {
    return this.spare.put("j/2", "v", { metadata: {} }); // put
  }
  loadSpare() {
    return this.spare.get("j/2"); // get
  }
}
