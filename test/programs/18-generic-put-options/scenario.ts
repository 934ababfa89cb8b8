import { DAY, HOUR, MINUTE, NOW, after, call, envelope, left, stored, type ProgramScenario } from "../../whole-program/scenario.js";

const bern = { city: "Bern", lat: 46.9, lon: 7.4 };
const nowhere = { city: "Nowhere", lat: 0, lon: 0 };
const preferences = { channel: "voice", quietFrom: 22, quietTo: 7 };

export default {
  entry: "src/index.ts",
  lines: [
    call("otp.issue", "15550100", "123456"),
    call("otp.verify", "15550100", "000000").gives("wrong"),
    call("track", "d1", "queued"),
    call("track", "d2", "sent", "acme"),
    call("track", "d3", "queued", "acme"),
    call("cachePlace", "192.0.2.1", bern),
    call("cachePlace", "192.0.2.2", bern, { sticky: true, provider: "ops" }),
    call("setPreferences", "u1", { channel: "voice" }),
    stored({
      "delivery/d1": envelope("queued", undefined, {}),
      "delivery/d2": envelope("sent", NOW + DAY, { carrier: "acme" }),
      "delivery/d3": envelope("queued", undefined, { carrier: "acme" }),
      "geo/192.0.2.1": envelope(bern, NOW + HOUR),
      "geo/192.0.2.2": envelope(bern, undefined, { provider: "ops" }),
      "otp/15550100": envelope({ code: "123456", attempts: 1 }, NOW + 5 * MINUTE),
      "prefs/u1": envelope(preferences, undefined, {}),
    }),
    call("otp.verify", "15550100", "123456").gives("ok"),
    call("otp.verify", "15550100", "123456").gives("expired"),
    call("otp.issue", "15550101", "222222"),
    call("cityOf", "192.0.2.1").gives("Bern"),
    call("stateOf", "d2").gives("sent"),
    after(5 * MINUTE + 1),
    call("otp.verify", "15550101", "222222").gives("expired"),
    after(HOUR),
    call("cityOf", "192.0.2.1").gives("Nowhere"),
    call("cityOf", "192.0.2.2").gives("Bern"),
    after(DAY),
    call("stateOf", "d1").gives("queued"),
    call("stateOf", "d2").gives("unknown"),
    call("stateOf", "d3").gives("queued"),
    call("preferencesOf", "u1").gives(preferences),
    left("delivery/old", '{"value":"failed","expiration_ttl":86400,"metadata":{"carrier":"acme"}}'),
    call("stateOf", "old").gives("failed"),
    left("prefs/u2", JSON.stringify({ value: { ...preferences, quietTo: 8 } })),
    call("preferencesOf", "u2").gives({ ...preferences, quietTo: 8 }),
    left("geo/192.0.2.9", JSON.stringify({ value: nowhere, expiration_ttl: 3600 })),
    call("cityOf", "192.0.2.9").gives("Nowhere"),
  ],
} satisfies ProgramScenario;
