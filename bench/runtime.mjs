// `encodeEnvelope` and `decodeEnvelope` beside bare JSON of the same object, and beside superjson and devalue, which do
// more: they keep dates, maps and the like.
import * as devalue from "devalue";
import superjson from "superjson";
import { Bench } from "tinybench";
import { decodeEnvelope, encodeEnvelope } from "../packages/runtime/dist/index.js";
import { typedStore } from "../packages/runtime/dist/stores.js";
import { row } from "./figures.mjs";

const values = {
  session: {
    userId: "u-4711",
    roles: ["admin", "editor"],
    profile: { name: "Ada", locale: "en-GB", visits: 42 },
    note: "x".repeat(200),
  },
  token: "0123456789abcdef".repeat(3),
  list: Array.from({ length: 300 }, (_, index) => ({ id: index, name: `item ${index}`, tags: ["a", "b"] })),
};
const AIM = "< 1.15";

/** @param {string} name @param {unknown} value */
async function benchValue(name, value) {
  const text = encodeEnvelope(value, { ttlSeconds: 3600 });
  const bySuperjson = superjson.stringify({ value, expires_at: Date.now() });
  const byDevalue = devalue.stringify({ value, expires_at: Date.now() });
  // What is done with the text, too: a text put together is made into one piece only where it is used.
  const used = (made) => Buffer.byteLength(made);
  const raw = { get: async () => text, put: async (_key, made) => used(made) };
  const typed = typedStore(raw);
  const bench = new Bench({ time: 700, warmupTime: 200 });
  bench
    .add("encode", () => {
      used(encodeEnvelope(value, { ttlSeconds: 3600 }));
    })
    .add("put", async () => {
      await typed.put("k", value, { ttlSeconds: 3600 });
    })
    .add("put without a look", async () => {
      await raw.put("k", encodeEnvelope(value, { ttlSeconds: 3600 }));
    })
    .add("stringify", () => {
      used(JSON.stringify({ value, expires_at: Date.now() + 3_600_000 }));
    })
    .add("superjson", () => {
      used(superjson.stringify({ value, expires_at: Date.now() + 3_600_000 }));
    })
    .add("devalue", () => {
      used(devalue.stringify({ value, expires_at: Date.now() + 3_600_000 }));
    })
    .add("decode", () => {
      decodeEnvelope(text);
    })
    .add("parse", () => {
      JSON.parse(text);
    })
    .add("superjson parse", () => {
      superjson.parse(bySuperjson);
    })
    .add("devalue parse", () => {
      devalue.parse(byDevalue);
    });
  await bench.run();
  const milliseconds = (task) => {
    const result = bench.getTask(task)?.result;
    if (result === undefined || !("latency" in result)) throw new Error(`bench: ${task} gave no figure`);
    return result.latency.p50;
  };
  const bytes = (made) => Buffer.byteLength(made);
  return [
    row(
      `encode a ${name} beside JSON.stringify of the same object`,
      milliseconds("encode"),
      milliseconds("stringify"),
      AIM,
    ),
    row(`  beside superjson`, milliseconds("encode"), milliseconds("superjson"), "-"),
    row(`  beside devalue`, milliseconds("encode"), milliseconds("devalue"), "-"),
    row(
      `put of a ${name} by typedStore, which looks for what JSON would lose, beside one that does not`,
      milliseconds("put"),
      milliseconds("put without a look"),
      "-",
    ),
    row(
      `decode a ${name} beside JSON.parse of the same text`,
      milliseconds("decode"),
      milliseconds("parse"),
      AIM,
    ),
    row(`  beside superjson`, milliseconds("decode"), milliseconds("superjson parse"), "-"),
    row(`  beside devalue`, milliseconds("decode"), milliseconds("devalue parse"), "-"),
    row(
      `bytes of a ${name} in its envelope beside its bare JSON`,
      bytes(text),
      bytes(JSON.stringify(value)),
      "-",
      (count) => `${count} B`,
    ),
  ];
}

export async function benchRuntime() {
  const rows = [];
  for (const [name, value] of Object.entries(values)) rows.push(...(await benchValue(name, value)));
  return rows;
}
