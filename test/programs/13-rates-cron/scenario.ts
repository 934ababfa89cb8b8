import { HOUR, MINUTE, NOW, SECOND, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const AT = "2027-01-15T08:00:00.000Z";
const END = NOW + HOUR + 15 * MINUTE;

export default {
  entry: "src/worker.js",
  lines: [
    call("default.quote", 100, "EUR", "USD").gives({ error: "rate unavailable" }),
    call("default.scheduled", { scheduledTime: NOW, pairs: ["EUR-USD", "EUR-CHF", "USD-JPY"] }).gives({
      refreshed: ["EUR-USD", "USD-JPY"],
      failed: { "EUR-CHF": "no quote for EUR-CHF" },
    }),
    stored({
      "fx/EUR-USD": envelope({ rate: 1.0871, at: AT }, END, { source: "ecb" }),
      "fx/USD-JPY": envelope({ rate: 151.2, at: AT }, END, { source: "ecb" }),
    }),
    call("default.quote", 100, "EUR", "USD").gives({ amount: 108.71, asOf: AT }),
    call("default.quote", 1000, "JPY", "USD").gives({ amount: 6.61, asOf: AT }),
    call("default.board").gives({ "EUR-USD": "1.0871 (ecb)", "EUR-GBP": "n/a", "USD-JPY": "151.2 (ecb)" }),
    after(HOUR + 15 * MINUTE),
    call("default.quote", 10, "EUR", "USD").gives({ amount: 10.87, asOf: AT }),
    after(SECOND),
    call("default.quote", 10, "EUR", "USD").gives({ error: "rate unavailable" }),
    call("default.board").gives({ "EUR-USD": "n/a", "EUR-GBP": "n/a", "USD-JPY": "n/a" }),
    // The old program's entries carry their end with them.
    left("fx/EUR-USD", `{"value":{"rate":2,"at":"then"},"expiration":${(NOW - HOUR) / SECOND},"metadata":{"source":"ecb"}}`),
    left("fx/EUR-GBP", `{"value":{"rate":3,"at":"now"},"expiration":${(NOW + 9 * HOUR) / SECOND},"metadata":{"source":"old"}}`),
    call("default.quote", 10, "EUR", "USD").gives({ error: "rate unavailable" }),
    call("default.quote", 10, "EUR", "GBP").gives({ amount: 30, asOf: "now" }),
    call("default.board").gives({ "EUR-USD": "n/a", "EUR-GBP": "3 (old)", "USD-JPY": "n/a" }),
  ],
} satisfies ProgramScenario;
