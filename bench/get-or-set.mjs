// `getOrSet`: how often 1,000 concurrent callers have a value made, and what 1,000,000 keys (KEYS) leave in the heap.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { typedStore } from "../packages/runtime/dist/stores.js";
import { formatMb, row } from "./figures.mjs";

const KEYS = Number(process.env.KEYS ?? 1_000_000);
const CALLERS = 1000;
const PART = 1000;

export async function benchGetOrSet() {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc");
  const heapMb = () => (gc(), process.memoryUsage().heapUsed / 2 ** 20);
  // A store that keeps nothing: what grows is the runtime's own.
  const store = typedStore({
    get: async () => null,
    put: async () => undefined,
    delete: async () => undefined,
  });
  let made = 0;
  const make = async () => ++made;
  await Promise.all(Array.from({ length: CALLERS }, () => store.getOrSet("k", make, { ttlSeconds: 60 })));
  const loads = made;
  const heaps = [];
  for (let key = 0; key < KEYS; key += PART) {
    if (key === KEYS / 20 || key === 0) heaps.push(heapMb());
    const names = Array.from({ length: PART }, (_, index) => `k/${key + index}`);
    await Promise.all(names.map((name) => store.getOrSet(name, make, { ttlSeconds: 60 })));
    await Promise.all(names.map((name) => store.delete(name)));
  }
  return [
    row(`loads for ${CALLERS} concurrent callers of getOrSet`, loads, 1, "< 1.01", String),
    row(
      `heap after getOrSet and delete of ${KEYS} keys beside a twentieth of them`,
      heapMb(),
      heaps.at(-1),
      "< 1.10",
      formatMb,
    ),
  ];
}
