// `encodeEnvelope` and `decodeEnvelope` beside bare JSON of the same object.
import { Bench } from "tinybench";
import { decodeEnvelope, encodeEnvelope } from "../packages/runtime/dist/index.js";
import { row } from "./figures.mjs";

const value = { userId: "u-4711", roles: ["admin", "editor"], profile: { name: "Ada", locale: "en-GB", visits: 42 }, note: "x".repeat(200) };
const text = encodeEnvelope(value, { ttlSeconds: 3600 });

export async function benchRuntime() {
  const bench = new Bench({ time: 1000, warmupTime: 300 });
  bench
    .add("encode", () => { encodeEnvelope(value, { ttlSeconds: 3600 }); })
    .add("stringify", () => { JSON.stringify({ value, expires_at: Date.now() + 3_600_000 }); })
    .add("decode", () => { decodeEnvelope(text); })
    .add("parse", () => { JSON.parse(text); });
  await bench.run();
  const milliseconds = (name) => {
    const result = bench.getTask(name)?.result;
    if (result === undefined || !("latency" in result)) throw new Error(`bench: ${name} gave no figure`);
    return result.latency.p50;
  };
  return [
    row("encodeEnvelope beside JSON.stringify of the same object", milliseconds("encode"), milliseconds("stringify"), "< 1.20"),
    row("decodeEnvelope beside JSON.parse of the same text", milliseconds("decode"), milliseconds("parse"), "-"),
  ];
}
