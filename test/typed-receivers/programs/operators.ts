// What the language makes of types.
import type { KvNamespace } from "@telnyx/edge-runtime";

type E = { Bindings: { S: KvNamespace; FLAG: string } };
type Mapped = { [K in "A" | "B"]: KvNamespace };
type Optional = { [K in keyof E["Bindings"]]?: E["Bindings"][K] };
type Named = Record<"C" | "D", KvNamespace>;
type Both = { FLAG: string } & Named;
type Wrapped<T> = { env: T };
type Known = keyof Mapped;
interface Deep extends Pick<E["Bindings"], "S"> {
  readonly inner: Wrapped<E["Bindings"]>;
}

export class Service {
  constructor(private readonly b: E["Bindings"]) {}
  put() {
    return this.b.S.put("a/1", "v", { metadata: {} }); // put
  }
  get() {
    return this.b.S.get("a/1"); // get
  }
}
export const put2 = (b: Pick<E["Bindings"], "S">) => b.S.put("a/2", "v", { metadata: {} }); // put
export const get2 = (b: Pick<E["Bindings"], "S">) => b.S.get("a/2"); // get
export const put3 = (b: Partial<E["Bindings"]>) => b.S?.put("a/3", "v", { metadata: {} }); // put
export const get3 = (b: Partial<E["Bindings"]>) => b.S?.get("a/3"); // get
export const put4 = (b: Omit<E["Bindings"], "FLAG">) => b.S.put("a/4", "v", { metadata: {} }); // put
export const get4 = (b: Omit<E["Bindings"], "FLAG">) => b.S.get("a/4"); // get
export const put5 = (b: Mapped) => b.A.put("a/5", "v", { metadata: {} }); // put
export const get5 = (b: Mapped) => b.A.get("a/5"); // get
export const put6 = ({ S }: Optional) => S?.put("a/6", "v", { metadata: {} }); // put
export const get6 = ({ S }: Optional) => S?.get("a/6"); // get
export const put7 = (b: Both) => b.C.put("a/7", "v", { metadata: {} }); // put
export const get7 = (b: Both) => b.C.get("a/7"); // get
export const put8 = (b: Wrapped<E["Bindings"]>) => b.env.S.put("a/8", "v", { metadata: {} }); // put
export const get8 = (b: Wrapped<E["Bindings"]>) => b.env.S.get("a/8"); // get
export const put9 = (b: Deep) => b.S.put("a/9", "v", { metadata: {} }); // put
export const get9 = (b: Deep) => b.S.get("a/9"); // get
export const put10 = (b: Deep) => b.inner.env.S.put("a/10", "v", { metadata: {} }); // put
export const get10 = (b: Deep) => b.inner.env.S.get("a/10"); // get
export const put11 = (b: Mapped, name: Known) => b[name].put("a/11", "v", { metadata: {} }); // put
export const get11 = (b: Mapped, name: Known) => b[name].get("a/11"); // get
export const put12 = (kv: Mapped[Known]) => kv.put("a/12", "v", { metadata: {} }); // put
export const get12 = (kv: Mapped[Known]) => kv.get("a/12"); // get
export const put13 = (kv: E["Bindings"]["S"] | undefined) => kv?.put("a/13", "v", { metadata: {} }); // put
export const get13 = (kv: E["Bindings"]["S"] | undefined) => kv?.get("a/13"); // get
