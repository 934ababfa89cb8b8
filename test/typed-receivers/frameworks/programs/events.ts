// An emitter whose type says what goes with each event.
import { EventEmitter } from "some-events";
import type { KvNamespace } from "@telnyx/edge-runtime";

interface Events {
  save: [kv: KvNamespace, key: string];
  load: (kv: KvNamespace, done: (text: string | null) => void) => void;
  other: [kv: Map<string, string>];
}
const bus = new EventEmitter<Events>();
bus.on("save", async (kv) => {
  await kv.put("m/1", "v", { metadata: {} }); // put
});
bus.on("load", async (kv, done) => {
  done(await kv.get("m/1")); // get
});
bus.on("other", (kv) => kv.get("m/1"));
