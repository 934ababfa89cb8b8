// What a container gives by a name's type, and what a generic function infers.
import { builder, cached, latest, resolve } from "kit";
import type { KvNamespace } from "@telnyx/edge-runtime";

export async function limited() {
  const limits = resolve("limits");
  await limits.put("g/1", "v", { metadata: {} }); // put
  await resolve("files").put("g/1", "v", { metadata: {} });
  return limits.get("g/1"); // get
}
const makeContext = () => ({ limits: resolve("limits"), files: resolve("files") });
const procedure = builder(makeContext);
export const write = procedure.query(({ ctx }) => ctx.limits.put("g/2", "v", { metadata: {} })); // put
export const read = procedure.query(({ ctx }) => ctx.limits.get("g/2")); // get
export const file = procedure.query(({ ctx }) => ctx.files.put("g/2", "v", { metadata: {} }));
export const inferred = (kv: KvNamespace) => {
  const { current } = latest(kv);
  void current.put("g/3", "v", { metadata: {} }); // put
  return current.get("g/3"); // get
};
export const other = () => {
  cached<KvNamespace>().put("g/4", "v", { metadata: {} });
  return cached<KvNamespace>().get("g/4");
};
